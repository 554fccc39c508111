package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machine this process runs on. */
public final class Machine {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** Features that change which kernels a numeric library picks. */
    private static final List<String> FEATURES = List.of(
            "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "asimd", "sve", "bf16");

    private Machine() {}

    public static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    public static String jdk() {
        return System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version");
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Model and, in brackets, the features that numeric libraries look for. */
    public static String processor() {
        var lines = linuxCpu();
        var model = value(lines, "model name")
                .or(() -> value(lines, "CPU part"))
                .or(() -> command("sysctl", "-n", "machdep.cpu.brand_string"))
                .orElseGet(() -> System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch")));
        var flags = new HashSet<>(Arrays.asList(value(lines, "flags")
                .or(() -> value(lines, "Features"))
                .orElse("")
                .split(" ", -1)));
        var features = FEATURES.stream().filter(flags::contains).collect(Collectors.joining(" "));
        return features.isEmpty() ? model : model + " (" + features + ")";
    }

    private static List<String> linuxCpu() {
        try {
            return Files.exists(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** Physical memory in bytes; 0 where the system does not tell. */
    public static long memoryBytes() {
        try {
            if (Files.exists(MEMINFO)) {
                return value(Files.readAllLines(MEMINFO), "MemTotal")
                        .map(kib -> 1024 * Long.parseLong(kib.replaceAll("\\D", "")))
                        .orElse(0L);
            }
        } catch (IOException e) {
            return 0;
        }
        return command("sysctl", "-n", "hw.memsize").map(Long::parseLong).orElse(0L);
    }

    /** Output of a short command; empty if it is not there or fails. */
    static Optional<String> command(String... words) {
        return command(Path.of("."), words);
    }

    static Optional<String> command(Path folder, String... words) {
        try {
            var builder =
                    new ProcessBuilder(words).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(Map.of("LC_ALL", "C", "GIT_OPTIONAL_LOCKS", "0"));
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
