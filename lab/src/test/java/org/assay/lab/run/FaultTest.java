package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.RunRequest.StudyRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

    private static final LabSettings HASTY =
            new LabSettings(Optional.of(Duration.ofMillis(700)), Duration.ofMinutes(1), Map.of(), List.of("-Xmx64m"));

    @TempDir
    private Path runs;

    private final Protocol protocol = new Protocol();

    private RunRecord run(String... arms) {
        try (var laboratory = Laboratory.open(runs, HASTY)) {
            return laboratory.run(
                    new RunRequest(
                            StudyRef.of("trouble"),
                            Scale.SMOKE,
                            Optional.of(List.of(1)),
                            List.of(arms),
                            List.of(),
                            2,
                            Optional.empty(),
                            false),
                    protocol);
        }
    }

    @Test
    void anExceptionCostsItsTrialAloneAndIsNotTriedAgain() {
        var record = run("none", "exception");
        assertThat(record.complete()).isTrue();
        var failed = record.trial("exception", 1);
        assertThat(failed.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.failure().orElseThrow())
                .matches("IllegalStateException: the loss went up \\(Trouble\\.java:\\d+\\)");
        assertThat(failed.metrics()).containsOnlyKeys("before");
        assertThat(record.trial("none", 1).status()).isEqualTo(TrialStatus.DONE);
        assertThat(record.trial("none", 1).metrics()).containsOnlyKeys("before", "after");
        assertThat(protocol.lines)
                .anyMatch(l -> l.startsWith("failed exception 1 for good")
                        && l.contains("[assay trial " + record.run() + " exception 1]"));
    }

    @Test
    void aLogHasWhatTheStudyPrintedAndTheStackTrace() throws IOException {
        var record = run("exception");
        try (var laboratory = Laboratory.open(runs)) {
            var log = laboratory.runData(record.run()).log("exception", 1).orElseThrow();
            assertThat(Files.readString(log))
                    .contains("printed by the study", "and on the other stream", "at org.assay.lab.run.Trouble.run");
        }
    }

    @Test
    void aMetricThatIsNotFiniteFailsTheTrial() {
        var failed = run("nan").trial("nan", 1);
        assertThat(failed.failure()).contains("cell loss is NaN");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.metrics().get("loss")).isNaN();
        assertThat(failed.metrics()).containsKeys("before", "after");
    }

    @Test
    void whatMayPassIsTriedOnceMore() {
        var record = run("crash-once", "exit-once", "memory-once", "killed-once", "hang-once");
        assertThat(record.trials()).hasSize(5).allSatisfy(trial -> {
            assertThat(trial.status()).isEqualTo(TrialStatus.DONE);
            assertThat(trial.attempts()).isEqualTo(2);
            assertThat(trial.metrics()).containsOnlyKeys("before", "after");
        });
        assertThat(protocol.lines)
                .filteredOn(l -> l.startsWith("failed"))
                .hasSize(5)
                .allMatch(l -> l.contains(" again"));
    }

    @Test
    void whatFailsTwiceIsRecordedWithItsCause() {
        var record = run("crash", "exit", "memory", "killed", "hang");
        assertThat(record.trials()).hasSize(5).allSatisfy(trial -> {
            assertThat(trial.status()).isEqualTo(TrialStatus.FAILED);
            assertThat(trial.attempts()).isEqualTo(2);
            assertThat(trial.metrics()).containsOnlyKeys("before");
        });
        assertThat(record.trial("crash", 1).failure().orElseThrow()).startsWith("native crash: SIGSEGV");
        assertThat(record.trial("exit", 1).failure().orElseThrow()).contains("exit code 3");
        assertThat(record.trial("memory", 1).failure().orElseThrow()).contains("out of memory", "Java heap space");
        assertThat(record.trial("killed", 1).failure().orElseThrow())
                .isEqualTo("the worker process was killed (signal 9), as the system does when memory runs out");
        assertThat(record.trial("hang", 1).failure().orElseThrow())
                .contains("no progress for 700 ms", "Trouble.goWrong(Trouble.java");
    }

    @Test
    void aFullDiskStopsTheRunInsteadOfFailingTrials() {
        assertThatThrownBy(() -> run("none", "disk"))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("The disk is full: trial disk, seed ")
                .hasMessageEndingWith("finished trials are safe.");
    }
}
