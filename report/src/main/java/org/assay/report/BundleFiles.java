package org.assay.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a bundle by their names in it, with sizes and hashes; large ones stay where they are until they are packed. */
final class BundleFiles {

    /** What is known of a file. */
    record Entry(String name, String description, String format, long bytes, String sha256) {}

    private sealed interface Content {
        record Text(String text) implements Content {}

        record OnDisk(Path file) implements Content {}
    }

    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final SortedMap<String, Content> contents = new TreeMap<>();

    void add(String name, String description, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        put(
                new Entry(name, description, format(name), bytes.length, hex(digest().digest(bytes))),
                new Content.Text(text));
    }

    void add(String name, String description, Path file) throws IOException {
        put(new Entry(name, description, format(name), Files.size(file), sha256(file)), new Content.OnDisk(file));
    }

    private void put(Entry entry, Content content) {
        if (entries.put(entry.name(), entry) != null) {
            throw new IllegalStateException("The bundle would hold two files named " + entry.name() + ".");
        }
        contents.put(entry.name(), content);
    }

    Entry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("The bundle holds no file " + name + ".");
        }
        return entry;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** In the order of their names. */
    SortedMap<String, Entry> entries() {
        return entries;
    }

    /** As {@code sha256sum} prints and checks it. */
    String sums() {
        var out = new StringBuilder();
        entries.values()
                .forEach(e ->
                        out.append(e.sha256()).append("  ").append(e.name()).append('\n'));
        return out.toString();
    }

    /** All files as one archive; the same files and time give the same bytes. */
    void pack(Path target, Instant time) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
            for (var e : contents.entrySet()) {
                var entry = new ZipEntry(e.getKey());
                entry.setTimeLocal(time.atOffset(ZoneOffset.UTC).toLocalDateTime());
                zip.putNextEntry(entry);
                copy(e.getValue(), zip);
                zip.closeEntry();
            }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Content content, OutputStream to) throws IOException {
        switch (content) {
            case Content.Text t -> to.write(t.text().getBytes(StandardCharsets.UTF_8));
            case Content.OnDisk d -> Files.copy(d.file(), to);
        }
    }

    static String sha256(Path file) {
        try (var in = new DigestInputStream(Files.newInputStream(file), digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return hex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one does not.", e);
        }
    }

    /** Media type by the name's ending. */
    static String format(String name) {
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot + 1)) {
            case "html" -> "text/html";
            case "pdf" -> "application/pdf";
            case "json", "jsonld" -> "application/json";
            case "csv" -> "text/csv";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "md" -> "text/markdown";
            case "tex" -> "application/x-tex";
            case "java" -> "text/x-java";
            case "ipynb" -> "application/x-ipynb+json";
            case "sh" -> "application/x-sh";
            case "cff" -> "application/yaml";
            case "jar" -> "application/java-archive";
            case "safetensors" -> "application/octet-stream";
            default -> "text/plain";
        };
    }
}
