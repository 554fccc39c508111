package org.assay.cli;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Progress drawn over itself, ten times a second at most; what is to stay scrolls by above. */
final class LiveBoard implements Board {

    private static final String CLEAR_BELOW = "\u001b[J";

    private final Screen screen;
    private final Progress progress;
    private final ScheduledExecutorService painter;
    private List<String> shown = List.of();
    private boolean closed;

    LiveBoard(Screen screen, Progress progress) {
        this.screen = screen;
        this.progress = progress;
        this.painter = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var _ = painter.scheduleWithFixedDelay(this::draw, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Holds the monitor that guards {@link Progress} too: the laboratory changes it, the painter reads it. */
    private synchronized void draw() {
        if (closed) {
            return;
        }
        List<String> lines;
        synchronized (progress) {
            lines = progress.lines(screen);
        }
        if (!lines.equals(shown)) {
            screen.raw(erase() + String.join("\n", lines) + "\n");
            shown = lines;
        }
    }

    private String erase() {
        return shown.isEmpty() ? "" : "\u001b[" + shown.size() + "A\r" + CLEAR_BELOW;
    }

    @Override
    public void ended(String line) {}

    @Override
    public synchronized void line(String text) {
        screen.raw(erase() + text + "\n" + String.join("\n", shown) + (shown.isEmpty() ? "" : "\n"));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            painter.shutdownNow();
            screen.raw(erase());
            shown = List.of();
        }
    }
}
