package org.assay.lab.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules promise, by simulation with fixed seeds; tolerances are three binomial standard errors. */
final class RulesBySimulationTest {

    private static final List<Integer> LOOKS = List.of(5, 8, 12);
    private static final List<Integer> EARLY = List.of(3, 5, 8, 12);
    private static final int REPETITIONS = 20_000;

    /** The noise of one arm. */
    record Noise(String name, ToDoubleFunction<RandomGenerator> arm) {
        double difference(RandomGenerator random) {
            var first = arm.applyAsDouble(random);
            return first - arm.applyAsDouble(random);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double heavy(RandomGenerator random) {
        double chi = 0;
        for (int i = 0; i < 3; i++) {
            var g = random.nextGaussian();
            chi += g * g;
        }
        return random.nextGaussian() / Math.sqrt(chi / 3);
    }

    private static double skewed(RandomGenerator random) {
        return Math.exp(random.nextGaussian());
    }

    /** A network that collapses in one of five seeds. */
    private static double bimodal(RandomGenerator random) {
        return (random.nextDouble() < 0.2 ? 1 : 0) + 0.02 * random.nextGaussian();
    }

    /** Differences of two arms that are exchangeable: no effect of any kind. */
    static Stream<Noise> exchangeableArms() {
        return Stream.of(
                new Noise("normal", RandomGenerator::nextGaussian),
                new Noise("heavy-tailed", RulesBySimulationTest::heavy),
                new Noise("skewed", RulesBySimulationTest::skewed),
                new Noise("bimodal", RulesBySimulationTest::bimodal),
                new Noise("tied", r -> Math.rint(r.nextGaussian())));
    }

    private static double error(double share, int repetitions) {
        return 3 * Math.sqrt(share * (1 - share) / repetitions);
    }

    @ParameterizedTest
    @MethodSource("exchangeableArms")
    void withoutAnEffectFivePercentAtMostAreDecided(Noise noise) {
        for (var looks : List.of(LOOKS, EARLY)) {
            var simulation = Simulation.of(DirectedRule.of(looks, 0.05, 0.05, 0, 0.5), noise::difference, REPETITIONS);
            var wrong = simulation.shown() + simulation.share(Outcome.CONTRADICTED);
            assertThat(wrong).isLessThan(0.05 + error(0.05, REPETITIONS));
        }
    }

    @Test
    @Tag("long")
    void withoutAnEffectFivePercentAtMostAreDecidedToTheTenthOfAPercent() {
        exchangeableArms().forEach(noise -> {
            var simulation = Simulation.of(DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5), noise::difference, 1_000_000);
            assertThat(simulation.shown() + simulation.share(Outcome.CONTRADICTED))
                    .as(noise.name())
                    .isLessThan(0.05 + error(0.05, 1_000_000));
        });
    }

    /**
     * Where the promise fails: differences whose mean is zero but whose shape is not symmetric (means mislead when some seeds collapse: claim
     * {@code happens} instead), and differences that take two values only.
     */
    @Test
    void shapesThatBreakThePromiseAreKnown() {
        var rule = DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5);
        var zeroMeanSkewed = Simulation.of(rule, r -> skewed(r) - Math.exp(0.5), REPETITIONS);
        assertThat(zeroMeanSkewed.shown() + zeroMeanSkewed.share(Outcome.CONTRADICTED))
                .isBetween(0.18, 0.23);
        var rareCollapse =
                Simulation.of(rule, r -> (r.nextDouble() < 0.1 ? -0.9 : 0.1) + 0.02 * r.nextGaussian(), REPETITIONS);
        assertThat(rareCollapse.shown() + rareCollapse.share(Outcome.CONTRADICTED))
                .isBetween(0.5, 0.65);
        var twoValues = Simulation.of(rule, r -> (r.nextBoolean() ? 1 : -1) + 0.2 * r.nextGaussian(), REPETITIONS);
        assertThat(twoValues.shown() + twoValues.share(Outcome.CONTRADICTED)).isBetween(0.08, 0.11);
        // Uniform noise has no tails, which three values mistake for a small spread: a look that early breaks the
        // promise, the usual looks keep it.
        var uniformEarly =
                Simulation.of(DirectedRule.of(EARLY, 0.05, 0.05, 0, 0.5), r -> r.nextDouble() - 0.5, REPETITIONS);
        assertThat(uniformEarly.shown() + uniformEarly.share(Outcome.CONTRADICTED))
                .isBetween(0.060, 0.075);
        var uniform = Simulation.of(rule, r -> r.nextDouble() - 0.5, REPETITIONS);
        assertThat(uniform.shown() + uniform.share(Outcome.CONTRADICTED)).isLessThan(0.05 + error(0.05, REPETITIONS));
    }

    /** Without a direction both sides count as REPRODUCED, and together they err in five percent at most; an effect of either sign is found. */
    @ParameterizedTest
    @MethodSource("exchangeableArms")
    void withoutADirectionBothSidesTogetherErrInFivePercentAtMost(Noise noise) {
        var rule = EitherRule.of(LOOKS, 0.05, 0.05, 0.5);
        var nothing = Simulation.of(rule, noise::difference, REPETITIONS);
        assertThat(nothing.shown()).isLessThan(0.05 + error(0.05, REPETITIONS));
        assertThat(nothing.share(Outcome.CONTRADICTED)).isZero();
    }

    @Test
    void withoutADirectionAnEffectOfEitherSignIsFoundAndASmallOneIsNotGivenAsMore() {
        for (var sign : List.of(1, -1)) {
            var found = Simulation.of(EitherRule.of(LOOKS, 0.05, 0.05, 0.5), 2 * sign, 1, REPETITIONS);
            assertThat(found.share(Outcome.REPRODUCED)).isGreaterThan(0.99);
            var small = Simulation.of(EitherRule.of(LOOKS, 0.05, 0.05, 3), 1.5 * sign, 1, REPETITIONS);
            assertThat(small.share(Outcome.PARTLY)).isGreaterThan(0.7);
            assertThat(small.share(Outcome.REPRODUCED)).isLessThan(0.001);
        }
        assertThat(Simulation.of(EitherRule.of(LOOKS, 0.05, 0.05, 3), 0, 1, REPETITIONS)
                        .share(Outcome.NOT_REPRODUCED))
                .isGreaterThan(0.94);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "1", "2"})
    void theIntervalHoldsWhereverTheRunStops(double effect) {
        var rule = DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5);
        var random = new SplittableRandom(8);
        int covered = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            var values = new double[12];
            for (int n = 0; n < 12; n++) {
                values[n] = effect + random.nextGaussian();
            }
            int look = 0;
            Decision decision;
            do {
                decision = rule.decide(look + 1, Moments.of(values, LOOKS.get(look)));
                look++;
            } while (!decision.settled() && look < 3);
            covered += decision.interval().orElseThrow().contains(effect) ? 1 : 0;
        }
        assertThat((double) covered / REPETITIONS).isGreaterThan(0.95 - error(0.95, REPETITIONS));
    }

    /** Two primary claims, their noise correlated or not, looked at together until both are decided. */
    @ParameterizedTest
    @CsvSource({"0", "0.7", "-0.7"})
    void twoPrimaryClaimsShareFivePercent(double correlation) {
        var rule = DirectedRule.of(LOOKS, 0.025, 0.025, 0, 0.5);
        var random = new SplittableRandom(9);
        int wrong = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            var a = new double[12];
            var b = new double[12];
            for (int n = 0; n < 12; n++) {
                a[n] = random.nextGaussian();
                b[n] = correlation * a[n] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            int look = 0;
            Decision first;
            Decision second;
            do {
                first = rule.decide(look + 1, Moments.of(a, LOOKS.get(look)));
                second = rule.decide(look + 1, Moments.of(b, LOOKS.get(look)));
                look++;
            } while (!(first.settled() && second.settled()) && look < 3);
            wrong += finds(first) || finds(second) ? 1 : 0;
        }
        assertThat((double) wrong / REPETITIONS).isLessThan(0.05 + error(0.05, REPETITIONS));
    }

    private static boolean finds(Decision decision) {
        return switch (decision.outcome()) {
            case REPRODUCED, PARTLY, CONTRADICTED -> true;
            case NOT_REPRODUCED, INCONCLUSIVE -> false;
        };
    }

    /** The direction is shown, or the reverse, as often as at calibrated boundaries it should; seeds taken on average. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.34, 11.7", "1, 0.87, 10.4", "1.5, 0.996, 8.6", "2, 1.0, 7.2"})
    void powerAtSomeEffects(double effect, double power, double seeds) {
        var simulation = Simulation.of(DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5), effect, 1, REPETITIONS);
        assertThat(simulation.shown()).isCloseTo(power, within(0.01));
        assertThat(simulation.meanSeeds()).isCloseTo(seeds, within(0.15));
    }

    @Test
    void everyCellOfTheTableIsReached() {
        for (var cell : List.of(
                new Cell(1.5, 1, Outcome.REPRODUCED),
                new Cell(1.5, 3, Outcome.PARTLY),
                new Cell(-1.5, 1, Outcome.CONTRADICTED),
                new Cell(0, 2, Outcome.NOT_REPRODUCED),
                new Cell(0.3, 0.3, Outcome.INCONCLUSIVE))) {
            var simulation = Simulation.of(DirectedRule.of(LOOKS, 0.05, 0.05, 0, cell.delta()), cell.effect(), 1, 5000);
            assertThat(simulation.share(cell.expected())).as(cell.toString()).isGreaterThan(0.5);
        }
        assertThat(near(0, 1.5).share(Outcome.REPRODUCED)).isGreaterThan(0.9);
        assertThat(near(0.2, 0.6).share(Outcome.PARTLY)).isGreaterThan(0.5);
        assertThat(near(3, 1).share(Outcome.NOT_REPRODUCED)).isGreaterThan(0.9);
        assertThat(near(0.8, 0.5).share(Outcome.INCONCLUSIVE)).isGreaterThan(0.5);
    }

    private record Cell(double effect, double delta, Outcome expected) {}

    private static Simulation near(double value, double tolerance) {
        return Simulation.of(NearRule.of(LOOKS, 0.05, 0.05, -tolerance, tolerance), value, 1, 5000);
    }

    /** Equivalence at the edge of its range is declared in 2.5 % at most, and refuted inside the range in 5 % at most. */
    @Test
    void equivalenceErrsAsPromised() {
        var edge = Simulation.of(NearRule.of(LOOKS, 0.05, 0.05, -1, 1), 1, 0.5, REPETITIONS);
        assertThat(edge.share(Outcome.REPRODUCED)).isLessThan(0.025 + error(0.025, REPETITIONS));
        assertThat(edge.share(Outcome.NOT_REPRODUCED)).isLessThan(0.025 + error(0.025, REPETITIONS));
    }

    /** A true reversal of one standard deviation: stopping at the first decided verdict would say NOT REPRODUCED in more than half of the runs. */
    @Test
    void aReversalIsReportedAsSuch() {
        var simulation = Simulation.of(DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5), -1, 1, REPETITIONS);
        assertThat(simulation.share(Outcome.CONTRADICTED)).isGreaterThan(0.85);
        assertThat(simulation.share(Outcome.NOT_REPRODUCED)).isLessThan(0.14);
        var strong = Simulation.of(DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0.5), -2, 1, 5000);
        assertThat(strong.share(Outcome.CONTRADICTED)).isGreaterThan(0.999);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.05", "0.25, 0.05", "0.1, 0.05"})
    void sharesErrAtMostAsPromised(double share, double alpha) {
        var simulation = Simulation.of(
                ShareRule.of(LOOKS, alpha, alpha, share), r -> r.nextDouble() < share ? 1 : 0, REPETITIONS);
        assertThat(simulation.share(Outcome.REPRODUCED)).isLessThan(alpha / 2 + error(alpha / 2, REPETITIONS));
        assertThat(simulation.share(Outcome.CONTRADICTED)).isLessThan(alpha / 2 + error(alpha / 2, REPETITIONS));
        var always = Simulation.of(ShareRule.of(LOOKS, alpha, alpha, share), r -> 1, 10);
        assertThat(always.share(Outcome.REPRODUCED)).isEqualTo(1);
    }

    /** The mean at the stop overstates the effect; the adjusted estimate does so by a hundredth of a standard deviation. */
    @ParameterizedTest
    @CsvSource({"0.5", "1", "1.5", "2"})
    void estimatesAreAdjustedForStopping(double effect) {
        var rule = DirectedRule.of(LOOKS, 0.05, 0.05, 0, 0);
        var random = new SplittableRandom(10);
        double raw = 0;
        double adjusted = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            var values = new double[12];
            for (int n = 0; n < 12; n++) {
                values[n] = effect + random.nextGaussian();
            }
            int look = 0;
            Moments moments;
            Decision decision;
            do {
                moments = Moments.of(values, LOOKS.get(look));
                decision = rule.decide(++look, moments);
            } while (!decision.settled() && look < 3);
            raw += moments.mean() / REPETITIONS;
            adjusted += decision.estimate() / REPETITIONS;
        }
        assertThat(raw - effect).isGreaterThan(0.012);
        assertThat(Math.abs(adjusted - effect)).isLessThan(0.014);
    }
}
