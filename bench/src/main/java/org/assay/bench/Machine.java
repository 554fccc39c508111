package org.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine in words. */
final class Machine {
    private Machine() {}

    static String describe() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** The processor's family and model beside its name, for virtual machines give it a vague one. */
    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            var facts = lines.takeWhile(line -> !line.isBlank()).toList();
            return value(facts, "model name") + " (family " + value(facts, "cpu family") + ", model "
                    + value(facts, "model") + ")";
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String value(java.util.List<String> facts, String name) {
        return facts.stream()
                .filter(line -> line.substring(0, Math.max(0, line.indexOf(':')))
                        .strip()
                        .equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
