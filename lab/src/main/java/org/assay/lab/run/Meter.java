package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assay.lab.RunRecord.Cost;

/** Measures what the current process spends between {@link #start} and {@link #stop}. */
final class Meter {

    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final Path STATUS = Path.of("/proc/self/status");

    private final long wall;
    private final long cpu;

    private Meter(long wall, long cpu) {
        this.wall = wall;
        this.cpu = cpu;
    }

    static Meter start() {
        forgetPeak();
        return new Meter(System.nanoTime(), cpuNanos());
    }

    /** What was spent so far; the peak begins anew afterwards. */
    Cost stop() {
        var cost = new Cost(1e-9 * (cpuNanos() - cpu), 1e-9 * (System.nanoTime() - wall), peakBytes(STATUS));
        forgetPeak();
        return cost;
    }

    private static long cpuNanos() {
        return Posix.cpuNanos()
                .orElseGet(() -> ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .orElse(0L));
    }

    private static void forgetPeak() {
        try {
            Files.writeString(CLEAR, "5");
        } catch (IOException | RuntimeException e) {
            // Without the right, the peak is that of the whole process so far: an upper bound.
        }
    }

    /** Largest resident size in bytes by a process' status file; 0 where there is none. */
    static long peakBytes(Path status) {
        try {
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
