package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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

    /** Directions at 0, 90 and 180 degrees; their partners at 10, 60 and 91, of any length. */
    @Test
    void viewsFindTheirPartners() {
        var first = directions(0, 90, 180);
        var second = directions(10, 60, 91).mul(Tensor.of(3, 0.1, 7).reshape(3, 1));
        // 0 and 10 find each other. 90 finds 91, and 91 finds 90; 60 finds 90, its partner; 180 finds 91, its partner.
        assertThat(Neighbours.partnersFound(first, second)).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(Neighbours.partnersFound(first, first)).isEqualTo(1);
        assertThatThrownBy(() -> Neighbours.partnersFound(first, directions(1, 2)))
                .hasMessageContaining("one size");
    }

    private static Tensor directions(double... degrees) {
        var angle = Tensor.of(degrees).mul(Math.PI / 180);
        return Tensor.stack(List.of(angle.cos(), angle.sin()), 1);
    }
}
