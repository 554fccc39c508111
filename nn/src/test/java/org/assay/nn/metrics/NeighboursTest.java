package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private final Rng rng = Rng.of(2);

    @Test
    void samplesApartAreToldApart() {
        var a = Tensor.of(new double[] {0, 1, 2}, 3, 1);
        var b = Tensor.of(new double[] {10, 11, 12}, 3, 1);
        assertThat(Neighbours.twoSampleAccuracy(a, b)).isEqualTo(1);
        // Each has its copy beside it in the other sample.
        assertThat(Neighbours.twoSampleAccuracy(a, a.add(0.1))).isZero();
        // 0 and 9 have their nearest in the other sample, 1.2 and 5; the other four do not.
        var c = Tensor.of(new double[] {0, 4, 5}, 3, 1);
        var d = Tensor.of(new double[] {1.2, 2, 9}, 3, 1);
        assertThat(Neighbours.twoSampleAccuracy(c, d)).isCloseTo(4 / 6.0, within(1e-12));
    }

    @Test
    void samplesOfOneDistributionAreNot() {
        // Four deviations of a share of 1,000.
        assertThat(Neighbours.twoSampleAccuracy(rng.normal(500, 3), rng.normal(500, 3)))
                .isCloseTo(0.5, within(0.064));
        assertThatThrownBy(() -> Neighbours.twoSampleAccuracy(rng.normal(5, 3), rng.normal(4, 3)))
                .hasMessageContaining("one size");
    }

    @Test
    void distancesToTheNearest() {
        var to = Tensor.of(new double[] {0, 0, 3, 4}, 2, 2);
        assertThat(Neighbours.distances(Tensor.of(new double[] {3, 3, 0, 2}, 2, 2), to)
                        .toDoubles())
                .containsExactly(new double[] {1, 2}, within(1e-6));
    }
}
