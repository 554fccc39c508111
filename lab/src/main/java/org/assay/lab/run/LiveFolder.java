package org.assay.lab.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run's trials have said so far, in files beside the run for whoever watches it: {@link LiveRun} reads them. One file an attempt, gone when the
 * attempt has ended; the store alone keeps results, so a folder that cannot be written costs the watchers their curves and the run nothing.
 */
final class LiveFolder implements AutoCloseable {

    static final String PROCESS = "process";

    private final Path folder;
    private final Map<Attempt, OutputStream> open = new HashMap<>();
    private boolean usable;

    /** Clears what a laboratory that was killed has left, and names this process. */
    LiveFolder(Path folder) {
        this.folder = folder;
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
            var self = ProcessHandle.current();
            var began = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
            Files.writeString(folder.resolve(PROCESS), self.pid() + " " + began + "\n");
            usable = true;
        } catch (IOException e) {
            usable = false;
        }
    }

    static String file(Task task, int attempt) {
        return Folders.name(task.arm(), task.seed()) + "." + attempt;
    }

    void begin(Attempt attempt, Message.Begin order) {
        if (usable) {
            try {
                var out = Files.newOutputStream(folder.resolve(file(attempt.task(), attempt.number())));
                open.put(attempt, out);
                new Wire(out).send(order);
            } catch (IOException e) {
                usable = false;
            }
        }
    }

    void take(Attempt attempt, Message message) {
        var out = open.get(attempt);
        if (usable && out != null && (message instanceof Message.Points || message instanceof Message.Progress)) {
            try {
                new Wire(out).send(message);
            } catch (IOException e) {
                usable = false;
            }
        }
    }

    void end(Attempt attempt) {
        var out = open.remove(attempt);
        if (out != null) {
            try {
                out.close();
                Files.deleteIfExists(folder.resolve(file(attempt.task(), attempt.number())));
            } catch (IOException e) {
                usable = false;
            }
        }
    }

    @Override
    public void close() {
        for (var attempt : Map.copyOf(open).keySet()) {
            end(attempt);
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // What is left is cleared when the run goes on.
        }
    }
}
