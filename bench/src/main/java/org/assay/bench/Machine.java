package org.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The machine in words, and what it can do. */
public final class Machine {
    private Machine() {}

    static String describe() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** Whether the processor multiplies numbers of 16 bits (bfloat16) by instructions of its own. */
    public static boolean multipliesBf16() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .anyMatch(Set.of("avx512_bf16", "amx_bf16", "bf16")::contains);
        } catch (IOException e) {
            return false;
        }
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

    private static String value(List<String> facts, String name) {
        return facts.stream()
                .filter(line -> line.substring(0, Math.max(0, line.indexOf(':')))
                        .strip()
                        .equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
