package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers as operands mean the same however many of them there are, whatever the type of the tensor. */
class NumbersTest {
    @Test
    void manyNumbersPushEachOtherOutAndStayRight() {
        Scope.run(() -> {
            var x = Tensor.of(DType.FLOAT64, new double[] {2});
            for (int i = 0; i < 2000; i++) {
                double number = i * 0.37 - 100;
                double other = number + 0.5;
                assertThat(x.mul(number).item()).isEqualTo(2 * number);
                assertThat(x.clamp(number, other).item()).isEqualTo(Math.clamp(2, number, other));
            }
        });
    }

    @Test
    void singleAndDoublePrecisionRoundAsJavaDoes() {
        Scope.run(() -> {
            assertThat(Tensor.of(1.0).add(0.1).item()).isEqualTo((double) (1f + 0.1f));
            assertThat(Tensor.of(DType.FLOAT64, new double[] {1}).add(0.1).item())
                    .isEqualTo(1.1);
            assertThat(Tensor.of(3.0).rdiv(1).item()).isEqualTo((double) (1f / 3f));
            assertThat(Tensor.of(3.0).rsub(0.1).item()).isEqualTo((double) (0.1f - 3f));
        });
    }

    @Test
    void otherTypesKeepTheirs() {
        Scope.run(() -> {
            var half = Tensor.of(1.0).to(DType.BFLOAT16);
            assertThat(half.mul(1.5).dtype()).isEqualTo(DType.BFLOAT16);
            // 0.1 itself, not its nearest bfloat16 0.10009765625, times 256 is 25.6, which rounds to 25.625.
            assertThat(half.mul(256).mul(0.1).item()).isEqualTo(25.625);
            assertThat(Tensor.of(new long[] {3}).rsub(1).dtype()).isEqualTo(DType.FLOAT32);
            assertThat(Tensor.of(new int[] {3}).mul(2).dtype()).isEqualTo(DType.INT32);
            assertThat(Tensor.of(1, 2).gt(1).toBooleans()).containsExactly(false, true);
        });
    }

    @Test
    void gradientsPassThem() {
        Scope.run(() -> {
            var x = Tensor.of(2, 4);
            var gradient = Autodiff.grad(() -> x.mul(3).add(1).rdiv(6).sum(), x).toDoubles();
            // d/dx 6 / (3 x + 1) = -18 / (3 x + 1)^2.
            assertThat(gradient[0]).isCloseTo(-18.0 / 49, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(gradient[1]).isCloseTo(-18.0 / 169, org.assertj.core.api.Assertions.within(1e-6));
        });
    }
}
