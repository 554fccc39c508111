package org.assay.lab.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures against published examples and values worked out by hand. */
final class FiguresTest {

    /** rliable's test: runs by task. */
    @Test
    void aggregatesOfManyRuns() {
        var x = new double[] {1, 2, 2, 2, 1, 1, 2, 1};
        assertThat(Aggregates.interquartileMean(x)).isEqualTo(1.5);
        assertThat(Aggregates.interquartileMean(new double[] {1, 1, 2, 2, 3, 3}))
                .isEqualTo(2);
        var firstTask = Aggregates.probabilityOfImprovement(new double[] {1, 2, 1, 2}, new double[] {1, 2, 3});
        var secondTask = Aggregates.probabilityOfImprovement(new double[] {2, 2, 1, 1}, new double[] {1, 2, 3});
        assertThat((firstTask + secondTask) / 2).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(Aggregates.sharePositive(new double[] {1, -1, 0, 2})).isEqualTo(0.625);
    }

    /** With all differences of one sign the p is 2 over the number of sign patterns. */
    @Test
    void signFlips() {
        for (int n : new int[] {3, 4, 5, 6, 8}) {
            var differences = new double[n];
            Arrays.setAll(differences, i -> 1 + 0.1 * i);
            assertThat(SignFlip.p(differences)).isEqualTo(2 / Math.pow(2, n));
        }
        assertThat(SignFlip.p(new double[] {1, -1, 1, -1, 1, -1})).isEqualTo(1);
        var many = new double[30];
        Arrays.setAll(many, i -> i < 21 ? 1 : -1);
        assertThat(SignFlip.p(many)).isCloseTo(0.0428, within(0.003));
    }

    /** Brown, Cai and DasGupta's kind of examples, worked out by the formulas. */
    @Test
    void shares() {
        var wilson = Shares.wilson(8, 10, 0.05);
        assertThat(wilson.low()).isCloseTo(0.4902, within(1e-4));
        assertThat(wilson.high()).isCloseTo(0.9433, within(1e-4));
        assertThat(Shares.exact(12, 12, 0.05, 0.05).low()).isCloseTo(0.735, within(5e-4));
        assertThat(Shares.exact(5, 5, 0.05, 0.05).low()).isCloseTo(0.478, within(5e-4));
        assertThat(Shares.exact(0, 5, 0.05, 0.05)).isEqualTo(new Interval(0, 1 - Math.pow(0.025, 0.2)));
        assertThatThrownBy(() -> Shares.wilson(3, 2, 0.05)).hasMessageContaining("3 in 2");
    }

    @Test
    void rankCorrelations() {
        var x = new double[] {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
        var y = new double[] {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
        assertThat(Ranks.spearman(x, y)).isCloseTo(-29.0 / 165, within(1e-12));
        assertThat(Ranks.kendall(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
                .isCloseTo(4.0 / 6, within(1e-12));
        assertThat(Ranks.kendall(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 4}))
                .isCloseTo(5 / Math.sqrt(5 * 6), within(1e-12));
        assertThat(Ranks.spearman(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isZero();
        assertThat(Ranks.of(new double[] {3, 1, 3})).containsExactly(2.5, 1, 2.5);
    }

    @Test
    void trends() {
        assertThat(Trend.mannKendall(new double[] {1, 2, 3, 4, 5})).isCloseTo(2.0 / 120, within(1e-12));
        assertThat(Trend.mannKendall(new double[] {2, 1, 4, 3})).isCloseTo(2.0 * 9 / 24, within(1e-12));
        var rising = List.of(new double[] {1, 2, 3, 4}, new double[] {1, 2, 4, 3}, new double[] {2, 1, 3, 4});
        var ranksTimesPlaces = 30 + 29 + 29;
        var z = (ranksTimesPlaces - 3 * 25) / Math.sqrt(3 * 25.0 / 3);
        assertThat(z).isCloseTo(2.6, within(1e-12));
        assertThat(Trend.page(rising)).isCloseTo(0.004661, within(1e-6));
        assertThat(Trend.page(List.of(new double[] {1, 1, 1}))).isEqualTo(1);
    }

    /** Interval of a ratio of spreads: without correlation and at the same quantile it inverts the Pitman-Morgan correlation test. */
    @Test
    void pairedSpreads() {
        var x = new double[] {3.1, -2.4, 0.5, 4.2, -3.9, 1.1, -0.7, 2.8};
        var y = new double[] {0.9, -0.2, 0.4, 1.0, -1.3, 0.1, 0.3, -0.6};
        var interval = PairedSpread.interval(x, y, 0.05, 0.05);
        assertThat(pitmanMorgan(x, y, interval.low())).isCloseTo(2.4469, within(1e-3));
        assertThat(pitmanMorgan(x, y, interval.high())).isCloseTo(-2.4469, within(1e-3));
        assertThat(PairedSpread.interval(y, x, 0.05, 0.05).high()).isCloseTo(-interval.low(), within(1e-12));
    }

    /** t statistic of the correlation of sum and difference after x is divided by the supposed ratio. */
    private static double pitmanMorgan(double[] x, double[] y, double logRatio) {
        var sums = new double[x.length];
        var differences = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sums[i] = x[i] / Math.exp(logRatio) + y[i];
            differences[i] = x[i] / Math.exp(logRatio) - y[i];
        }
        var r = Ranks.pearson(sums, differences);
        return r * Math.sqrt((x.length - 2) / (1 - r * r));
    }

    @Test
    void seedsThatWouldDecide() {
        var sample = new Moments(12, 0.5, 1);
        int more = Power.more(sample, 0, 0.5, 0.05).orElseThrow();
        assertThat(12 + more).isBetween(33, 35);
        assertThat(Power.more(new Moments(12, 1e-6, 1), 0, 1e-6, 0.05)).isEmpty();
        assertThat(Power.more(new Moments(3, 1, 0), 0, 0.5, 0.05)).isEmpty();
    }

    @Test
    void bootstrapIntervalsCoverAndRepeat() {
        var random = new SplittableRandom(1);
        int covered = 0;
        int repetitions = 300;
        for (int i = 0; i < repetitions; i++) {
            var values = new double[40];
            Arrays.setAll(values, j -> Math.exp(random.nextGaussian() / 2));
            var interval = Bootstrap.bca(values, v -> Moments.of(v).mean(), 0.05, 1000, 7);
            covered += interval.contains(Math.exp(0.125)) ? 1 : 0;
        }
        assertThat((double) covered / repetitions).isBetween(0.90, 0.98);
        var tasks = List.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, new double[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2});
        var stratified = Bootstrap.stratified(
                tasks, t -> t.stream().mapToDouble(v -> Moments.of(v).mean()).sum(), 0.05, 2000, 3);
        assertThat(stratified)
                .isEqualTo(Bootstrap.stratified(
                        tasks,
                        t -> t.stream().mapToDouble(v -> Moments.of(v).mean()).sum(),
                        0.05,
                        2000,
                        3));
        assertThat(stratified.low()).isBetween(5.3, 6.2);
        assertThatThrownBy(() -> Bootstrap.bca(new double[12], v -> 0, 0.05, 10, 1))
                .hasMessageContaining("at least 20");
    }

    @Test
    void severalClaims() {
        assertThat(Multiplicity.holm(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        var looks = List.of(5, 8, 12);
        var critical = Boundaries.t(looks, 0.03);
        assertThat(Multiplicity.sequentialP(looks, 1, critical[1] + 1e-9)).isCloseTo(0.03, within(2e-4));
        assertThat(Multiplicity.sequentialP(looks, 1, critical[1], 0)).isCloseTo(0.03, within(2e-4));
        assertThat(Multiplicity.sequentialP(looks, 0, 0, 0)).isEqualTo(1);
        assertThat(Multiplicity.sequentialP(looks, 500)).isLessThan(1e-6);
    }

    @Test
    void roundingIsNotVariance() {
        assertThat(Moments.of(new double[] {0.1 + 0.2, 0.3, 0.3}).sd()).isZero();
        assertThat(Moments.of(new double[] {1, 3}).sd()).isCloseTo(Math.sqrt(2), within(1e-15));
    }
}
