package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ColourMapTest {

    @Test
    void negativeIsBlueZeroWhiteAndPositiveRed() {
        Scope.run(() -> {
            var picture = ColourMap.diverging(Tensor.of(new float[] {-2, -0.25f, 0, 1}, 2, 2));
            assertThat(picture.shape()).containsExactly(3, 2, 2);
            assertThat(picture.toFloats()).containsExactly(0, 0.75f, 1, 1, 0, 0.75f, 1, 0, 1, 1, 1, 0);
        });
    }
}
