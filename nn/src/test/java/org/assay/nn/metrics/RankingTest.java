package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
    /** Every pair of a positive and a negative, ties one half. */
    private static double pairs(double[] scores, boolean[] positive) {
        double won = 0;
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    all++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return won / all;
    }

    @Test
    void areaIsTheShareOfPairsInOrder() {
        var random = new Random(1);
        for (int trial = 0; trial < 20; trial++) {
            var scores = new double[30];
            var positive = new boolean[30];
            for (int i = 0; i < 30; i++) {
                scores[i] = random.nextInt(12);
                positive[i] = i < 2 || (i > 3 && random.nextInt(3) == 0);
            }
            assertThat(Ranking.auroc(scores, positive)).isCloseTo(pairs(scores, positive), within(1e-12));
        }
    }

    @Test
    void averagePrecisionByHand() {
        // Ranks of the positives: 1, 3 and 4, so precisions 1, 2/3 and 3/4.
        var scores = new double[] {9, 8, 7, 6, 5};
        var positive = new boolean[] {true, false, true, true, false};
        assertThat(Ranking.averagePrecision(scores, positive)).isCloseTo((1 + 2 / 3.0 + 0.75) / 3, within(1e-12));
        // A tie over everything gives the base rate.
        assertThat(Ranking.averagePrecision(new double[5], positive)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void falsePositivesAtARecall() {
        var scores = new double[] {9, 8, 7, 6, 5, 4};
        var positive = new boolean[] {true, false, true, true, false, false};
        assertThat(Ranking.falsePositiveRateAt(1, scores, positive)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(Ranking.falsePositiveRateAt(0.3, scores, positive)).isZero();
    }

    @Test
    void oneKindAloneHasNoArea() {
        assertThat(Ranking.auroc(new double[] {1, 2}, new boolean[] {true, true}))
                .isNaN();
        assertThatThrownBy(() -> Ranking.auroc(new double[] {1, Double.NaN}, new boolean[] {true, false}))
                .hasMessage("A score is NaN: scores must be numbers to be ranked.");
        assertThatThrownBy(() -> Ranking.auroc(new double[] {1}, new boolean[] {true, false}))
                .hasMessage("There are 1 scores but 2 labels: one is needed for each.");
    }
}
