package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CustomGradientTest {
    /** The square root of the sum of a and twice b, with its gradient written out. */
    private static Tensor root(Tensor a, Tensor b) {
        return Autodiff.custom(
                inputs -> inputs.get(0).add(inputs.get(1), 2).sqrt(),
                (inputs, output, cotangent) -> {
                    var common =
                            cotangent.div(inputs.get(0).add(inputs.get(1), 2).sqrt());
                    return List.of(common.mul(0.5), common);
                },
                List.of(a, b));
    }

    @Test
    void valueAndGradientAreWhatJavaSays() {
        Scope.run(() -> {
            var a = Tensor.of(DType.FLOAT64, new double[] {1, 7}).parameter();
            var b = Tensor.of(DType.FLOAT64, new double[] {4, 1}).parameter();
            var y = root(a, b);
            assertThat(y.toDoubles()).containsExactly(3, 3);
            var gradients = Autodiff.grad(y.mul(Tensor.of(DType.FLOAT64, new double[] {6, 12})), List.of(a, b), false);
            assertThat(gradients.get(0).toDoubles()).containsExactly(1, 2);
            assertThat(gradients.get(1).toDoubles()).containsExactly(2, 4);
        });
    }

    @Test
    void secondDerivativesGoThroughTheBackwardPass() {
        Scope.run(() -> {
            var a = Tensor.of(DType.FLOAT64, new double[] {2}).parameter();
            var b = Tensor.of(DType.FLOAT64, new double[] {1}).parameter();
            var first = Autodiff.grad(root(a, b), List.of(a), true).getFirst();
            assertThat(first.item()).isEqualTo(0.25);
            // d/da of (a + 2b)^-1/2 / 2 is -(a + 2b)^-3/2 / 4.
            assertThat(Autodiff.grad(first, List.of(a), false).getFirst().item())
                    .isEqualTo(-1.0 / 32);
        });
    }

    @Test
    void infiniteInputsDoNotDisturbTheValue() {
        Scope.run(() -> {
            var x = Tensor.of(Double.POSITIVE_INFINITY, 1).parameter();
            var y = Autodiff.custom(in -> in.getFirst().clamp(0, 2), (in, _, g) -> List.of(g), List.of(x));
            assertThat(y.toDoubles()).containsExactly(2, 1);
            assertThat(Autodiff.grad(y, List.of(x), false).getFirst().toDoubles())
                    .containsExactly(1, 1);
        });
    }

    @Test
    void outlivesTheScopeItWasMadeIn() {
        Scope.run(() -> {
            var x = Tensor.of(3).parameter();
            var y = Scope.call(() -> Scope.call(() -> Autodiff.custom(
                    in -> in.getFirst().square(),
                    (in, _, g) -> List.of(in.getFirst().mul(g).mul(2)),
                    List.of(x.mul(2)))));
            assertThat(y.item()).isEqualTo(36);
            assertThat(Autodiff.grad(y, List.of(x), false).getFirst().item()).isEqualTo(24);
        });
    }

    @Test
    void manyStepsLeaveNothingBehind() {
        Scope.run(() -> {
            var x = Tensor.ones(1000).parameter();
            long tensors = Scope.liveTensors();
            for (int step = 0; step < 300; step++) {
                Scope.run(() -> {
                    var y = root(x, x);
                    for (int i = 0; i < 3; i++) {
                        y = root(y, y);
                    }
                    assertThat(Autodiff.grad(y, List.of(x), false)).hasSize(1);
                });
            }
            assertThat(CustomGradient.living()).isZero();
            // What earlier tests left outside scopes may go meanwhile.
            assertThat(Scope.liveTensors()).isLessThanOrEqualTo(tensors);
        });
    }

    @Test
    void failuresInTheBackwardPassArriveAsTheyWereThrown() {
        Scope.run(() -> {
            var x = Tensor.of(1, 2).parameter();
            var wrong = Autodiff.custom(in -> in.getFirst().neg(), (_, _, _) -> List.of(Tensor.ones(3)), List.of(x));
            assertThatThrownBy(() -> Autodiff.grad(wrong, List.of(x), false))
                    .isInstanceOf(TensorException.class)
                    .hasMessage("custom gradient of [3], [2]: the gradient of an input has the input's shape.");
            var failing = Autodiff.custom(
                    in -> in.getFirst().neg(),
                    (_, _, _) -> {
                        throw new ArithmeticException("on purpose");
                    },
                    List.of(x));
            assertThatThrownBy(() -> Autodiff.grad(failing, List.of(x), false))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("on purpose");
        });
    }

    @Test
    void checkpointsComputeAgainWithTheSameResult() {
        Scope.run(() -> {
            var rng = Rng.of(1);
            var layers = List.of(rng.normal(8, 8).parameter(), rng.normal(8, 8).parameter(), rng.normal(4, 8));
            var calls = new AtomicInteger();
            java.util.function.Function<List<Tensor>, Tensor> network = parts -> {
                calls.incrementAndGet();
                return parts.get(2)
                        .matmul(parts.get(0))
                        .tanh()
                        .matmul(parts.get(1))
                        .tanh();
            };
            var plain = Autodiff.grad(() -> network.apply(layers).square().sum(), layers);
            calls.set(0);
            var checked = Autodiff.grad(
                    () -> Autodiff.checkpoint(network, layers).square().sum(), layers);
            assertThat(calls).hasValue(2);
            for (int i = 0; i < layers.size(); i++) {
                assertThat(checked.get(i).toDoubles())
                        .containsExactly(plain.get(i).toDoubles());
            }
        });
    }

    @Test
    void checkpointsCanBeDifferentiatedTwice() {
        Scope.run(() -> {
            var x = Tensor.of(DType.FLOAT64, new double[] {2}).parameter();
            var y = Autodiff.checkpoint(in -> in.mul(in).mul(in), x);
            var first = Autodiff.grad(y, List.of(x), true).getFirst();
            assertThat(Autodiff.grad(first, List.of(x), false).getFirst().item())
                    .isEqualTo(12);
        });
    }
}
