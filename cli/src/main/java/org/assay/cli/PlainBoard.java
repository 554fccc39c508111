package org.assay.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress as lines, for a file or a pipe: one for each trial that ends, at most one a second. */
final class PlainBoard implements Board {

    private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

    private final Screen screen;
    private final Progress progress;
    private final LongSupplier nanos;
    private long last;

    PlainBoard(Screen screen, Progress progress, LongSupplier nanos) {
        this.screen = screen;
        this.progress = progress;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - BETWEEN;
    }

    @Override
    public void ended(String line) {
        var now = nanos.getAsLong();
        if (now - last >= BETWEEN) {
            last = now;
            screen.line(line + "; " + progress.summary());
        }
    }

    @Override
    public void line(String text) {
        screen.line(text);
    }

    @Override
    public void close() {}
}
