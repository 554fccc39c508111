package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.store.RunJson;
import org.assay.lab.store.RunJsonTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that tune themselves and second plans, run with real processes. */
class PlansTest {

    @TempDir
    private Path runs;

    private final Protocol protocol = new Protocol();

    private Laboratory open() {
        return Laboratory.open(runs, RunMain.QUICK);
    }

    /** On x -= rate * steepness * x twenty times, 0.9 is best of 0.02, 0.15 and 0.9 for steepness 1, and 0.15 for steepness 10. */
    @Test
    void aPlanTunesItselfThenRuns() throws Exception {
        try (var laboratory = open()) {
            var record = laboratory.run(LaboratoryTest.request("valley"), protocol);
            assertThat(record.complete()).isTrue();
            assertThat(record.claims().getFirst().verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(record.arms())
                    .extracting(arm -> arm.settings().get("rate"))
                    .containsExactly(0.9, 0.15);
            assertThat(record.trials()).hasSize(6).allSatisfy(trial -> {
                assertThat(trial.seed()).isBetween(1L, 3L);
                assertThat(trial.metrics()).containsEntry("tuning", 0.0).containsKeys("loss", "validation");
            });
            assertThat(record.notes())
                    .singleElement()
                    .asString()
                    .startsWith("Tuned beforehand by run valley-smoke-")
                    .contains("It took 12 trials")
                    .endsWith("chose: flat rate=0.9; steep rate=0.15.");
            assertThat(RunJsonTest.faults(RunJson.text(record))).isEmpty();

            var search = laboratory.runs().getLast();
            var searched = laboratory.record(search.run());
            assertThat(searched.complete()).isTrue();
            assertThat(searched.trials()).hasSize(12).allSatisfy(trial -> {
                assertThat(trial.seed()).isBetween(500_001L, 500_002L);
                assertThat(trial.metrics()).containsOnlyKeys("validation");
            });
            assertThat(laboratory.runData(search.run()).seriesNames()).isEmpty();

            var again = laboratory.run(LaboratoryTest.request("valley"), protocol);
            assertThat(again).isEqualTo(record);
            assertThat(laboratory.runs()).hasSize(2);
            assertThat(laboratory
                            .verify(RunJson.read(RunJson.text(record), "the record"), 1, protocol)
                            .holds())
                    .isTrue();
            assertThat(laboratory.verify(search.run(), 0.2, protocol).holds()).isTrue();
        }
        assertThat(new Valley().plan().isOf(recordOf("valley"))).isTrue();
    }

    private RunRecord recordOf(String study) {
        try (var laboratory = open()) {
            return laboratory.runs().stream()
                    .filter(run -> run.study().equals(study) && !run.claims().isEmpty())
                    .map(run -> laboratory.record(run.run()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aBudgetThatEndsTheTuningEndsTheRun() {
        var hasty = new RunRequest(
                StudyRef.of("valley"),
                Scale.SMOKE,
                Optional.empty(),
                List.of(),
                List.of(),
                1,
                Optional.of(Duration.ofNanos(1)),
                false);
        try (var laboratory = open()) {
            var stopped = laboratory.run(hasty, protocol);
            assertThat(stopped.complete()).isFalse();
            assertThat(stopped.notes()).singleElement().asString().startsWith("The budget ended the run");
            var whole = laboratory.run(LaboratoryTest.request("valley"), protocol);
            assertThat(whole.complete()).isTrue();
            assertThat(laboratory.runs()).hasSize(2);
        }
    }

    @Test
    void aSecondPlanRunsAndIsRecordedByItself() {
        try (var laboratory = open()) {
            var record = laboratory.run(LaboratoryTest.request("valley-noise"), protocol);
            assertThat(record.study()).isEqualTo("valley-noise");
            assertThat(record.question()).isEqualTo("What does noise leave behind?");
            assertThat(record.arms()).extracting(arm -> arm.name()).containsExactly("quiet", "noisy");
            assertThat(record.claims().getFirst().verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(record.environment().workers())
                    .as("its trials run alone")
                    .isEqualTo(1);
            assertThat(record.code().studyHash()).isEqualTo(Provenance.studyHash(Valley.class));
            assertThat(laboratory.verify(record, 1, protocol).holds()).isTrue();

            var named = new RunRequest(
                    new StudyRef(Valley.class.getName(), List.of(), "noise"),
                    Scale.SMOKE,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    2,
                    Optional.empty(),
                    false);
            assertThat(laboratory.run(named, protocol)).isEqualTo(record);
        }
        var second = Studies.find(StudyRef.of("valley-noise"));
        assertThat(second.figures()).hasSize(1);
        assertThat(Studies.source(second)).isEqualTo(Valley.class);
        assertThat(Studies.all()).extracting(study -> study.id()).contains("valley", "valley-noise");
        assertThatThrownBy(() -> Studies.find(StudyRef.of("valley").withPlan("nois")))
                .isInstanceOf(LabException.class)
                .hasMessage("Study valley has no second plan nois. Its second plan is noise.");
    }

    @Test
    void whatHasChangedInAPlanIsSaidInPlaces() {
        assertThat(PlanChange.between(
                        "{\"looks\": [5, 8], \"claims\": {\"C1\": {\"delta\": 0.1}, \"C2\": {\"delta\": 1}}}",
                        "{\"looks\": [5], \"claims\": {\"C1\": {\"delta\": 0.2}, \"C3\": {\"delta\": 1}}}"))
                .containsExactly(
                        "claims.C1.delta was 0.1 and is 0.2",
                        "claims.C2.delta is gone (it was 1)",
                        "claims.C3.delta is new (1)",
                        "looks was [5, 8] and is [5]");
    }
}
