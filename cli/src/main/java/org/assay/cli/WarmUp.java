package org.assay.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.Studies;

/**
 * Does once, into nowhere, what commands do when they start: the build runs it to record the classes that a start needs in the JVM's cache,
 * which makes every later start several times faster.
 */
final class WarmUp {

    private WarmUp() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("assay");
        try {
            warm(folder);
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void warm(Path folder) {
        var nowhere =
                Screen.plain(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), 100);
        var io = new Io(nowhere, nowhere, folder, Optional.of(folder), Map.of());
        var main = new Main(io);
        main.run("--help");
        main.run("list");
        main.run("list", "--json");
        for (var study : Studies.all()) {
            main.run("run", study.id(), "--dry-run", "--scale", "smoke");
        }
        try (var laboratory = Laboratory.open(folder)) {
            laboratory.runs();
        }
    }
}
