package org.assay.data.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** Reading zip, tar and tar.gz archives one entry after another, and unpacking them without leaving a folder. */
public final class Archive {
    private static final int BLOCK = 512;
    private static final long MAX_ENTRY = 1L << 36;

    private Archive() {}

    /** What is done with each ordinary file of an archive; the stream ends with the entry and need not be read. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String path, InputStream content) throws IOException;
    }

    /** Whether a file of this name is an archive that can be read. */
    public static boolean is(String name) {
        return name.endsWith(".zip") || name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** Visits the ordinary files of a {@code .zip}, {@code .tar}, {@code .tar.gz} or {@code .tgz} archive in their order. */
    public static void visit(Path archive, Visitor visitor) {
        var name = archive.getFileName().toString();
        try (var in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
            visit(name, in, visitor);
        } catch (IOException e) {
            throw new DataException(name + ": the archive cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static void visit(String name, InputStream in, Visitor visitor) throws IOException {
        if (name.endsWith(".zip")) {
            visitZip(in, visitor);
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            visitTar(name, decompressed(new BufferedInputStream(in, 1 << 16)), visitor);
        } else if (name.endsWith(".tar")) {
            visitTar(name, in, visitor);
        } else {
            throw new DataException(name + " is no archive: .zip, .tar, .tar.gz and .tgz are read");
        }
    }

    /** As it is where nothing is compressed: some published {@code .tgz} are plain tar archives. */
    private static InputStream decompressed(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    /** Visits the ordinary files with their whole content. */
    public static void visitBytes(Path archive, BiConsumer<String, byte[]> visitor) {
        visit(archive, (path, content) -> visitor.accept(path, content.readAllBytes()));
    }

    /**
     * Unpacks the archive into the folder, which is made. An entry that would lie outside it (absolute, through
     * {@code ..}, or a link) is refused by name before anything of it is written.
     */
    public static void unpack(Path archive, Path folder) {
        var root = folder.toAbsolutePath().normalize();
        visit(archive, (path, content) -> {
            var target = inside(archive.getFileName().toString(), root, path);
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
        });
    }

    private static Path inside(String archive, Path root, String path) {
        var target = root.resolve(path.replace('\\', '/')).normalize();
        if (path.startsWith("/") || path.contains(":") || !target.startsWith(root) || target.equals(root)) {
            throw new DataException(archive + ": the entry \"" + path
                    + "\" would lie outside the folder it is unpacked to" + "; the archive is refused");
        }
        return target;
    }

    private static void visitZip(InputStream in, Visitor visitor) throws IOException {
        var zip = new ZipInputStream(in);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                visitor.visit(entry.getName(), new Entry(zip));
            }
        }
    }

    private static void visitTar(String name, InputStream in, Visitor visitor) throws IOException {
        long offset = 0;
        String longName = "";
        while (true) {
            var header = in.readNBytes(BLOCK);
            if (header.length < BLOCK) {
                throw DataException.atByte(name, offset + header.length, "the archive ends without its closing block");
            }
            if (header[0] == 0) {
                return;
            }
            var path = longName.isEmpty() ? prefix(header) + text(header, 0, 100) : longName;
            longName = "";
            long size = size(name, offset, header);
            char type = (char) header[156];
            var content = new Bounded(in, size);
            switch (type) {
                case '0', '\0' -> {
                    if (!path.endsWith("/")) {
                        visitor.visit(path, content);
                    }
                }
                case '5', 'g' -> {}
                case 'L' -> longName = text(content.readAllBytes(), 0, (int) size);
                case 'x' -> longName = paxPath(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                default ->
                    throw DataException.atByte(
                            name, offset, "the entry \"" + path + "\" is a link or device; only files are unpacked");
            }
            content.skipRest();
            long padding = (BLOCK - size % BLOCK) % BLOCK;
            if (content.missing() || in.readNBytes((int) padding).length < padding) {
                throw DataException.atByte(name, offset, "the archive ends inside the entry \"" + path + "\"");
            }
            offset += BLOCK + size + padding;
        }
    }

    private static String prefix(byte[] header) {
        boolean posix = text(header, 257, 5).equals("ustar") && header[262] == 0;
        var prefix = posix ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private static long size(String name, long offset, byte[] header) {
        var digits = text(header, 124, 12).strip();
        try {
            long size = Long.parseLong(digits, 8);
            if (size < 0 || size > MAX_ENTRY) {
                throw new NumberFormatException();
            }
            return size;
        } catch (NumberFormatException e) {
            throw DataException.atByte(name, offset + 124, "\"" + digits + "\" is no size of an entry");
        }
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static String paxPath(String records) {
        for (var record : records.split("\n", -1)) {
            int key = record.indexOf(" path=");
            if (key > 0) {
                return record.substring(key + 6);
            }
        }
        return "";
    }

    /** Keeps a visitor from closing the archive under the reader. */
    private static final class Entry extends InputStream {
        private final InputStream in;

        Entry(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;
        private boolean missing;

        Bounded(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(bytes, offset, (int) Math.min(length, left));
            if (n < 0) {
                missing = true;
                left = 0;
                return -1;
            }
            left -= n;
            return n;
        }

        void skipRest() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }

        boolean missing() {
            return missing;
        }
    }
}
