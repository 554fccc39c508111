package org.assay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.assay.cli.Screen.Tone;

/** How far a run is: what each worker does and how much is done, as lines of text. */
final class Progress {

    private static final int WIDEST_BAR = 30;

    private record Work(String arm, long seed, int attempt, double fraction, long since) {}

    private final LongSupplier nanos;
    private final TreeMap<Integer, Work> workers = new TreeMap<>();
    private int done;
    private int total;
    private Optional<Duration> left = Optional.empty();
    private long leftSince;

    /** @param nanos the clock, as {@link System#nanoTime} */
    Progress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void planned(int done, int total, Optional<Duration> left) {
        this.done = done;
        this.total = total;
        this.left = left;
        this.leftSince = nanos.getAsLong();
    }

    void started(int worker, String arm, long seed, int attempt) {
        workers.put(worker, new Work(arm, seed, attempt, 0, nanos.getAsLong()));
    }

    void at(int worker, double fraction) {
        workers.computeIfPresent(
                worker,
                (w, work) -> new Work(work.arm, work.seed, work.attempt, Math.clamp(fraction, 0, 1), work.since));
    }

    void idle(int worker) {
        workers.remove(worker);
    }

    /** {@code 12 of 120 trials, about 9 min left}. */
    String summary() {
        var summary = done + " of " + Text.count(total, "trial");
        return remaining().map(time -> summary + ", " + time + " left").orElse(summary);
    }

    private Optional<String> remaining() {
        var passed = Duration.ofNanos(nanos.getAsLong() - leftSince);
        return left.map(time -> time.minus(passed))
                .map(time -> Durations.about(time.isNegative() ? Duration.ZERO : time));
    }

    /** One line a worker, and one for the whole; none is wider than the screen. */
    List<String> lines(Screen screen) {
        var width = screen.width() - 1;
        var name = workers.values().stream()
                .mapToInt(work -> label(work).length())
                .max()
                .orElse(0);
        var bar = Math.clamp(width - 40L, 8, WIDEST_BAR);
        name = Math.clamp(name, 0, Math.max(8, width - bar - 22));
        var lines = new ArrayList<String>();
        for (var entry : workers.entrySet()) {
            var work = entry.getValue();
            var time = Durations.text(Duration.ofSeconds(
                    Duration.ofNanos(nanos.getAsLong() - work.since).toSeconds()));
            lines.add(Text.cut("  " + Text.pad(Text.cut(label(work), name), name), width - bar - 18) + "  "
                    + screen.paint(Tone.NAME, bar(screen, work.fraction, bar))
                    + Text.padLeft(Math.round(100 * work.fraction) + " %", 6)
                    + Text.padLeft(time, 10));
        }
        var fraction = total == 0
                ? 0
                : (done + workers.values().stream().mapToDouble(Work::fraction).sum()) / total;
        var room = Math.max(0, width - bar - 4);
        lines.add("  " + screen.paint(Tone.GOOD, bar(screen, Math.min(1, fraction), bar)) + "  "
                + Text.cut(summary(), room));
        return lines;
    }

    private static String label(Work work) {
        return work.arm + ", seed " + work.seed + (work.attempt > 1 ? ", attempt " + work.attempt : "");
    }

    private static String bar(Screen screen, double fraction, int width) {
        int full = (int) Math.floor(fraction * width);
        return (screen.unicode() ? "━" : "#").repeat(full) + (screen.unicode() ? "┄" : ".").repeat(width - full);
    }
}
