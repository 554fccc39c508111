package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MixingTest {
    private static final int N = 40;

    /** Picture i is i everywhere and of a class of its own, so that the label tells the share of each. */
    private static Examples batch() {
        var numbers = Tensor.arange(N);
        return new Examples(
                numbers.to(DType.FLOAT32).reshape(N, 1, 1, 1).expand(N, 2, 6, 5).contiguous(),
                Mixing.oneHot(numbers, N));
    }

    @Test
    void mixupMixesPicturesAndLabelsByOneShare() {
        var mixed = Mixing.mixup(batch(), 1, Rng.of(3));
        var expected = mixed.labels().mv(Tensor.arange(0, N, 1));
        assertThat(mixed.labels().sum(1).toFloats())
                .usingComparatorWithPrecision(1e-5f)
                .containsOnly(1);
        assertThat(mixed.inputs().select(1, 0).select(1, 0).select(1, 0).allClose(expected, 1e-5, 1e-4))
                .isTrue();
        var shares = mixed.labels().max(1).values();
        assertThat(shares.min().item()).isLessThan(1);
        assertThatThrownBy(() -> Mixing.mixup(new Examples(Tensor.arange(3), Tensor.arange(3)), 1, Rng.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Mixing.oneHot");
    }

    @Test
    void theShareOfMixupHasTheMomentsOfBeta() {
        var rng = Rng.of(5);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 2000; i++) {
            double lambda = Mixing.mixup(new Examples(Tensor.of(1.0, 0.0), Tensor.of(1.0, 0.0)), 0.4, rng)
                    .labels()
                    .max()
                    .item();
            sum += lambda;
            squares += (lambda - 0.5) * (lambda - 0.5);
        }
        // max(lambda, 1 - lambda) or 1 when a permutation of two leaves them: E (lambda - 1/2)^2 = 1 / (4 (2 alpha +
        // 1)) / 1.
        assertThat(squares / 2000).isCloseTo((0.25 + 1 / (4 * 1.8)) / 2, within(0.01));
        assertThat(sum / 2000).isBetween(0.8, 1.0);
    }

    @Test
    void cutmixPastesARectangleAndLabelsBySharesOfPixels() {
        var rng = Rng.of(4);
        for (int round = 0; round < 20; round++) {
            var mixed = Mixing.cutmix(batch(), 1, rng);
            var labels = mixed.labels();
            var pixels = mixed.inputs();
            for (int i = 0; i < N; i++) {
                var own = pixels.narrow(0, i, 1).eq((double) i).to(DType.FLOAT32);
                double kept = own.mean().item();
                assertThat(labels.narrow(0, i, 1).narrow(1, i, 1).item()).isCloseTo(kept, within(1e-5));
                assertThat(labels.narrow(0, i, 1).sum().item()).isCloseTo(1, within(1e-5));
            }
        }
    }
}
