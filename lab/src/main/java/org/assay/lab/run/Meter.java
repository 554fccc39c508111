package org.assay.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assay.lab.RunRecord.Cost;

/** Measures what the current process, and what it starts, spends between {@link #start} and {@link #stop}. */
final class Meter {

    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final Path STATUS = Path.of("/proc/self/status");

    private final long wall;
    private final long cpu;
    private final Posix.Children children;

    private Meter(long wall, long cpu, Posix.Children children) {
        this.wall = wall;
        this.cpu = cpu;
        this.children = children;
    }

    static Meter start() {
        forgetPeak();
        return new Meter(System.nanoTime(), cpuNanos(), Posix.children());
    }

    /** What was spent so far; the peak begins anew afterwards. */
    Cost stop() {
        var after = Posix.children();
        long childNanos = after.cpuNanos() - children.cpuNanos();
        // The system keeps one peak for all children so far: an upper bound for those of this while.
        long childPeak = childNanos > 0 ? after.peakBytes() : 0;
        var cost = new Cost(
                1e-9 * (cpuNanos() - cpu + childNanos),
                1e-9 * (System.nanoTime() - wall),
                Math.max(peakBytes(STATUS), childPeak));
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
