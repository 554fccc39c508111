package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AutodiffTest {
    @Test
    void gradOfAPolynomialToThirdOrder() {
        Scope.run(() -> {
            var x = Tensor.of(2).parameter();
            var y = x.mul(x).mul(x);
            var first = Autodiff.grad(y, List.of(x), true).getFirst();
            var second = Autodiff.grad(first, List.of(x), true).getFirst();
            var third = Autodiff.grad(second, List.of(x), false).getFirst();
            assertThat(first.item()).isEqualTo(12);
            assertThat(second.item()).isEqualTo(12);
            assertThat(third.item()).isEqualTo(6);
        });
    }

    @Test
    void leavesThatDidNotAskAreAskedAndLeftAsTheyWere() {
        Scope.run(() -> {
            var w = Tensor.of(3, 4);
            var gradient = Autodiff.grad(() -> w.square().sum(), w);
            assertThat(gradient.toDoubles()).containsExactly(6, 8);
            assertThat(w.requiresGrad()).isFalse();
        });
    }

    @Test
    void inputsThatDoNotMatterHaveZeroGradients() {
        Scope.run(() -> {
            var a = Tensor.of(1).parameter();
            var b = Tensor.of(1, 2).parameter();
            assertThat(Autodiff.grad(a.square(), List.of(a, b), false).get(1).toDoubles())
                    .containsExactly(0, 0);
        });
    }

    @Test
    void changesInPlaceAreRefusedWhereAGradientWouldBeLost() {
        Scope.run(() -> {
            var w = Tensor.of(1).parameter();
            assertThatThrownBy(() -> w.add_(1))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("add_ of [1]: a change in place has no gradient");
            Autodiff.noGrad(() -> w.add_(1));
            assertThat(w.item()).isEqualTo(2);
        });
    }
}
