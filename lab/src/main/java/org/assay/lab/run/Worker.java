package org.assay.lab.run;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker process: runs one trial at a time as told on standard input and reports on standard output.
 *
 * <p>The process ends when standard input ends, so a laboratory that is killed leaves no workers behind.
 */
final class Worker {

    private static final long STACK_BYTES = 64L << 20;
    private static final int FRAMES = 12;

    private final Wire wire;
    private final LinkedBlockingQueue<Message.Begin> trials = new LinkedBlockingQueue<>();
    private final Thread runner;
    private @Nullable TrialRunner trialRunner;

    private Worker(Wire wire) {
        this.wire = wire;
        // Native thread pools belong to the thread that made them: one thread runs all trials.
        this.runner = new Thread(null, this::runTrials, "trial", STACK_BYTES);
        runner.setDaemon(true);
    }

    public static void main(String[] arguments) throws IOException {
        Posix.ignoreInterrupt();
        var worker = new Worker(new Wire(channel()));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                Wire.parse(line).ifPresent(worker::receive);
            }
        } finally {
            // The laboratory is gone or wants us gone; what the trial started must not outlive it.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Runtime.getRuntime().halt(0);
        }
    }

    /** The pipe to the laboratory, out of reach of anything that prints. */
    private static OutputStream channel() throws IOException {
        try {
            var channel = new FileOutputStream("/dev/fd/1");
            if (Posix.redirect(Posix.ERR, Posix.OUT)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            // No such device here: Java's own output can still be kept apart.
        }
        var channel = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        return channel;
    }

    private void receive(Message message) {
        switch (message) {
            case Message.Prepare prepare -> prepare(prepare);
            case Message.Begin begin -> trials.add(begin);
            case Message.AskStack _ -> send(new Message.Stack(stack()));
            default -> throw new IllegalStateException("A worker is not told " + message + ".");
        }
    }

    private void prepare(Message.Prepare prepare) {
        // On the trials' own thread: a library may tie itself to the thread that loads it.
        trialRunner = new TrialRunner(prepare, wire);
        runner.start();
    }

    private void runTrials() {
        var current = trialRunner;
        if (current == null || !current.ready()) {
            return;
        }
        try {
            while (current.run(trials.take())) {
                // until the worker is spoilt
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private List<String> stack() {
        return Arrays.stream(runner.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
    }

    private void send(Message message) {
        try {
            wire.send(message);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
