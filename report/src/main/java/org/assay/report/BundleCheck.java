package org.assay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assay.lab.LabException;
import org.assay.lab.store.RunJson;

/** Whether a bundle is as it was written: every byte of every file, and what its files say of one another. */
final class BundleCheck {

    static final String SUMS = "SHA256SUMS";

    /** What {@code reproduce.sh} writes into an unpacked bundle. */
    private static final String RERUN = "rerun/";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

    private final Path root;
    private final List<String> problems = new ArrayList<>();

    private BundleCheck(Path root) {
        this.root = root;
    }

    static List<String> of(Path bundle) throws IOException {
        if (Files.isDirectory(bundle)) {
            return new BundleCheck(bundle).problems();
        }
        if (!Files.exists(bundle)) {
            return List.of("There is no " + bundle + ".");
        }
        try (var zip = FileSystems.newFileSystem(bundle)) {
            return new BundleCheck(zip.getPath("/")).problems();
        } catch (java.util.zip.ZipException | java.nio.file.ProviderNotFoundException e) {
            return List.of(bundle.getFileName() + " is no readable archive: " + e.getMessage() + ".");
        }
    }

    private List<String> problems() throws IOException {
        if (!Files.exists(root.resolve(SUMS))) {
            return List.of("There is no file " + SUMS + ": this is no bundle, or not a whole one.");
        }
        var sums = sums();
        files(sums);
        if (problems.isEmpty()) {
            metadata();
            record();
        }
        return List.copyOf(problems);
    }

    private Map<String, String> sums() throws IOException {
        var sums = new TreeMap<String, String>();
        String text = Bundle.text(Files.readAllBytes(root.resolve(SUMS)));
        if (!text.endsWith("\n")) {
            problems.add(SUMS + " does not end with a line break.");
        }
        for (var line : text.lines().toList()) {
            var parts = LINE.matcher(line);
            if (!parts.matches() || sums.put(parts.group(2), parts.group(1)) != null) {
                problems.add("A line of " + SUMS + " is not a hash and a name of its own: " + line);
            }
        }
        return sums;
    }

    private void files(Map<String, String> sums) throws IOException {
        try (var found = Files.walk(root)) {
            for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (name.equals(SUMS) || name.startsWith(RERUN)) {
                    continue;
                }
                var expected = sums.remove(name);
                if (expected == null) {
                    problems.add(name + " does not belong to the bundle.");
                } else if (!unread(file, name).equals(expected)) {
                    problems.add(name + " is not as it was written.");
                }
            }
        }
        sums.keySet().forEach(name -> problems.add(name + " is missing."));
    }

    /** The hash of what can be read; a damaged archive entry has none. */
    private static String unread(Path file, String name) {
        try {
            return BundleFiles.sha256(file);
        } catch (java.io.UncheckedIOException e) {
            return "unreadable " + name;
        }
    }

    /** The metadata must list each file with the hash it has. */
    private void metadata() throws IOException {
        try {
            var graph = new ObjectMapper()
                    .readTree(Files.readAllBytes(root.resolve(Crate.FILE)))
                    .path("@graph");
            for (var entity : graph) {
                var hash = entity.path("sha256").asText("");
                var name = entity.path("name").asText("");
                if (!hash.isEmpty() && !BundleFiles.sha256(root.resolve(name)).equals(hash)) {
                    problems.add(Crate.FILE + " gives " + name + " another hash than it has.");
                }
            }
        } catch (JsonProcessingException e) {
            problems.add(Crate.FILE + " is no JSON: " + e.getOriginalMessage() + ".");
        }
    }

    /** The plan must have its hash, and the table of trials must be the one that the record gives. */
    private void record() throws IOException {
        try {
            var record = RunJson.read(Bundle.text(Files.readAllBytes(root.resolve("run.json"))), "run.json");
            var plan = Files.readAllBytes(root.resolve("plan.json"));
            if (!BundleFiles.sha256(plan).equals(record.planHash())) {
                problems.add("plan.json does not have the plan's hash that run.json records.");
            }
            var table = TrialsCsv.write(record).getBytes(StandardCharsets.UTF_8);
            if (!java.util.Arrays.equals(table, Files.readAllBytes(root.resolve("trials.csv")))) {
                problems.add("trials.csv is not the table that run.json gives.");
            }
        } catch (LabException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
