package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

class RandScoreTest {

    /**
     * Two objects of two pixels each, predicted as one of four: p = (1/2, 1/2), s = 1, t = (1/2, 1/2), so (1/4 + 1/4) over (1 + 1/2) / 2. Pixels outside do not
     * count.
     */
    @Test
    void aMergeOfTwoEqualObjectsScoresTwoThirds() {
        assertThat(RandScore.foreground(new int[] {5, 5, 5, 5, 5, 7}, new int[] {1, 1, 2, 2, 0, 0}))
                .isCloseTo(2 / 3.0, within(1e-12));
        assertThat(RandScore.foreground(new int[] {9, 9, 3, 3, 3, 0}, new int[] {1, 1, 2, 2, 0, 0}))
                .isEqualTo(1);
    }

    /** One object of four pixels, of which one is missed: p = s = (3/4, 1/4) and t = 1. */
    @Test
    void aMissedPixelIsAnObjectOfItsOwn() {
        double squares = 9 / 16.0 + 1 / 16.0;
        assertThat(RandScore.foreground(new int[] {2, 2, 2, 0}, new int[] {1, 1, 1, 1}))
                .isCloseTo(squares / (squares / 2 + 0.5), within(1e-12));
    }

    /** Of all ordered pairs of pixels, a pixel with itself included, those together in both, over the mean of those together in each. */
    @Test
    void theScoreIsThatOfCountingPairs() {
        var rng = Rng.of(4);
        for (int trial = 0; trial < 30; trial++) {
            int n = 2 + rng.nextInt(40);
            var predicted = new int[n];
            var truth = new int[n];
            for (int p = 0; p < n; p++) {
                predicted[p] = rng.nextInt(4);
                truth[p] = p == 0 ? 1 : rng.nextInt(4);
            }
            int both = 0;
            int either = 0;
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    if (truth[p] > 0 && truth[q] > 0) {
                        boolean found = p == q || (predicted[p] > 0 && predicted[p] == predicted[q]);
                        boolean real = truth[p] == truth[q];
                        both += found && real ? 1 : 0;
                        either += (found ? 1 : 0) + (real ? 1 : 0);
                    }
                }
            }
            assertThat(RandScore.foreground(predicted, truth)).isCloseTo(2.0 * both / either, within(1e-12));
        }
    }

    @Test
    void emptyTruthsAreRefused() {
        assertThatThrownBy(() -> RandScore.foreground(new int[] {1}, new int[] {0}))
                .hasMessageContaining("all pixels are outside");
    }
}
