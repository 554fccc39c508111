package org.assay.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assay.lab.LabException;

/** Server-sent events that keep the parts of open pages up to date. */
final class Feed implements AutoCloseable {

    private static final int READERS = 64;
    private static final long PACE_MILLIS = 400;
    private static final int HEARTBEAT = 25;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore places = new Semaphore(READERS);

    /** A part of a page that changes while one looks at it; in the page it is the element {@code part-<name>}. */
    record Part(String name, Node content) {

        String version() {
            return Hashes.hex(content.html()).substring(0, 12);
        }

        Node inPage() {
            return Tag.of("div", content).with("id", "part-" + name).with("data-version", version());
        }
    }

    /** What a page shows just now; empty if nothing has changed since it was last asked. */
    interface Source extends Supplier<Optional<List<Part>>> {}

    /** @throws Refusal while too many pages are open */
    Answer answer(Source source) {
        if (!places.tryAcquire()) {
            throw new Refusal(503, "Too many live pages are open: close some.");
        }
        return Answer.stream(out -> {
            try {
                follow(source, out);
            } finally {
                places.release();
            }
        });
    }

    private void follow(Source source, OutputStream out) throws IOException {
        Map<String, String> sent = new HashMap<>();
        int quiet = HEARTBEAT;
        do {
            try {
                for (var part : source.get().orElse(List.of())) {
                    var version = part.version();
                    if (!version.equals(sent.put(part.name(), version))) {
                        var html = part.content().html();
                        var data = Map.of("part", part.name(), "version", version, "html", html);
                        event(out, "part", JSON.writeValueAsString(data));
                        quiet = 0;
                    }
                }
            } catch (Refusal gone) {
                event(out, "gone", JSON.writeValueAsString(gone.sentence()));
                return;
            } catch (LabException trouble) {
                event(out, "trouble", JSON.writeValueAsString(String.valueOf(trouble.getMessage())));
            }
            if (quiet++ >= HEARTBEAT) {
                // Tells a browser that went away from one that waits.
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                quiet = 1;
            }
        } while (!closed());
    }

    private static void event(OutputStream out, String name, String data) throws IOException {
        out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private boolean closed() {
        try {
            return closing.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
