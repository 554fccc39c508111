package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForeachTest {
    @Test
    void eachTensorIsChangedByItsCounterpart() {
        var a = List.of(Tensor.of(1, 2), Tensor.of(3.0));
        Foreach.add_(a, List.of(Tensor.of(10, 20), Tensor.of(30.0)), 0.5);
        assertThat(a.get(0).toDoubles()).containsExactly(6, 12);
        assertThat(a.get(1).toDoubles()).containsExactly(18);
        Foreach.lerp_(a, List.of(Tensor.of(0, 0), Tensor.of(0.0)), 0.25);
        assertThat(a.get(0).toDoubles()).containsExactly(4.5, 9);
        Foreach.mul_(a, 2);
        assertThat(a.get(1).item()).isEqualTo(27);
        Foreach.copy_(a, List.of(Tensor.of(3, 4), Tensor.of(12.0)));
        assertThat(Foreach.norm(a).item()).isCloseTo(13, within(1e-6));
        assertThat(Foreach.mul(a, -1).get(0).toDoubles()).containsExactly(-3, -4);
        var product = Foreach.mul(a, List.of(Tensor.of(0, 5), Tensor.of(0.5)));
        assertThat(product.get(0).toDoubles()).containsExactly(0, 20);
        assertThat(a.get(0).toDoubles()).containsExactly(3, 4);
        Foreach.mul_(a, product);
        assertThat(a.get(0).toDoubles()).containsExactly(0, 80);
        assertThat(a.get(1).item()).isEqualTo(72);
    }

    @Test
    void gradientsLyingOtherwiseInMemoryAreReadInOrder() {
        var weight = Tensor.zeros(2, 3);
        var gradient = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2).t();
        Foreach.sgd(List.of(weight), List.of(gradient), List.of(), 1, 0, false, 0, true);
        assertThat(weight.toDoubles()).containsExactly(-1, -3, -5, -2, -4, -6);
    }

    @Test
    void aParameterThatIsAPartOfAnotherTensorIsRefused() {
        var part = Tensor.zeros(3, 4).narrow(1, 0, 2);
        assertThatThrownBy(
                        () -> Foreach.sgd(List.of(part), List.of(Tensor.ones(3, 2)), List.of(), 1, 0, false, 0, true))
                .hasMessage("optimiser step of [3, 2]: a parameter must fill its memory: take a copy() of the view.");
    }
}
