package org.assay.lab;

import static org.assay.lab.Curve.curve;
import static org.assay.lab.Quantity.cell;
import static org.assay.lab.Quantity.cells;
import static org.assay.lab.Quantity.constants;
import static org.assay.lab.Quantity.interaction;
import static org.assay.lab.Quantity.mean;
import static org.assay.lab.Quantity.spearman;
import static org.assay.lab.Quantity.sum;
import static org.assay.lab.Quantity.term;
import static org.assay.lab.Ratio.ratio;
import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.anyOf;
import static org.assay.lab.Statement.atLeast;
import static org.assay.lab.Statement.ordering;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assay.lab.RunRecord.ClaimRecord;
import org.junit.jupiter.api.Test;

/** Every shape, decided from results written down by hand; five seeds, or eight where said. */
final class ShapesTest {

    record Setup(int width) {}

    private static Plan<Setup> plan(Function<ClaimBuilder<Setup>, PlanBuilder<Setup>> claim) {
        var builder = Plan.of(new Setup(1)).arm("a").arm("b").arm("c").arm("d").looks(5, 8);
        return claim.apply(builder.secondary("C", "as the paper says")).build();
    }

    private static ClaimRecord judged(Trials trials, Statement statement) {
        return judged(trials, c -> c.that(statement), 1);
    }

    private static ClaimRecord judged(
            Trials trials, Function<ClaimBuilder<Setup>, PlanBuilder<Setup>> claim, int look) {
        return Judge.judge(plan(claim), Scale.LAPTOP, trials.results(), look).getFirst();
    }

    private static double[] around(double centre, double step) {
        return new double[] {centre - step, centre + step, centre, centre + step / 2, centre - step / 2};
    }

    private static double[] eight(double centre, double step) {
        return new double[] {
            centre - step,
            centre + step,
            centre,
            centre + step / 2,
            centre - step / 2,
            centre,
            centre + step,
            centre - step
        };
    }

    @Test
    void aboveABar() {
        var trials = Trials.of().cell("a", "solved", around(0.94, 0.01));
        var claim = judged(trials, that("a").has("solved").above(0.8).byAtLeast(0.1));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.estimate().orElseThrow()).isCloseTo(0.14, within(1e-3));
        assertThat(claim.statement())
                .matches(
                        "REPRODUCED \\(laptop\\): solved of a is 0\\.9\\d+ \\[0\\.9\\d+, 0\\.9\\d+\\] \\(bar 0\\.8\\), 5 seeds\\.");
        assertThat(claim.details()).containsEntry("kind", "level");
    }

    @Test
    void severalArmsAreAveragedInsideTheSeed() {
        var trials = Trials.of()
                .cell("a", "acc", 0.9, 0.5, 0.7, 0.8, 0.6)
                .cell("b", "acc", 0.5, 0.9, 0.7, 0.6, 0.8)
                .cell("c", "acc", around(0.5, 0.001));
        var claim = judged(trials, that("a", "b").has("acc").above("c").byAtLeast(0.1));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.shape()).isEqualTo("mean of acc over a, b above acc of c by at least 0.1");
    }

    @Test
    void ratiosAreTakenOnTheLogScale() {
        var trials =
                Trials.of().cell("a", "steps", 260, 240, 255, 250, 245).cell("b", "steps", 1000, 1010, 990, 1005, 995);
        var claim =
                judged(trials, that("a").has("steps").relativeTo("b").below(1).byFactor(2));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.delta()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(claim.estimate().orElseThrow()).isCloseTo(Math.log(4), within(0.02));
        assertThat(claim.statement()).contains("steps of a relative to that of b is 0.2");
        assertThat(judged(
                                trials,
                                ratio(cell("a", "steps"), cell("b", "steps"))
                                        .below(1)
                                        .byFactor(8))
                        .verdict())
                .isEqualTo(Verdict.PARTLY);
        assertThat(judged(
                                trials,
                                ratio(cell("a", "steps"), cell("b", "steps"))
                                        .near(0.25)
                                        .withinFactor(1.2))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, ratio(cell("a", "steps"), cell("b", "steps")).notAbove(0.2))
                        .verdict())
                .isEqualTo(Verdict.CONTRADICTED);
    }

    @Test
    void aRatioOfZeroNeedsAFloor() {
        var trials = Trials.of().cell("a", "n", 0, 1, 2, 3, 0).cell("b", "n", 50, 51, 49, 50, 50);
        var bare = judged(trials, ratio(cell("a", "n"), cell("b", "n")).below(1).byFactor(3));
        assertThat(bare.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(bare.statement()).contains("is not a finite number in seeds 1, 5");
        var half = judged(
                trials,
                ratio(cell("a", "n"), cell("b", "n")).plusBoth(0.5).below(1).byFactor(3));
        assertThat(half.verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void notWorseAndEquivalent() {
        var trials = Trials.of().cell("a", "acc", around(0.795, 0.002)).cell("b", "acc", around(0.80, 0.0021));
        assertThat(judged(trials, that("a").has("acc").notBelow("b").byMoreThan(0.01))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, that("a").has("acc").notBelow("b").byMoreThan(0.001))
                        .verdict())
                .isEqualTo(Verdict.CONTRADICTED);
        assertThat(judged(trials, that("b").has("acc").notAbove("a").byMoreThan(0.01))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        var both = judged(trials, that("a").has("acc").within(0.01).of("b"));
        assertThat(both.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(both.shape()).isEqualTo("acc of a within 0.01 of that of b");
        assertThat(both.details()).containsEntry("low", -0.01).containsEntry("high", 0.01);
    }

    @Test
    void nearHasATableOfItsOwn() {
        assertThat(near(1.9, 0.02).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(near(1.9, 0.3).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(near(3, 0.02).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(near(2.1, 0.5).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static ClaimRecord near(double value, double noise) {
        return judged(
                Trials.of().cell("a", "nats", around(value, noise)),
                that("a").has("nats").near(1.88).within(0.1));
    }

    @Test
    void contrasts() {
        var trials = Trials.of()
                .cell("a", "acc", around(0.9, 0.01))
                .cell("b", "acc", around(0.7, 0.011))
                .cell("c", "acc", around(0.9, 0.012))
                .cell("d", "acc", around(0.85, 0.009));
        var interaction = interaction(cell("a", "acc"), cell("b", "acc"), cell("c", "acc"), cell("d", "acc"));
        var claim = judged(trials, that(interaction).above(0).byAtLeast(0.1));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.estimate().orElseThrow()).isCloseTo(0.15, within(1e-3));
        var midpoint = sum(term(1, cell("d", "acc")), term(-0.5, cell("a", "acc")), term(-0.5, cell("b", "acc")));
        assertThat(judged(trials, that(midpoint).above(0).byAtLeast(0.02)).verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(midpoint.words()).isEqualTo("acc of d - 0.5 x acc of a - 0.5 x acc of b");
    }

    @Test
    void slopesPeaksAndTrends() {
        var trials = Trials.of()
                .cell("a", "mse@N=16", around(1.0, 0.01))
                .cell("a", "mse@N=32", around(3.0, 0.01))
                .cell("a", "mse@N=64", around(0.8, 0.01))
                .cell("a", "mse@N=128", around(0.5, 0.01));
        var mse = curve("N", "a", "mse@N=*", 16, 32, 64, 128);
        var peak =
                judged(trials, that(mse.onLogScale().peak()).near(Math.log(32)).within(Math.log(1.5)));
        assertThat(peak.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(peak.details()).containsEntry("constant", true);
        assertThat(peak.statement()).contains("in every seed");
        var tail = curve("N", "a", "mse@N=*", 32, 64, 128);
        assertThat(judged(trials, tail.falls().byAtLeast(1)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, tail.falls().byAtLeastEachStep(1)).verdict()).isEqualTo(Verdict.PARTLY);
        var whole = judged(trials, mse.falls().byAtLeast(0.1));
        assertThat(whole.verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(whole.statement()).contains("from 16 to 32 the mean goes back");
        assertThat(whole.details()).containsKey("pageP");
        assertThat(judged(trials, mse.rises().byAtLeast(0.1)).verdict()).isEqualTo(Verdict.CONTRADICTED);
        var slope = tail.each(Quantity::log).onLogScale().slope();
        assertThat(judged(trials, that(slope).below(0).byAtLeast(0.5)).verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(
                                trials,
                                that(slope)
                                        .near(Math.log(0.5 / 3) / Math.log(4))
                                        .within(0.05))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, that(tail.rankCorrelation()).below(-0.9).byAtLeast(0))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, that(mse.max().minus(mse.last())).above(0).byAtLeast(2))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void orderings() {
        var trials = Trials.of()
                .cell("a", "acc", around(0.9, 0.01))
                .cell("b", "acc", around(0.8, 0.012))
                .cell("c", "acc", around(0.7, 0.009));
        var right = ordering(0.05, cell("a", "acc"), cell("b", "acc"), cell("c", "acc"));
        assertThat(judged(trials, right).verdict()).isEqualTo(Verdict.REPRODUCED);
        var wrong = ordering(0.05, cell("b", "acc"), cell("a", "acc"), cell("c", "acc"));
        assertThat(judged(trials, wrong).verdict()).isEqualTo(Verdict.CONTRADICTED);
    }

    @Test
    void correlationsWithAPublishedColumn() {
        var trials = Trials.of()
                .cell("a", "head", around(0.9, 0.01))
                .cell("a", "hip", around(0.7, 0.01))
                .cell("a", "knee", around(0.6, 0.01))
                .cell("a", "ankle", around(0.5, 0.01));
        var claim = judged(
                trials,
                that(spearman(cells("a", "head", "hip", "knee", "ankle"), constants(98, 90, 89, 85)))
                        .above(0.7)
                        .byAtLeast(0));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThatThrownBy(() -> spearman(cells("a", "x", "y"), constants(1, 2)))
                .hasMessageContaining("lists of 2 and 2 entries: give both the same number, 3 or more");
    }

    @Test
    void eventsInOrderMayBeCensored() {
        var trials = Trials.of()
                .cell("a", "t_first", 100, 120, 90, 110, 105)
                .cell("a", "t_second", 900, 1000, 1000, 1000, 950)
                .cell("b", "t_second", 900);
        var claim = judged(
                trials,
                c -> c.that("a")
                        .has("t_first")
                        .censoredAt(1000)
                        .earlierThan(cell("a", "t_second").censoredAt(1000))
                        .byFactor(2),
                1);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.details()).containsEntry("replaced", 3);
        var never = Trials.of().cell("a", "t_first", 100, 120, 90, 110, 105).cell("b", "t_first", 1000);
        never.cell("b", "other", 1, 1, 1, 1, 1);
        var censored = judged(
                never,
                c -> c.that("a")
                        .has("t_first")
                        .censoredAt(1000)
                        .earlierThan("b")
                        .byFactor(2),
                1);
        assertThat(censored.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(censored.details()).containsEntry("replaced", 5);
    }

    @Test
    void inMoreThanAShareOfTheSeeds() {
        var always = Trials.of().cell("a", "acc", 0.01, 0.02, 0.01, 0.03, 0.02, 0.01, 0.02, 0.01);
        var claim = judged(always, c -> c.that("a").has("acc").below(0.05).inMoreThan(0.5), 2);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.details()).containsEntry("hits", 8);
        assertThat(claim.statement()).contains("in 8 of 8 seeds");
        var sometimes = Trials.of().cell("a", "acc", 0.01, 0.2, 0.01, 0.3, 0.2, 0.1, 0.02, 0.01);
        assertThat(judged(sometimes, c -> c.that("a").has("acc").below(0.05).inMoreThan(0.5), 2)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        var never = Trials.of().cell("a", "acc", eight(0.9, 0.01));
        assertThat(judged(never, c -> c.that("a").has("acc").below(0.05).inMoreThan(0.5), 2)
                        .verdict())
                .isEqualTo(Verdict.CONTRADICTED);
        assertThatThrownBy(() -> that("a").has("acc").below(0.05).inMoreThan(0.9))
                .hasMessageContaining("one half");
    }

    @Test
    void spreadsOverSeeds() {
        var trials = Trials.of()
                .cell("a", "acc", eight(0.5, 0.2))
                .cell("b", "acc", 0.51, 0.5, 0.505, 0.5, 0.495, 0.49, 0.5, 0.5);
        var claim =
                judged(trials, c -> c.that("a").has("acc").spreadsMoreThan("b").byFactor(2), 2);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(
                                trials,
                                c -> c.that("a").has("acc").spreadsLessThan("b").byFactor(2),
                                2)
                        .verdict())
                .isEqualTo(Verdict.CONTRADICTED);
        var constant = Trials.of().cell("a", "acc", around(0.5, 0.2)).cell("b", "acc", around(0.5, 0));
        assertThat(judged(constant, that("a").has("acc").spreadsMoreThan("b").byFactor(2))
                        .statement())
                .contains("does not vary");
    }

    @Test
    void combinations() {
        var trials = Trials.of()
                .cell("a", "x", around(1, 0.01))
                .cell("a", "y", around(-1, 0.01))
                .cell("a", "z", around(0, 3));
        var holds = that("a").has("x").above(0).byAtLeast(0.5);
        var reversed = that("a").has("y").above(0).byAtLeast(0.5);
        var open = that("a").has("z").above(0).byAtLeast(0.5);
        assertThat(judged(trials, allOf(holds, holds)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, allOf(holds, reversed)).verdict()).isEqualTo(Verdict.CONTRADICTED);
        assertThat(judged(trials, allOf(holds, open)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged(trials, anyOf(holds, reversed)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(judged(trials, atLeast(2, holds, reversed, open)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged(trials, atLeast(2, reversed, reversed, open)).verdict())
                .isEqualTo(Verdict.CONTRADICTED);
        assertThat(judged(trials, allOf(holds, that("a").has("x").above(0).byAtLeast(2)))
                        .verdict())
                .isEqualTo(Verdict.PARTLY);
        var claim = judged(trials, allOf(holds, reversed));
        assertThat(claim.details().get("parts"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("verdict", "REPRODUCED");
    }

    @Test
    void guards() {
        var trials = Trials.of().cell("a", "train", around(0.9, 0.2)).cell("a", "x", around(1, 0.01));
        Function<Double, ClaimRecord> given = bar -> judged(
                trials,
                c -> c.given(that("a").has("train").above(bar).byAtLeast(0))
                        .that("a")
                        .has("x")
                        .above(0)
                        .byAtLeast(0.5),
                1);
        assertThat(given.apply(0.85).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(given.apply(0.95).verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(given.apply(0.95).statement())
                .startsWith("NOT TESTABLE (laptop): the claim needs train of a above 0.95, but train of a is 0.90 [");
        var shown = judged(
                trials,
                c -> c.givenShown(that("a").has("train").above(0.85).byAtLeast(0))
                        .that("a")
                        .has("x")
                        .above(0)
                        .byAtLeast(0.5),
                1);
        assertThat(shown.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
    }

    @Test
    void withoutAShapeTheFigureIsReported() {
        var trials = Trials.of().cell("a", "share", around(0.9, 0.1));
        var claim = judged(trials, c -> c.reports(cell("a", "share")), 1);
        assertThat(claim.verdict()).isEqualTo(Verdict.NO_VERDICT);
        assertThat(claim.statement()).startsWith("NO VERDICT (laptop): share of a is 0.9");
        assertThat(claim.interval()).hasSize(2);
    }

    @Test
    void withoutVarianceTheValuesDecide() {
        var equal = Trials.of().cell("a", "acc", around(0.5, 0)).cell("b", "acc", around(0.4, 0));
        var claim = judged(equal, that("a").has("acc").above("b").byAtLeast(0.05));
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.statement()).contains("by 0.1 in every seed");
        var tied = Trials.of().cell("a", "acc", around(0.5, 0)).cell("b", "acc", around(0.5, 0));
        assertThat(judged(tied, that("a").has("acc").above("b").byAtLeast(0.05)).verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void oneSeedGivesNoInterval() {
        var plan = plan(c -> c.that("a").has("x").above(0).byAtLeast(0.1))
                .with(java.util.Optional.of(List.of(1)), List.of(), List.of());
        var claim = Judge.judge(plan, Scale.SMOKE, Trials.of().cell("a", "x", 1).results(), 1)
                .getFirst();
        assertThat(claim.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(claim.interval()).isEmpty();
        assertThat(claim.statement())
                .isEqualTo(
                        "INCONCLUSIVE (smoke): x of a is 1 (no interval) (bar 0), 1 seed. A smoke run shows only that the study runs.");
    }

    @Test
    void failedSeedsCountAsTheWorstSeen() {
        var trials = Trials.of()
                .cell("a", "acc", eight(0.9, 0.01))
                .cell("b", "acc", eight(0.8, 0.012))
                .failed("a", 2);
        var claim = judged(trials, c -> c.that("a").has("acc").above("b").byAtLeast(0.05), 2);
        assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim.values()).hasSize(7);
        assertThat(claim.seeds()).isEqualTo(8);
        assertThat(claim.statement())
                .contains("8 seeds (1 missing, entered as the worst case: arm a failed in seed 2)");
        var stated = judged(
                trials, c -> c.that("a").has("acc").orIfMissing(0).above("b").byAtLeast(0.05), 2);
        assertThat(stated.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(stated.details()).containsEntry("replaced", 1);
        trials.failed("a", 3).failed("a", 4);
        var many = judged(trials, c -> c.that("a").has("acc").above("b").byAtLeast(0.05), 2);
        assertThat(many.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(many.statement()).contains("3 of 8 seeds are missing", "arm a failed in seeds 2, 3, 4");
    }

    @Test
    void aMistypedCellIsNamedOnce() {
        var trials = Trials.of().cell("a", "accuracy", around(0.9, 0.01));
        assertThat(judged(trials, that("a").has("acuracy").above(0).byAtLeast(0))
                        .statement())
                .contains("arm a reports no acuracy (but accuracy) in seeds 1, 2, 3, 4, 5");
    }

    @Test
    void secondOpinionsFromSixPairsOn() {
        var trials = Trials.of().cell("a", "acc", eight(0.9, 0.01)).cell("b", "acc", eight(0.8, 0.012));
        Function<ClaimBuilder<Setup>, PlanBuilder<Setup>> above =
                c -> c.that("a").has("acc").above("b").byAtLeast(0.05);
        assertThat(judged(trials, above, 1).details()).doesNotContainKeys("signFlipP", "sharePositive");
        Map<String, Object> details = judged(trials, above, 2).details();
        assertThat(details).containsEntry("signFlipP", 2 / 256.0).containsEntry("sharePositive", 1.0);
        assertThat((double) details.get("pairCorrelation")).isGreaterThan(0.9);
        assertThat((double) details.get("deltaOverSd")).isGreaterThan(10);
        assertThat((double) details.get("ifHalfOfDelta")).isLessThan(0.05);
    }

    @Test
    void undecidedClaimsSayHowManySeedsMore() {
        var trials = Trials.of().cell("a", "x", 0.2, 1.9, -0.9, 1.4, -0.3, 1.1, 0.6, 0.0);
        var claim = judged(trials, c -> c.that("a").has("x").above(0).byAtLeast(0.5), 2);
        assertThat(claim.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(claim.statement()).matches(".*; about \\d+ more seeds would likely decide\\.");
    }

    @Test
    void notReproducedGoesOnWhileTheReverseIsInReach() {
        Function<ClaimBuilder<Setup>, PlanBuilder<Setup>> claim =
                c -> c.that("a").has("x").above(0).byAtLeast(3);
        var leaning = Trials.of().cell("a", "x", -0.2, -1.9, 0.3, -1.4, -0.5);
        assertThat(judged(leaning, claim, 1).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(judged(leaning, claim, 1).statement())
                .contains("the chance that the true effect goes the other way is 9");
        assertThat(Judge.decided(plan(claim), Scale.LAPTOP, leaning.results(), 1))
                .isFalse();
        var flat = Trials.of().cell("a", "x", 0.2, 0.9, 0.3, 0.4, 0.5);
        assertThat(judged(flat, c -> c.that("a").has("x").above(0.3).byAtLeast(3), 1)
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(Judge.decided(
                        plan(c -> c.that("a").has("x").above(0.3).byAtLeast(3)), Scale.LAPTOP, flat.results(), 1))
                .isTrue();
    }

    @Test
    void armsBesideComputedQuantitiesAreAsked() {
        assertThatThrownBy(() -> that(mean(cell("a", "x"), cell("b", "x"))).above("c"))
                .hasMessage(
                        "Arm c is named beside a computed quantity (mean of x over a, b): say which cell is meant with cell(\"c\", ...).");
        assertThatThrownBy(() -> that("a").has("x").above("b").byAtLeast(-1))
                .hasMessageContaining("is -1.0: give it a number from 0 on");
        assertThatThrownBy(() -> curve("N", "a", "mse", 1, 2))
                .hasMessageContaining("has no * in its arm a or its cell mse");
        assertThatThrownBy(() -> curve("N", "a", "mse@*", 2, 1)).hasMessageContaining("increasing");
    }

    @Test
    void thePlanIsShownWithItsPower() {
        var plan = Plan.of(new Setup(1))
                .arm("a")
                .arm("b", Change.set("width", 2))
                .exploratory("e")
                .primary("P", "b is better")
                .unit("points")
                .that("b")
                .has("acc")
                .above("a")
                .byAtLeast(1)
                .secondary("S", "and close")
                .that("b")
                .has("acc")
                .within(2)
                .of("a")
                .build();
        var summary = plan.summary(Scale.LAPTOP);
        assertThat(summary.trials()).containsExactly(15, 21, 29);
        assertThat(summary.arms().get(1).changes()).containsExactly(Map.entry("width", 2));
        assertThat(summary.arms().get(2).exploratory()).isTrue();
        var power = summary.claims().getFirst().power();
        assertThat(power).extracting(PlanSummary.PowerLine::situation).contains("effect of 1 s.d.");
        assertThat(power.get(1).shown()).isCloseTo(0.87, within(0.02));
        var known = PlanSummary.of(plan, Scale.LAPTOP, Map.of("P", 0.5));
        var atDelta = known.claims().getFirst().power().get(2);
        assertThat(atDelta.situation()).isEqualTo("delta");
        assertThat(atDelta.verdicts().get(Verdict.REPRODUCED)
                        + atDelta.verdicts().get(Verdict.PARTLY))
                .isGreaterThan(0.99);
        assertThat(summary.claims().get(1).power().getLast().shown()).isGreaterThan(0.9);
    }
}
