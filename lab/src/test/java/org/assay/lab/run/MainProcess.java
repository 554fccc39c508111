package org.assay.lab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link RunMain} as a process of its own, and what it prints. */
final class MainProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader lines;

    private MainProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static MainProcess start(Path runs) throws IOException {
        return start(runs, "noise", "-XX:TieredStopAtLevel=1");
    }

    static MainProcess start(Path runs, String study, String flag) throws IOException {
        return new MainProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        flag,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunMain.class.getName(),
                        runs.toString(),
                        study)
                .redirectErrorStream(true)
                .start());
    }

    /** Bit 1 of the ignored signals is SIGINT: a shell ignores it for what it starts in the background. */
    static boolean interruptible() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** Waits until the plan is stored and so many trials have ended; returns at once if the process ends before. */
    void awaitTrials(int count) throws IOException {
        int seen = -1;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("planned") || line.startsWith("finished")) {
                seen++;
            }
            if (seen >= count) {
                return;
            }
        }
    }

    List<String> rest() throws IOException {
        var rest = new ArrayList<String>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            rest.add(line);
        }
        return rest;
    }

    List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end.");
        }
        return process.exitValue();
    }

    static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (var each : processes) {
            each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        lines.close();
    }
}
