package org.assay.lab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assay.lab.LabException;

/** The laboratory's end of a worker process. */
final class WorkerProcess {

    /** A message, or the end of the process. */
    sealed interface Event {
        WorkerProcess worker();
    }

    record Said(WorkerProcess worker, Message message) implements Event {}

    record Ended(WorkerProcess worker, int exitCode) implements Event {}

    private final int number;
    private final Process process;
    private final Wire wire;

    private WorkerProcess(int number, Process process) {
        this.number = number;
        this.process = process;
        this.wire = new Wire(process.getOutputStream());
    }

    /**
     * Starts a worker on this process' JDK and class path.
     *
     * @param output file that takes what the worker prints outside trials; the terminal if empty
     */
    static WorkerProcess start(
            int number,
            List<String> flags,
            Map<String, String> properties,
            List<Path> classPath,
            Optional<Path> output,
            Consumer<Event> events) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(Worker.class.getName());
        var builder = new ProcessBuilder(command);
        // In the environment rather than on the command line, which some systems keep short.
        var path = new StringBuilder(System.getProperty("java.class.path"));
        classPath.forEach(entry -> path.append(java.io.File.pathSeparatorChar).append(entry.toAbsolutePath()));
        builder.environment().put("CLASSPATH", path.toString());
        builder.redirectError(output.map(file -> ProcessBuilder.Redirect.appendTo(file.toFile()))
                .orElse(ProcessBuilder.Redirect.INHERIT));
        try {
            var worker = new WorkerProcess(number, builder.start());
            Thread.ofPlatform().daemon().name("worker-" + number).start(() -> worker.listen(events));
            return worker;
        } catch (IOException e) {
            throw new LabException("A worker process cannot be started: " + e.getMessage() + ".", e);
        }
    }

    int number() {
        return number;
    }

    long pid() {
        return process.pid();
    }

    private void listen(Consumer<Event> events) {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                Wire.parse(line).ifPresent(message -> events.accept(new Said(this, message)));
            }
        } catch (IOException e) {
            // A pipe that breaks is a process that ended.
        }
        try {
            events.accept(new Ended(this, process.waitFor()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A worker that has died will be reported as ended; nothing more is to be said here. */
    void send(Message message) {
        try {
            wire.send(message);
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Ends the process and what it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Lets the process end by itself: its input is closed. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long peakBytes() {
        return Meter.peakBytes(Path.of("/proc/" + pid() + "/status"));
    }

    double cpuSeconds() {
        return process.info().totalCpuDuration().map(d -> 1e-9 * d.toNanos()).orElse(0.0);
    }
}
