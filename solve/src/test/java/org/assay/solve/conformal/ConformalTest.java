package org.assay.solve.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.assay.solve.SolveException;
import org.junit.jupiter.api.Test;

class ConformalTest {

    /** Of 9 scores at 0.1 the largest, of 19 at 0.05 too; (n + 1) (1 - alpha) of 1,000 at 0.1 is 900.9. */
    @Test
    void theRankIsThatOfNPlusOne() {
        assertThat(Conformal.rank(9, 0.1)).isEqualTo(9);
        assertThat(Conformal.rank(19, 0.05)).isEqualTo(19);
        assertThat(Conformal.rank(1_000, 0.1)).isEqualTo(901);
        assertThat(Conformal.rank(8, 0.1)).isEqualTo(9);
        for (int n = 9; n < 10_000; n += 10) {
            assertThat(Conformal.rank(n, 0.1)).as("%d scores", n).isEqualTo((n + 1L) / 10 * 9);
        }
    }

    @Test
    void theThresholdIsAScoreOrInfinite() {
        var scores = new double[] {5, 1, 4, 2, 3};
        assertThat(Conformal.threshold(scores, 0.5)).isEqualTo(3);
        assertThat(Conformal.threshold(scores, 0.2)).isEqualTo(5);
        assertThat(Conformal.threshold(scores, 0.1)).isInfinite().isPositive();
        assertThat(Conformal.threshold(scores, 1)).isInfinite().isNegative();
        assertThat(scores).containsExactly(5, 1, 4, 2, 3);
        assertThatThrownBy(() -> Conformal.threshold(new double[] {1, Double.NaN}, 0.1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("not a number");
    }

    @Test
    void groupsHaveThresholdsOfTheirOwn() {
        var scores = new double[] {1, 10, 2, 20, 3, 30, 7};
        var groups = new int[] {0, 1, 0, 1, 0, 1, 2};
        assertThat(Conformal.thresholds(scores, groups, 4, 0.25))
                .containsExactly(3, 30, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Scores even on (0, 1) are covered as often as their threshold says: its law must be Beta, by Kolmogorov and Smirnov at 1 %. */
    @Test
    void coverageGivenTheCalibrationSetIsBeta() {
        var random = new SplittableRandom(3);
        int sets = 2_000;
        int n = 50;
        var coverage = IntStream.range(0, sets)
                .mapToDouble(_ -> Conformal.threshold(random.doubles(n).toArray(), 0.1))
                .sorted()
                .toArray();
        assertThat(distance(coverage, BetaDistribution.of(46, 5))).isLessThan(1.628 / Math.sqrt(sets));
        assertThat(distance(coverage, BetaDistribution.of(45, 6))).isGreaterThan(1.628 / Math.sqrt(sets));
    }

    private static double distance(double[] sorted, BetaDistribution law) {
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            double f = law.cumulativeProbability(sorted[i]);
            most = Math.max(most, Math.max(f - i / (double) sorted.length, (i + 1.0) / sorted.length - f));
        }
        return most;
    }

    @Test
    void theLawHasTheDensityOfBeta() {
        var law = CoverageLaw.of(2_800, 0.1);
        var beta = BetaDistribution.of(2_521, 280);
        for (double x : new double[] {0.88, 0.9, 0.905, 0.92}) {
            assertThat(law.density(x)).isCloseTo(beta.density(x), within(1e-8 * (1 + beta.density(x))));
        }
        assertThat(law.mean()).isCloseTo(beta.getMean(), within(1e-12));
        assertThat(law.deviation(1e15)).isCloseTo(Math.sqrt(beta.getVariance()), within(1e-9));
    }

    /** One score and one new point: the new one is the larger with probability one half. Otherwise sums over all counts. */
    @Test
    void countsOnNewPointsAreBetaBinomial() {
        assertThat(new CoverageLaw(1, 1).mass(1, 1)).isCloseTo(0.5, within(1e-12));
        var law = CoverageLaw.of(20, 0.2);
        int m = 30;
        var p = IntStream.rangeClosed(0, m).mapToDouble(k -> law.mass(k, m)).toArray();
        double mean = IntStream.rangeClosed(0, m).mapToDouble(k -> p[k] * k / m).sum();
        double square = IntStream.rangeClosed(0, m)
                .mapToDouble(k -> p[k] * Math.pow((double) k / m - mean, 2))
                .sum();
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-10));
        assertThat(law.mean()).isCloseTo(mean, within(1e-10));
        assertThat(law.deviation(m)).isCloseTo(Math.sqrt(square), within(1e-10));
    }
}
