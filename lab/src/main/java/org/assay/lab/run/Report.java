package org.assay.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.store.Image;

/** What a trial in this process tells the laboratory: checked, and batched where it is much. Safe from any thread of the trial. */
final class Report {

    private static final int BATCH = 512;
    private static final long FLUSH_NANOS = 1_000_000_000L;
    private static final long PROGRESS_NANOS = 200_000_000L;

    private final Wire wire;
    private final Set<String> cells = new LinkedHashSet<>();
    private final Map<String, PointBuffer> pending = new LinkedHashMap<>();
    private Optional<String> notFinite = Optional.empty();
    private long lastFlush = System.nanoTime();
    private long lastProgress = lastFlush - PROGRESS_NANOS;

    Report(Wire wire) {
        this.wire = wire;
    }

    synchronized void cell(String name, boolean timing, double value) {
        if (!cells.add(name)) {
            throw new IllegalArgumentException("The trial reports the cell " + name
                    + " twice: report a final value once, and values over time with series.");
        }
        if (!Double.isFinite(value) && notFinite.isEmpty()) {
            notFinite = Optional.of("cell " + name + " is " + value);
        }
        send(new Message.Cell(name, timing, value));
    }

    synchronized void point(String series, double x, double y) {
        var buffer = pending.computeIfAbsent(series, _ -> new PointBuffer());
        buffer.add(x, y);
        if (buffer.size() >= BATCH) {
            flush(series, buffer);
        }
        if (System.nanoTime() - lastFlush > FLUSH_NANOS) {
            flush();
        }
    }

    synchronized void progress(double fraction) {
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS) {
            lastProgress = now;
            flush();
            send(new Message.Progress(fraction));
        }
    }

    void image(String name, int channels, int height, int width, float[] values) {
        var image = Image.of(name, channels, height, width, values);
        send(new Message.Picture(name, channels, height, width, image.pixels()));
    }

    void sample(String name, String text) {
        send(new Message.Sample(name, text));
    }

    void shared(String name, String address, Cost cost) {
        send(new Message.Shared(name, address, cost));
    }

    /** Content hashes, by id, of data sets that went into the trial. */
    void data(Map<String, String> hashes) {
        if (!hashes.isEmpty()) {
            send(new Message.Data(hashes));
        }
    }

    synchronized boolean has(String cell) {
        return cells.contains(cell);
    }

    /** The first cell that is NaN or infinite. */
    synchronized Optional<String> notFinite() {
        return notFinite;
    }

    /** Sends the points held back. */
    synchronized void flush() {
        pending.forEach(this::flush);
        lastFlush = System.nanoTime();
    }

    private void flush(String name, PointBuffer buffer) {
        if (buffer.size() > 0) {
            var series = buffer.series();
            send(new Message.Points(name, series.x(), series.y()));
            buffer.clear();
        }
    }

    void send(Message message) {
        try {
            wire.send(message);
        } catch (IOException e) {
            throw new UncheckedIOException("The laboratory no longer listens.", e);
        }
    }
}
