package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

class DistanceTransformTest {

    @Test
    void distancesFromOnePixelAreThoseOfPythagoras() {
        var marked = new boolean[12];
        marked[5] = true;
        assertThat(DistanceTransform.squared(marked, 3, 4)).containsExactly(2, 1, 2, 5, 1, 0, 1, 4, 2, 1, 2, 5);
    }

    @Test
    void theyAreThoseOfTryingAllMarkedPixels() {
        var rng = Rng.of(1);
        for (int trial = 0; trial < 60; trial++) {
            int height = 1 + rng.nextInt(15);
            int width = 1 + rng.nextInt(15);
            double share = trial % 3 == 0 ? 0.02 : 0.2;
            var marked = new boolean[height * width];
            for (int p = 0; p < marked.length; p++) {
                marked[p] = rng.nextDouble() < share;
            }
            var squares = DistanceTransform.squared(marked, height, width);
            for (int p = 0; p < marked.length; p++) {
                double nearest = Double.POSITIVE_INFINITY;
                for (int q = 0; q < marked.length; q++) {
                    int down = p / width - q / width;
                    int right = p % width - q % width;
                    nearest = marked[q] ? Math.min(nearest, down * down + right * right) : nearest;
                }
                assertThat(squares[p]).isEqualTo(nearest);
            }
        }
    }

    @Test
    void whereNothingIsMarkedTheDistanceIsInfinite() {
        assertThat(DistanceTransform.squared(new boolean[6], 2, 3)).containsOnly(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> DistanceTransform.squared(new boolean[5], 2, 3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("5 pixels");
    }
}
