package org.assay.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assay.lab.Scale;

/** How the workers of a run are started and where their trials leave what they write. */
final class Hiring {

    private static final long MIB = 1L << 20;
    private static final int KILLED = 128 + 9;
    private static final int ABORTED = 128 + 6;

    private final RunRequest request;
    private final Message.Prepare order;
    private final RunFolder folder;
    private final List<String> flags;
    private final Map<String, String> properties;
    private final boolean foreground;

    /**
     * @param properties system properties of the workers
     * @param foreground whether trials write to the terminal rather than to log files
     */
    Hiring(
            RunRequest request,
            Message.Prepare order,
            RunFolder folder,
            List<String> moreFlags,
            Map<String, String> properties,
            int size,
            boolean foreground) {
        this.request = request;
        this.order = order;
        this.folder = folder;
        this.properties = new TreeMap<>(properties);
        this.foreground = foreground;
        this.flags = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx" + heapMebibytes(size) + "m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.logs().resolve("crash-%p.log"),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
        if (request.scale() == Scale.SMOKE) {
            // Such a worker lives for seconds, in which the optimising compiler takes more time than it saves.
            flags.add("-XX:TieredStopAtLevel=1");
        }
        flags.addAll(moreFlags);
    }

    /** Tensors live outside the heap: a quarter of the memory, shared by all workers, is plenty. */
    private static long heapMebibytes(int workers) {
        long quarter = Machine.memoryBytes() / 4 / MIB / workers;
        return Math.clamp(quarter, 256, 4096);
    }

    WorkerProcess start(int number, Consumer<WorkerProcess.Event> events) {
        var output = foreground ? Optional.<Path>empty() : Optional.of(folder.workerLog(number));
        var worker =
                WorkerProcess.start(number, flags, properties, request.study().classPath(), output, events);
        worker.send(order);
        return worker;
    }

    Message.Begin begin(Task task) {
        return new Message.Begin(
                task.arm(),
                task.seed(),
                foreground ? "" : folder.log(task.arm(), task.seed()).toString(),
                folder.checkpoints(task.arm(), task.seed()).toString());
    }

    Path logs() {
        return folder.logs();
    }

    LiveFolder live() {
        return new LiveFolder(folder.live());
    }

    /** The command that repeats a trial by itself. */
    String reproduce(Task task) {
        return reproduce(folder.run(), task);
    }

    static String reproduce(String run, Task task) {
        return "assay trial " + quoted(run) + " " + quoted(task.arm()) + " " + task.seed();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._=,+@:/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Why a worker ended, in words. */
    String autopsy(WorkerProcess worker, int exitCode) {
        var crash = folder.logs().resolve("crash-" + worker.pid() + ".log");
        if (Files.exists(crash)) {
            return "native crash: " + crashSummary(crash) + " (all of it in " + crash + ")";
        }
        return switch (exitCode) {
            case KILLED -> "the worker process was killed (signal 9), as the system does when memory runs out";
            case ABORTED -> "the worker process aborted (signal 6)";
            default ->
                exitCode > 128
                        ? "the worker process was ended by signal " + (exitCode - 128)
                        : "the worker process ended with exit code " + exitCode + " in the middle of the trial";
        };
    }

    /** The signal and the frame that caused it, from the JVM's own report. */
    private static String crashSummary(Path crash) {
        try (var lines = Files.lines(crash)) {
            var head = lines.limit(60)
                    .map(l -> l.replaceFirst("^#\\s*", "").strip())
                    .toList();
            var signal = head.stream()
                    .filter(l -> l.startsWith("SIG") || l.startsWith("EXCEPTION_") || l.startsWith("Internal Error"))
                    .map(l -> l.replaceAll(" at pc=.*", ""))
                    .findFirst()
                    .orElse("unknown signal");
            int at = head.indexOf("Problematic frame:");
            return at >= 0 && at + 1 < head.size() ? signal + " in " + head.get(at + 1) : signal;
        } catch (IOException | UncheckedIOException e) {
            return "no report could be read";
        }
    }
}
