package org.assay.lab;

import static org.assay.lab.Change.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.junit.jupiter.api.Test;

final class JudgeTest {

    record Setup(double alpha) {}

    private static Plan<Setup> plan() {
        return Plan.of(new Setup(0))
                .arm("erm")
                .arm("mixup", set("alpha", 1))
                .primary("C1", "mixup lowers the test error")
                .that("mixup")
                .has("error")
                .below("erm")
                .byAtLeast(0.01)
                .build();
    }

    private static TrialRecord done(String arm, long seed, double error) {
        return new TrialRecord(
                arm, seed, TrialStatus.DONE, Map.of("error", error), Map.of(), Cost.NONE, 1, Optional.empty());
    }

    private static Results results(double... differences) {
        var trials = new ArrayList<TrialRecord>();
        for (int i = 0; i < differences.length; i++) {
            var level = 0.3 + 0.05 * i;
            trials.add(done("erm", i + 1, level));
            trials.add(done("mixup", i + 1, level - differences[i]));
        }
        return Results.of(trials);
    }

    private static RunRecord.ClaimRecord judged(double... differences) {
        return Judge.judge(plan(), Scale.LAPTOP, results(differences), 1).getFirst();
    }

    @Test
    void aClearEffectIsReproducedInOneSentence() {
        var claim = judged(0.019, 0.021, 0.020, 0.0205, 0.0195);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.estimate()).hasValueSatisfying(e -> assertThat(e).isBetween(0.0199, 0.0201));
        assertThat(claim.seeds()).isEqualTo(5);
        assertThat(claim.statement())
                .startsWith("REPRODUCED (laptop): error of mixup is below that of erm by 0.02")
                .endsWith("5 seeds.");
        assertThat(Judge.decided(plan(), Scale.LAPTOP, results(0.019, 0.021, 0.020, 0.0205, 0.0195), 1))
                .isTrue();
    }

    @Test
    void everyCellOfTheTable() {
        assertThat(judged(0.0050, 0.0052, 0.0048, 0.0051, 0.0049).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(judged(-0.019, -0.021, -0.020, -0.0205, -0.0195).verdict()).isEqualTo(Verdict.CONTRADICTED);
        assertThat(judged(0.0001, -0.0001, 0.0002, -0.0002, 0).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(judged(0.1, -0.1, 0.2, -0.2, 0.05).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aFailedTrialIsNamedAndNeverDropped() {
        var trials = new ArrayList<TrialRecord>();
        for (int seed = 1; seed <= 5; seed++) {
            trials.add(done("erm", seed, 0.3));
            trials.add(
                    seed == 3
                            ? new TrialRecord(
                                    "mixup",
                                    3,
                                    TrialStatus.FAILED,
                                    Map.of(),
                                    Map.of(),
                                    Cost.NONE,
                                    2,
                                    Optional.of("loss is NaN"))
                            : done("mixup", seed, 0.28 + 0.001 * seed));
        }
        var claim = Judge.judge(plan(), Scale.LAPTOP, Results.of(trials), 1).getFirst();
        assertThat(claim.statement())
                .contains("5 seeds (1 missing, entered as the worst case: arm mixup failed in seed 3)");
        assertThat(claim.seeds()).isEqualTo(5);
        var few = Judge.judge(plan(), Scale.LAPTOP, Results.of(trials.subList(0, 4)), 1)
                .getFirst();
        assertThat(few.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(few.statement()).contains("arm erm has not run in seeds 3, 4, 5");
    }

    @Test
    void primaryClaimsHaveSequentialPs() {
        var clear = judged(0.019, 0.021, 0.020, 0.0205, 0.0195).details();
        assertThat((double) clear.get("sequentialP")).isLessThan(0.001);
        assertThat(clear.get("holmP")).isEqualTo(clear.get("sequentialP"));
        assertThat((double) judged(0.1, -0.1, 0.2, -0.2, 0.05).details().get("sequentialP"))
                .isGreaterThan(0.5);
    }

    @Test
    void aClaimWithoutItsArmIsNotTestable() {
        var part = plan().with(Optional.empty(), List.of("erm"), List.of());
        var claim = Judge.judge(part, Scale.LAPTOP, results(0.1, 0.1, 0.1, 0.1, 0.1), 1)
                .getFirst();
        assertThat(claim.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(claim.statement()).isEqualTo("NOT TESTABLE (laptop): arm mixup is not part of this run.");
    }
}
