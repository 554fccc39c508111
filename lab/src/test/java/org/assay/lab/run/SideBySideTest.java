package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.assay.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Laboratories in several processes on one store. */
class SideBySideTest {

    @TempDir
    private Path runs;

    @Test
    void runsShareAStoreButNoRunIsWorkedOnTwice() throws Exception {
        try (var main = MainProcess.start(runs);
                var laboratory = Laboratory.open(runs, RunMain.QUICK)) {
            main.awaitTrials(2);
            var going = laboratory.runs().getFirst();
            assertThat(going.study()).isEqualTo("noise");
            assertThat(laboratory.record(going.run()).trials()).hasSizeGreaterThanOrEqualTo(2);
            assertThatThrownBy(() -> laboratory.run(LaboratoryTest.request("noise"), new Protocol()))
                    .isInstanceOf(LabException.class)
                    .hasMessage("Run " + going.run()
                            + " is going on in another process: wait for it, or ask for a fresh run.");
            assertThatThrownBy(() -> laboratory.delete(going.run())).hasMessageContaining("is going on");

            var coins = laboratory.run(LaboratoryTest.request("coins"), new Protocol());
            assertThat(coins.complete()).isTrue();
            assertThat(main.rest()).contains("ended " + going.run() + " true");
            assertThat(laboratory.record(going.run()).trials()).hasSize(90);
            assertThat(laboratory.record(coins.run())).isEqualTo(coins);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
    void controlCEndsWorkersAndSaysHowToGoOn() throws Exception {
        assumeTrue(
                MainProcess.interruptible(), "this process was started with SIGINT ignored, and so are its children");
        try (var main = MainProcess.start(runs)) {
            main.awaitTrials(3);
            var workers = main.workers();
            main.interrupt();
            assertThat(main.rest())
                    .anyMatch(line -> line.matches(
                            "note Interrupted after \\d+ of at most 90 trials, which are stored: the same command goes on from there,"
                                    + " and so does assay resume noise-smoke-\\S+\\."));
            assertThat(main.exitCode()).isEqualTo(130);
            MainProcess.awaitEnd(workers);
        }
        try (var laboratory = Laboratory.open(runs, RunMain.QUICK)) {
            var run = laboratory.runs().getFirst();
            assertThat(run.complete()).isFalse();
            var protocol = new Protocol();
            var record = laboratory.resume(run.run(), protocol);
            assertThat(record.complete()).isTrue();
            assertThat(protocol.lines.getFirst()).matches("planned 90 resumed ([3-9]|[1-8]\\d)");
            assertThat(record.trials()).allMatch(trial -> trial.failure().isEmpty() && trial.attempts() == 1);
        }
    }
}
