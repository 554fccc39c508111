package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.lab.RunRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.Verdict;
import org.assay.lab.run.Laboratory;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run as a user makes one: killed, interrupted, and gone on with. Workers are processes in every test; the command itself is one where that is the
 * point, since each costs seconds to start.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and pseudo-terminals are POSIX's")
final class RunTest {

    private static final String FIRST_TRIAL = " of 13 trials";

    @TempDir
    Path folder;

    private Spoken assay(String... arguments) {
        return Spoken.of(folder, Map.of(), arguments);
    }

    @Test
    void aPilotRunsSeedsOfItsOwn() {
        var said = assay("run", "toy", "--scale", "smoke", "--pilot", "2", "--workers", "1");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("A pilot, on seeds that no plan uses", "fair, seed 250001")
                .doesNotContain("fair, seed 1:", "look 2");
        try (var laboratory = Laboratory.open(folder.resolve("runs"))) {
            var record = laboratory.record(laboratory.runs().getFirst().run());
            assertThat(record.notes()).anyMatch(note -> note.startsWith("A pilot"));
            assertThat(record.trials()).extracting(t -> t.seed()).containsOnly(250_001L, 250_002L);
        }
    }

    @Test
    void fromThePlanToTheVerdicts() throws Exception {
        var command = new String[] {"run", "toy", "--scale", "smoke", "--seeds", "3,5", "--workers", "1"};
        var said = Processes.run(folder, Map.of(), Processes.assay(command));
        assertThat(said.exit()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .containsSubsequence(
                        "toy, smoke scale",
                        "Does a shift shift the mean?",
                        "trials at most on",
                        "fair, seed ",
                        "look 1 of 2, 3 seeds",
                        "Verdicts",
                        "REPRODUCED (smoke)",
                        "mean of shifted is above that of fair",
                        "Report: runs/toy-smoke-",
                        "report.html, report.pdf beside it",
                        "Record: runs/toy-smoke-")
                .doesNotContain("\u001b[")
                .doesNotContain("WARNING");
        var record = record();
        assertThat(record.complete()).isTrue();
        assertThat(record.claims())
                .singleElement()
                .satisfies(claim -> assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED));

        var again = assay(command);
        assertThat(again.out()).contains("has been run already").contains("REPRODUCED (smoke)");
        assertThat(assay("runs").out()).contains(record.run()).contains("complete");
    }

    @Test
    void aSmokeRunTakesTwoSeedsOneOfExploratoryArmsAndJsonIsOneDocument() throws Exception {
        var said = assay("run", "toy", "--scale", "smoke", "--workers", "1", "--json");
        assertThat(said.exit()).isZero();
        var record = record();
        assertThat(RunJson.read(said.out(), "standard output")).isEqualTo(record);
        assertThat(record.trials())
                .extracting(trial -> trial.arm() + " " + trial.seed())
                .containsExactlyInAnyOrder("fair 1", "fair 2", "shifted 1", "shifted 2", "twice 1");
        assertThat(said.err())
                .contains("toy, smoke scale")
                .contains("judged after 1, then 2")
                .contains("exploratory arms run the first 1 only");
    }

    @Test
    void failedTrialsAreShownAndMakeTheExitCode() throws Exception {
        var said = assay("run", "toy", "--scale", "smoke", "--set", "failing=2", "--workers", "1");
        assertThat(said.exit()).isEqualTo(Exit.FAILED);
        assertThat(said.out())
                .contains("failed: fair, seed 2: ")
                .contains("the coin was lost")
                .contains("assay trial " + record().run() + " fair 2")
                .contains("2 failed");
        assertThat(said.out() + said.err()).doesNotContain("\tat ");
    }

    @Test
    void killedAnyMomentTheSameCommandGoesOn() throws Exception {
        var arguments = new String[] {
            "run", "toy", "--scale", "smoke", "--seeds", "3,5", "--set", "millis=100", "--workers", "2"
        };
        var process = interactive(arguments);
        untilFirstTrial(process);
        process.destroyForcibly().waitFor();
        var killed = trials(recordOfStore());
        assertThat(killed).isNotEmpty().hasSizeLessThan(13);

        var resumed = assay(arguments);
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.out()).contains("goes on").contains("REPRODUCED (smoke)");
        var record = record();
        assertThat(trials(record)).containsAllEntriesOf(killed);

        var undisturbed = Stream.concat(Stream.of(arguments), Stream.of("--runs", "other"))
                .toArray(String[]::new);
        assertThat(assay(undisturbed).exit()).isZero();
        assertThat(trials(read(folder.resolve("other")))).isEqualTo(trials(record));
    }

    @Test
    void endedByASignalSaysHowToResume() throws Exception {
        var process = interactive("run", "toy", "--scale", "smoke", "--seeds", "3,5", "--set", "millis=100");
        var said = new StringBuilder(untilFirstTrial(process));
        process.toHandle().destroy();
        process.inputReader().lines().forEach(line -> said.append(line).append('\n'));
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(said.toString().replaceAll("\\s+", " "))
                .contains("Interrupted after")
                .contains("assay resume toy-smoke-");
        assertThat(said.toString()).doesNotContain("Verdicts");

        var resumed = assay("resume");
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.out()).contains("goes on").contains("REPRODUCED (smoke)");
        assertThat(assay("resume").err()).contains("Every run in runs is complete.");
    }

    @Test
    void aTerminalSeesProgressDrawnOver() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) to make a terminal");
        var command = new ArrayList<>(
                Processes.assay("run", "toy", "--scale", "smoke", "--seeds", "3,5", "--set", "millis=250"));
        command.add(1, "-Dassay.terminals=12");
        var line = command.stream().map(word -> "'" + word + "'").reduce("", (a, b) -> a + " " + b);
        var said = Processes.run(
                folder,
                Map.of("TERM", "xterm", "NO_COLOR", ""),
                List.of("/usr/bin/script", "-qec", "stty cols 72;" + line, "/dev/null"));
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("\u001b[J")
                .contains("\u001b[32m")
                .contains(" % ")
                .contains("REPRODUCED (smoke)");
        var drawn = said.out().replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
        assertThat(drawn.lines().filter(text -> text.contains("seed") && text.contains("%")))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.length()).isLessThan(72));
    }

    @Test
    void ctrlCInATerminalEndsTheRunAndItsWorkers() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) to make a terminal");
        assumeTrue(interruptible(), "this process was started with SIGINT ignored, and so are its children");
        var line = Processes.assay("run", "toy", "--scale", "smoke", "--seeds", "3,5", "--set", "millis=100").stream()
                .map(word -> "'" + word + "'")
                .reduce("exec", (a, b) -> a + " " + b);
        var process = new ProcessBuilder("/usr/bin/script", "-qefc", line, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new StringBuilder(untilFirstTrial(process));
        process.outputWriter().append('\u0003').flush();
        process.inputReader().lines().forEach(text -> said.append(text).append('\n'));
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(said.toString().replaceAll("\\s+", " ")).contains("assay resume toy-smoke-");
        assertThat(said.toString()).doesNotContain("tried again").doesNotContain("failed:");
    }

    @Test
    void aBudgetEndsTheRunInTime() throws Exception {
        var said = assay("run", "toy", "--scale", "smoke", "--set", "millis=500", "--budget", "1s", "--workers", "1");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("The budget ended the run");
        assertThat(record().complete()).isFalse();
    }

    private Process interactive(String... arguments) throws IOException {
        return new ProcessBuilder(Processes.assay(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String untilFirstTrial(Process process) throws IOException {
        var said = new StringBuilder();
        var reader = process.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            said.append(line).append('\n');
            if (line.contains(FIRST_TRIAL)) {
                return said.toString();
            }
        }
        throw new AssertionError("The run ended before its first trial:\n" + said);
    }

    /** Bit 1 of the ignored signals is SIGINT: a shell ignores it for what it starts in the background. */
    private static boolean interruptible() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .allMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) == 0);
    }

    private RunRecord record() throws IOException {
        return read(folder.resolve("runs"));
    }

    private static RunRecord read(Path runs) throws IOException {
        try (Stream<Path> files = Files.walk(runs)) {
            var found = files.filter(file -> file.endsWith("run.json")).toList();
            assertThat(found).hasSize(1);
            return RunJson.read(found.getFirst());
        }
    }

    private RunRecord recordOfStore() {
        try (var laboratory = Laboratory.open(folder.resolve("runs"))) {
            return laboratory.record(laboratory.runs().getFirst().run());
        }
    }

    private static Map<String, Map<String, Double>> trials(RunRecord record) {
        var trials = new TreeMap<String, Map<String, Double>>();
        record.trials().forEach(trial -> {
            assertThat(trial.status()).isEqualTo(TrialStatus.DONE);
            trials.put(trial.arm() + " " + trial.seed(), trial.metrics());
        });
        return trials;
    }
}
