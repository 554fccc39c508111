package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Change;
import org.assay.lab.LabException;
import org.assay.lab.PlanException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.Verification.Outcome;
import org.assay.lab.store.RunJson;
import org.assay.lab.store.RunJsonTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {

    @TempDir
    private Path runs;

    private final Protocol protocol = new Protocol();

    static RunRequest request(String study) {
        return new RunRequest(
                StudyRef.of(study), Scale.SMOKE, Optional.empty(), List.of(), List.of(), 2, Optional.empty(), false);
    }

    private static RunRequest fresh(String study) {
        return new RunRequest(
                StudyRef.of(study), Scale.SMOKE, Optional.empty(), List.of(), List.of(), 2, Optional.empty(), true);
    }

    private Laboratory open() {
        return Laboratory.open(runs, RunMain.QUICK);
    }

    @Test
    void aStudyRunsToItsVerdict() {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            assertThat(record.complete()).isTrue();
            assertThat(record.looks()).isEqualTo(1);
            assertThat(record.claims().getFirst().verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(record.trials())
                    .extracting(t -> t.arm() + " " + t.seed())
                    .containsExactly(
                            "fair 1",
                            "fair 2",
                            "fair 3",
                            "shifted 1",
                            "shifted 2",
                            "shifted 3",
                            "twice 1",
                            "twice 2",
                            "twice 3");
            assertThat(record.trials()).allSatisfy(t -> {
                assertThat(t.metrics()).containsOnlyKeys("mean");
                assertThat(t.timings()).containsOnlyKeys("spent");
                assertThat(t.cost().cpuSeconds()).isPositive();
                assertThat(t.cost().operations()).contains(200.0);
            });
            assertThat(record.cost().operations()).contains(9 * 200.0);
            assertThat(record.environment().settings()).isEmpty();
            assertThat(record.code().studyHash()).matches("[0-9a-f]{64}");
            assertThat(RunJson.read(runs.resolve(record.run()).resolve("run.json")))
                    .isEqualTo(record);
            assertThat(laboratory.record(record.run())).isEqualTo(record);
            assertThat(protocol.lines).startsWith("planned 13 resumed 0").contains("judged 1");
        }
    }

    @Test
    void theRecordKeepsToItsSchema() throws IOException {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            var file = runs.resolve(record.run()).resolve("run.json");
            assertThat(RunJsonTest.faults(Files.readString(file))).isEmpty();
        }
    }

    @Test
    void whatTrialsLeaveIsThereForReports() {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            var data = laboratory.runData(record.run());
            assertThat(data.seriesNames()).containsExactly("running");
            var series = data.series("fair", 2, "running").orElseThrow();
            assertThat(series.x()).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
            assertThat(series.y()[9])
                    .isEqualTo(record.trial("fair", 2).metrics().get("mean"));
            assertThat(data.series("fair", 2, "no such")).isEmpty();
            assertThat(data.imageNames("fair", 1)).containsExactly("pixel");
            assertThat(data.image("fair", 1, "pixel").orElseThrow().value(0, 0, 1))
                    .isEqualTo(1);
            assertThat(data.samples("twice", 3)).containsOnlyKeys("last");
            assertThat(data.log("fair", 1)).isEmpty();

            var trials = new StringWriter();
            Csv.trials(data, trials);
            assertThat(trials.toString().lines()).hasSize(10);
            assertThat(trials.toString())
                    .startsWith("arm,seed,status,attempts,cpu_seconds,wall_seconds,peak_bytes,failure,mean,spent\r\n"
                            + "fair,1,done,1,");
            var points = new StringWriter();
            Csv.series(data, points);
            assertThat(points.toString().lines()).hasSize(1 + 9 * 10);
        }
    }

    @Test
    void aFinishedRunIsReturnedAndAFreshOneIsMadeOnDemand() {
        try (var laboratory = open()) {
            var first = laboratory.run(request("coins"), protocol);
            var again = laboratory.run(request("coins"), protocol);
            assertThat(again).isEqualTo(first);
            assertThat(protocol.lines.getLast()).startsWith("note This plan has been run already, as " + first.run());
            var fresh = laboratory.run(fresh("coins"), protocol);
            assertThat(fresh.run()).isNotEqualTo(first.run());
            assertThat(fresh.claims()).isEqualTo(first.claims());
            assertThat(laboratory.runs()).extracting(RunSummary::run).containsExactly(fresh.run(), first.run());
            laboratory.delete(first.run());
            assertThat(laboratory.runs()).hasSize(1);
            assertThat(runs.resolve(first.run())).doesNotExist();
            assertThat(runs.resolve(fresh.run())).exists();
        }
    }

    @Test
    void changesAndArmsMakeAnotherPlan() {
        try (var laboratory = open()) {
            var first = laboratory.run(request("coins"), protocol);
            var other = laboratory.run(
                    new RunRequest(
                            StudyRef.of("coins"),
                            Scale.SMOKE,
                            Optional.of(List.of(2)),
                            List.of("fair"),
                            List.of(new Change("throwsPerTrial", "50")),
                            1,
                            Optional.empty(),
                            false),
                    protocol);
            assertThat(other.planHash()).isNotEqualTo(first.planHash());
            assertThat(other.trials()).hasSize(2);
            assertThat(other.arms().getFirst().settings()).containsEntry("throwsPerTrial", 50);
            assertThat(other.claims().getFirst().verdict()).isEqualTo(Verdict.NOT_TESTABLE);
            assertThat(laboratory.request(other.run()).changes()).containsExactly(new Change("throwsPerTrial", "50"));
        }
    }

    @Test
    void aBudgetEndsTheRunAtTheLastCompleteLookAndTheSameCommandGoesOn() {
        var hasty = new RunRequest(
                StudyRef.of("coins"),
                Scale.SMOKE,
                Optional.empty(),
                List.of(),
                List.of(),
                2,
                Optional.of(Duration.ofNanos(1)),
                false);
        try (var laboratory = open()) {
            var stopped = laboratory.run(hasty, protocol);
            assertThat(stopped.complete()).isFalse();
            assertThat(stopped.looks()).isZero();
            assertThat(stopped.claims().getFirst().verdict()).isEqualTo(Verdict.NOT_TESTABLE);
            assertThat(stopped.notes()).singleElement().asString().startsWith("The budget ended the run");
            var whole = laboratory.run(request("coins"), protocol);
            assertThat(whole.run()).isEqualTo(stopped.run());
            assertThat(whole.complete()).isTrue();
            assertThat(whole.notes())
                    .singleElement()
                    .asString()
                    .startsWith("Times were taken while other trials ran beside");
        }
    }

    @Test
    void trialsRunAgainGiveTheSameBits() {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            var verification = laboratory.verify(record.run(), 0.5, protocol);
            assertThat(verification.holds()).isTrue();
            assertThat(verification.sameProcessor()).isTrue();
            assertThat(verification.sameCode()).isTrue();
            assertThat(verification.checks()).hasSize(5).allMatch(c -> c.outcome() == Outcome.IDENTICAL);

            var recorded = record.trial("shifted", 2);
            var again = laboratory.trial(record.run(), "shifted", 2, protocol);
            assertThat(again.metrics()).isEqualTo(recorded.metrics());
            try (var left = Files.list(runs)) {
                assertThat(left.map(p -> p.getFileName().toString())).noneMatch(name -> name.startsWith("."));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void verificationFindsABitThatDiffers() {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            var tampered = tamper(record);
            var verification = laboratory.verify(tampered, 1, protocol);
            assertThat(verification.holds()).isFalse();
            assertThat(verification.checks())
                    .filteredOn(c -> c.outcome() == Outcome.DIFFERENT)
                    .singleElement()
                    .satisfies(c -> {
                        assertThat(c.arm() + " " + c.seed()).isEqualTo("fair 1");
                        assertThat(c.differences()).extracting(d -> d.cell()).containsExactly("mean");
                    });
        }
    }

    /** A record of another processor: its kernels are not forced on this one; metrics agree to the stated tolerance or not, and the verification says which it was. */
    @Test
    void onAnotherProcessorMetricsAreComparedWithinATolerance() throws IOException {
        try (var laboratory = open()) {
            var record = laboratory.run(request("coins"), protocol);
            var mean = record.trial("twice", 1).metrics().get("mean");
            var elsewhere = RunJson.text(record)
                    .replace(record.environment().processor(), "another processor")
                    .replaceFirst("\"settings\"\\s*:\\s*\\{\\s*}", "\"settings\":{\"furnace.kernels\":\"another\"}")
                    .replace(Double.toString(mean), Double.toString(1.005 * mean));
            assertThat(elsewhere).contains("furnace.kernels");
            var verification = laboratory.verify(RunJson.read(elsewhere, "elsewhere"), 1, protocol);
            assertThat(verification.sameProcessor()).isFalse();
            assertThat(verification.holds()).isTrue();
            assertThat(verification.checks())
                    .filteredOn(check -> check.outcome() == Outcome.CLOSE)
                    .singleElement()
                    .satisfies(check -> assertThat(check.arm()).isEqualTo("twice"));
            var far = elsewhere.replace(Double.toString(1.005 * mean), Double.toString(1.02 * mean));
            assertThat(laboratory.verify(RunJson.read(far, "far"), 1, protocol).holds())
                    .isFalse();
        }
    }

    /** The record with one metric of one trial moved by the smallest amount there is. */
    private static RunRecord tamper(RunRecord r) {
        var text = RunJson.text(r);
        var mean = r.trial("fair", 1).metrics().get("mean");
        var file = text.replace(Double.toString(mean), Double.toString(Math.nextUp(mean)));
        try {
            var path = Files.createTempFile("tampered", ".json");
            Files.writeString(path, file);
            return RunJson.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatDoesNotExistIsSaidInASentence() {
        try (var laboratory = open()) {
            assertThatThrownBy(() -> laboratory.run(request("coin"), protocol))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("There is no study coin. Did you mean coins?");
            assertThatThrownBy(() -> laboratory.record("coins-smoke"))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("There is no run coins-smoke.");
            var record = laboratory.run(request("coins"), protocol);
            assertThatThrownBy(() -> laboratory.trial(record.run(), "fairr", 1, protocol))
                    .isInstanceOf(PlanException.class)
                    .hasMessageContaining("Did you mean fair?");
        }
    }
}
