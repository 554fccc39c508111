package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole numbers are multiplied and added without rounding: all ways to a linear map give the same digits. */
class ManyRowsTest {
    private int before;

    @BeforeEach
    void remember() {
        before = Native.settings().threads();
    }

    @AfterEach
    void restore() {
        Native.threads(before);
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(Arrays.equals(actual.toFloats(), expected.toFloats())).isTrue();
    }

    @Test
    void valuesAndGradientsOnSeveralThreads() {
        Scope.run(() -> {
            var rng = Rng.of(3);
            var x = rng.integers(-4, 5, 3, 700, 128).to(DType.FLOAT32);
            var weight = rng.integers(-4, 5, 192, 128).to(DType.FLOAT32);
            var bias = rng.integers(-4, 5, 192).to(DType.FLOAT32);
            var cotangent = rng.integers(-4, 5, 3, 700, 192).to(DType.FLOAT32);
            Native.threads(2);
            assertThat(ManyRows.fits(x.raw(), weight.raw())).isTrue();
            var y = x.linear(weight, bias);
            assertThat(y.shape()).containsExactly(3, 700, 192);
            same(y, x.matmul(weight.t()).add(bias));
            same(x.linear(weight), x.matmul(weight.t()));
            var gradients =
                    Autodiff.grad(() -> x.linear(weight, bias).mul(cotangent).sum(), List.of(x, weight, bias));
            var rows = cotangent.reshape(2100, 192);
            same(gradients.get(0), cotangent.matmul(weight));
            same(gradients.get(1), rows.t().matmul(x.reshape(2100, 128)));
            same(gradients.get(2), rows.sum(0));
        });
    }

    @Test
    void whatDoesNotFitIsSaidAsOtherwise() {
        Native.threads(2);
        Scope.run(() -> assertThatThrownBy(() -> Tensor.ones(2000, 128).linear(Tensor.ones(192, 100)))
                .isInstanceOf(TensorException.class)
                .hasMessage("linear of [2000, 128], [192, 100]: mat1 and mat2 shapes cannot be multiplied (2000x128 and"
                        + " 100x192)."));
    }
}
