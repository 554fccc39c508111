package org.assay.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Which kernels OpenBLAS should use. It does not know every recent processor and then falls back to slow ones, so on a
 * processor with AVX-512 each candidate is timed once a machine, in processes of their own, and the answer remembered.
 *
 * @param name what to ask of OpenBLAS, empty to leave the choice to it
 * @param origin how the choice came about, for the record
 */
record CoreType(Optional<String> name, String origin) {
    /** A candidate must be clearly faster than OpenBLAS' own choice, or runs would differ by chance. */
    private static final double MARGIN = 1.08;

    private static final long SECONDS = 5;

    static CoreType choose() {
        var forced = System.getProperty("assay.blas.coretype");
        if (forced != null) {
            return new CoreType(Optional.of(forced), "the system property assay.blas.coretype");
        }
        if (System.getenv("OPENBLAS_CORETYPE") != null) {
            return new CoreType(Optional.empty(), "the environment variable OPENBLAS_CORETYPE");
        }
        var processor = processor();
        if (!processor.contains("avx512f")) {
            return new CoreType(Optional.empty(), "OpenBLAS");
        }
        var cache = cacheFile(processor);
        try {
            if (Files.isRegularFile(cache)) {
                return remembered(Files.readString(cache).strip());
            }
        } catch (IOException e) {
            return new CoreType(Optional.empty(), "OpenBLAS, as " + cache + " cannot be read");
        }
        var answer = measure(processor);
        answer.ifPresent(name -> remember(cache, name));
        return answer.map(CoreType::remembered)
                .orElseGet(() -> new CoreType(Optional.empty(), "OpenBLAS; it could not be timed"));
    }

    private static CoreType remembered(String answer) {
        return answer.isEmpty()
                ? new CoreType(Optional.empty(), "OpenBLAS; no candidate was clearly faster")
                : new CoreType(Optional.of(answer), "measured on this machine");
    }

    /** The model and the instructions of the processor, on one line each; empty where there is no /proc. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return String.join(
                    "\n",
                    lines.takeWhile(line -> !line.isBlank())
                            .filter(line -> line.startsWith("vendor_id")
                                    || line.startsWith("cpu family")
                                    || line.startsWith("model")
                                    || line.startsWith("flags"))
                            .toList());
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static Path cacheFile(String processor) {
        var base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return base.resolve("assay").resolve("blas-core-" + Integer.toHexString(processor.hashCode()));
    }

    private static void remember(Path file, String answer) {
        try {
            Files.createDirectories(file.getParent());
            var draft = Files.createTempFile(file.getParent(), "blas-core", "");
            Files.writeString(draft, answer);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            System.getLogger(CoreType.class.getName())
                    .log(System.Logger.Level.DEBUG, "The core type could not be remembered.", e);
        }
    }

    /** The fastest candidate, an empty name where none is clearly faster than OpenBLAS' own choice; nothing where that could not be timed. */
    private static Optional<String> measure(String processor) {
        var candidates = new ArrayList<>(List.of("SkylakeX", "Haswell"));
        if (processor.contains("avx512_bf16")) {
            candidates.addFirst("Cooperlake");
        }
        double own = speed("");
        if (own == 0) {
            return Optional.empty();
        }
        double best = MARGIN * own;
        var fastest = "";
        for (var candidate : candidates) {
            double speed = speed(candidate);
            if (speed > best) {
                best = speed;
                fastest = candidate;
            }
        }
        return Optional.of(fastest);
    }

    /** Products a second with one candidate's kernels, 0 where they fail or are wrong. */
    private static double speed(String candidate) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CoreTypeProbe.class.getName());
        if (!candidate.isEmpty()) {
            builder.environment().put("OPENBLAS_CORETYPE", candidate);
        }
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            var process = builder.start();
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return 0;
                }
                return Double.parseDouble(
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
