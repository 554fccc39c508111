package org.assay.solve.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assay.solve.SolveException;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void intervalsAreAsLongAsTheirThresholdSays() {
        assertThat(Interval.around(2, 1, 0.5)).isEqualTo(new Interval(1.5, 2.5));
        assertThat(Interval.around(2, 3, 0.5).length()).isEqualTo(3);
        assertThat(Interval.quantiles(1, 4, 0.5)).isEqualTo(new Interval(0.5, 4.5));
        assertThat(Interval.quantiles(4, 1, -0.5)).isEqualTo(new Interval(1.5, 3.5));
        assertThat(Interval.quantiles(1, 2, -1).length()).isZero();
        assertThat(Interval.quantiles(1, 2, -1).holds(1.5)).isFalse();
        assertThat(new Interval(1, 2).holds(2)).isTrue();
    }

    /** The score is the least threshold at which the interval holds y. */
    @Test
    void scoresSayWhenAnIntervalHoldsTheTruth() {
        assertThat(Interval.beyond(1, 4, 5)).isEqualTo(1);
        assertThat(Interval.beyond(1, 4, 0.5)).isEqualTo(0.5);
        assertThat(Interval.beyond(1, 4, 3)).isEqualTo(-1);
        assertThat(Interval.beyond(4, 1, 3)).isEqualTo(-1);
        var random = new SplittableRandom(6);
        for (int i = 0; i < 1_000; i++) {
            double low = random.nextDouble();
            double high = random.nextDouble();
            double y = 3 * random.nextDouble() - 1;
            double q = Interval.beyond(low, high, y);
            assertThat(Interval.quantiles(low, high, q + 1e-9).holds(y)).isTrue();
            assertThat(Interval.quantiles(low, high, q - 1e-9).holds(y)).isFalse();
        }
    }

    /** 0.1 + 0.05 (0.1 - 1) = 0.055 and 0.1 + 0.05 0.1 = 0.105. */
    @Test
    void levelsMoveAgainstMisses() {
        var level = AdaptiveLevel.of(0.1, 0.05);
        assertThat(level.after(true).level()).isCloseTo(0.055, within(1e-12));
        assertThat(level.after(false).level()).isCloseTo(0.105, within(1e-12));
        assertThat(AdaptiveLevel.of(0.1, 0).after(true).level()).isEqualTo(0.1);
        var scores = new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertThat(level.threshold(scores)).isEqualTo(9);
        assertThat(new AdaptiveLevel(0.1, 0.05, 0).threshold(scores))
                .isInfinite()
                .isPositive();
        assertThat(new AdaptiveLevel(0.1, 0.05, 1.2).threshold(scores))
                .isInfinite()
                .isNegative();
        assertThatThrownBy(() -> AdaptiveLevel.of(0.1, -1))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("-1");
    }

    /** Proposition 4.1 holds for any series: even, growing without end, and one that always lies just outside of what is predicted. */
    @Test
    void missesStayWithinTheBoundWhateverTheSeries() {
        for (double gamma : new double[] {0.005, 0.05}) {
            for (int kind = 0; kind < 3; kind++) {
                var random = new SplittableRandom(kind);
                var scores = random.doubles(30).toArray();
                var level = AdaptiveLevel.of(0.1, gamma);
                int misses = 0;
                for (int t = 1; t <= 2_000; t++) {
                    double q = level.threshold(scores);
                    double score = kind == 0 ? random.nextDouble() : kind == 1 ? 1 + t : Math.clamp(q + 1, 0, 1e9);
                    boolean missed = score > q;
                    misses += missed ? 1 : 0;
                    scores[t % scores.length] = score;
                    level = level.after(missed);
                    assertThat(Math.abs(misses / (double) t - 0.1))
                            .isLessThanOrEqualTo(AdaptiveLevel.bound(0.1, gamma, t) + 1e-12);
                }
            }
        }
    }
}
