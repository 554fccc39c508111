package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
    private final Rng rng = Rng.of(4);

    /** In one dimension there is one direction: 1, 2, 4 against 1, 3, 7 in order. */
    @Test
    void inOneDimensionItIsTheDistanceInOrder() {
        var a = Tensor.of(new float[] {4, 1, 2}, 3, 1);
        var b = Tensor.of(new float[] {3, 7, 1}, 3, 1);
        assertThat(SlicedWasserstein.distance(a, b, 5, rng)).isCloseTo(Math.sqrt((1 + 9) / 3.0), within(1e-9));
    }

    /** A shift in d dimensions is seen from a direction by its cosine, whose square is 1 / d in the mean. */
    @Test
    void aShiftCountsByItsDimensions() {
        var a = rng.normal(50, 3);
        assertThat(SlicedWasserstein.distance(a, a.add(2.0), 20_000, rng)).isCloseTo(2, within(0.03));
        assertThat(SlicedWasserstein.distance(a, a, 10, rng)).isZero();
        assertThatThrownBy(() -> SlicedWasserstein.distance(a, a.narrow(0, 0, 9), 10, rng))
                .hasMessageContaining("[50, 3] and [9, 3]");
    }
}
