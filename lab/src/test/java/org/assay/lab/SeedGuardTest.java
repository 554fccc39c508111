package org.assay.lab;

import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.assay.lab.RunRecord.ClaimRecord;
import org.junit.jupiter.api.Test;

/** Claims about the seeds in which something holds. */
final class SeedGuardTest {

    record Setup(int width) {}

    private static PlanBuilder<Setup> arms() {
        return Plan.of(new Setup(1)).arm("net").arm("base");
    }

    private static Plan<Setup> plan() {
        return guarded(arms());
    }

    private static Plan<Setup> guarded(PlanBuilder<Setup> plan) {
        return plan.primary("G", "a network that has learned the task is better")
                .givenInSeed(that("net").has("train").above(0.9).byAtLeast(0))
                .that("net")
                .has("x")
                .above("base")
                .byAtLeast(0.1)
                .build();
    }

    private static ClaimRecord judged(Trials trials, int look) {
        return Judge.judge(plan(), Scale.LAPTOP, trials.results(), look).getFirst();
    }

    private static Trials eight(double... train) {
        return Trials.of()
                .cell("net", "train", train)
                .cell("net", "x", 0.71, 0.1, 0.69, 0.7, 0.72, 0.1, 0.68, 0.7)
                .cell("base", "x", 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void seedsInWhichTheGuardFailsLeaveTheClaimAndAreNamed() {
        var claim = judged(eight(1, 0.4, 1, 1, 1, 0.2, 1, 1), 2);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.seeds()).isEqualTo(6);
        assertThat(claim.values()).hasSize(6).allMatch(x -> x > 0.15);
        assertThat(claim.statement()).endsWith("left out, since the guard does not hold there: seeds 2, 6.");
        assertThat(claim.details()).containsEntry("leftOut", List.of(2L, 6L));
    }

    @Test
    void withFewerThanThreeSeedsNothingIsSaid() {
        var claim = judged(eight(1, 0.4, 0.3, 1, 0.2, 1, 1, 1), 1);
        assertThat(claim.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(claim.statement()).contains("the guard by seed holds in 2 of 5 seeds, too few to judge");
    }

    @Test
    void aFailedTrialIsNotLeftOut() {
        var claim = judged(eight(1, 1, 1, 1, 1, 1, 1, 1).failed("net", 2), 1);
        assertThat(claim.seeds()).isEqualTo(5);
        assertThat(claim.statement()).contains("1 missing, entered as the worst case: arm net failed in seed 2");
    }

    @Test
    void aGuardMustSpeakOfOneSeed() {
        assertThatThrownBy(() -> arms().primary("G", "x")
                        .givenInSeed(allOf(
                                that("net").has("x").spreadsMoreThan("base").byFactor(2))))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("The guard of claim G, all of: standard deviation")
                .hasMessageContaining("cannot be read in a single seed");
    }

    /**
     * Without an effect, 5 % of runs at most show one, though a guard leaves out many seeds, and those with the larger noise. Runs stop when the claim is
     * decided.
     */
    @Test
    void theErrorIsKeptHoweverManySeedsAreLeftOut() {
        var plan = guarded(arms().looks(6, 10));
        var random = new SplittableRandom(3);
        int runs = 3000;
        int wrong = 0;
        for (int run = 0; run < runs; run++) {
            var train = new double[10];
            var x = new double[10];
            for (int seed = 0; seed < train.length; seed++) {
                var solved = random.nextDouble() < 0.6;
                train[seed] = solved ? 1 : 0;
                x[seed] = random.nextGaussian() * (solved ? 1 : 5);
            }
            var results = Trials.of()
                    .cell("net", "train", train)
                    .cell("net", "x", x)
                    .cell("base", "x", new double[10])
                    .results();
            int look = Judge.decided(plan, Scale.LAPTOP, results, 1) ? 1 : 2;
            var verdict = Judge.rule(plan, plan.claims().getFirst(), results, look, false)
                    .verdict();
            wrong += EnumSet.of(Verdict.REPRODUCED, Verdict.PARTLY, Verdict.CONTRADICTED)
                            .contains(verdict)
                    ? 1
                    : 0;
        }
        assertThat((double) wrong / runs).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs));
    }
}
