package org.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A run goes on for a cheap secondary claim when its primary claim is decided. */
final class JudgementTest {

    record Setup(int width) {}

    private static PlanBuilder<Setup> arms() {
        return Plan.of(new Setup(1)).arm("big").arm("base").arm("cheap").arm("other");
    }

    private static Plan<Setup> plan() {
        return arms().primary("P", "big is better")
                .that("big")
                .has("x")
                .above("base")
                .byAtLeast(0.5)
                .secondary("S", "cheap is better than the other")
                .untilDecided()
                .that("cheap")
                .has("x")
                .above("other")
                .byAtLeast(0.5)
                .secondary("T", "cheap is better than base")
                .that("cheap")
                .has("x")
                .above("base")
                .byAtLeast(0.5)
                .build();
    }

    private static final double[] ZERO = new double[12];

    /** The effect is clear for big; that of cheap takes eight seeds. */
    private static final double[] CLEAR = {2, 2.1, 1.9, 2.05, 1.95, 2, 2, 2, 2, 2, 2, 2};

    private static final double[] NOISY = {3.4, 0.2, 2.9, 0.9, 0.1, 2, 1.8, 1.9, 2, 2, 2, 2};

    private static Results results() {
        return Trials.of()
                .cell("big", "x", CLEAR)
                .cell("base", "x", ZERO)
                .cell("cheap", "x", NOISY)
                .cell("other", "x", ZERO)
                .results();
    }

    @Test
    void onlyTheClaimThatAsksGoesOnAndOnlyWithItsArms() {
        var begin = Judgement.begin(plan(), Scale.LAPTOP);
        assertThat(begin.done()).isFalse();
        assertThat(begin.arms(plan())).containsExactlyInAnyOrder("big", "base", "cheap", "other");

        var first = begin.next(plan(), Scale.LAPTOP, results());
        assertThat(first.claims())
                .extracting(RunRecord.ClaimRecord::verdict)
                .startsWith(Verdict.REPRODUCED, Verdict.INCONCLUSIVE);
        assertThat(first.done()).isFalse();
        assertThat(first.open()).containsExactly("S");
        assertThat(first.arms(plan())).containsExactlyInAnyOrder("cheap", "other");

        var second = first.next(plan(), Scale.LAPTOP, results());
        assertThat(second.claims()).extracting(RunRecord.ClaimRecord::seeds).containsExactly(5, 8, 5);
        assertThat(second.claims().get(1).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(second.claims().getFirst()).isEqualTo(first.claims().getFirst());
        assertThat(second.done()).isTrue();
    }

    @Test
    void withoutTheWishTheRunStopsWithThePrimaryClaims() {
        var plan = arms().primary("P", "big is better")
                .that("big")
                .has("x")
                .above("base")
                .byAtLeast(0.5)
                .secondary("S", "cheap is better than the other")
                .that("cheap")
                .has("x")
                .above("other")
                .byAtLeast(0.5)
                .build();
        var first = Judgement.begin(plan, Scale.LAPTOP).next(plan, Scale.LAPTOP, results());
        assertThat(first.done()).isTrue();
        assertThat(first.claims().get(1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void theWishIsPartOfThePlanAndNotForPrimaryClaims() {
        assertThat(plan().canonical(Scale.LAPTOP)).contains("\"untilDecided\" : true");
        assertThatThrownBy(() -> arms().primary("P", "x")
                        .untilDecided()
                        .that("big")
                        .has("x")
                        .above("base")
                        .byAtLeast(0))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("the run goes on anyway until it is decided: leave untilDecided() out");
    }

    /** Going on is no second chance: neither the primary claim nor the secondary one finds anything that is not there more often than in 5 % of runs. */
    @Test
    void goingOnKeepsTheErrorOfEveryClaim() {
        var random = new SplittableRandom(21);
        int runs = 1500;
        Map<Verdict, Integer> primary = new EnumMap<>(Verdict.class);
        Map<Verdict, Integer> secondary = new EnumMap<>(Verdict.class);
        for (int run = 0; run < runs; run++) {
            var results = Trials.of()
                    .cell("big", "x", random.doubles(12, -1, 1).toArray())
                    .cell("base", "x", random.doubles(12, -1, 1).toArray())
                    .cell("cheap", "x", random.doubles(12, -1, 1).toArray())
                    .cell("other", "x", random.doubles(12, -1, 1).toArray())
                    .results();
            var judgement = Judgement.begin(plan(), Scale.LAPTOP);
            while (!judgement.done()) {
                judgement = judgement.next(plan(), Scale.LAPTOP, results, false);
            }
            primary.merge(judgement.claims().get(0).verdict(), 1, Integer::sum);
            secondary.merge(judgement.claims().get(1).verdict(), 1, Integer::sum);
        }
        for (var verdicts : java.util.List.of(primary, secondary)) {
            double wrong = verdicts.getOrDefault(Verdict.REPRODUCED, 0)
                    + verdicts.getOrDefault(Verdict.PARTLY, 0)
                    + verdicts.getOrDefault(Verdict.CONTRADICTED, 0);
            assertThat(wrong / runs).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs));
        }
    }
}
