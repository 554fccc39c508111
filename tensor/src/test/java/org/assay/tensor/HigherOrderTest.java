package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Second derivatives as research uses them. */
class HigherOrderTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private static Tensor vector(double... values) {
        return Tensor.of(DType.FLOAT64, values);
    }

    /** f(x, y) = (x^2 y, x + sin y). */
    private static Tensor function(Tensor in) {
        var x = in.select(0, 0);
        var y = in.select(0, 1);
        return Tensor.stack(x.square().mul(y), x.add(y.sin()));
    }

    @Test
    void jacobiansAndProductsWithThem() {
        Scope.run(() -> {
            var at = vector(3, 0.5);
            var expected = new double[] {3, 9, 1, Math.cos(0.5)};
            assertThat(Autodiff.jacobian(HigherOrderTest::function, at).toDoubles())
                    .containsExactly(expected, CLOSE);
            assertThat(Autodiff.jvp(HigherOrderTest::function, at, vector(2, -1))
                            .toDoubles())
                    .containsExactly(new double[] {-3, 2 - Math.cos(0.5)}, CLOSE);
            var leaf = at.parameter();
            assertThat(Autodiff.vjp(function(leaf), List.of(leaf), vector(2, -1))
                            .getFirst()
                            .toDoubles())
                    .containsExactly(new double[] {5, 18 - Math.cos(0.5)}, CLOSE);
            assertThat(at.requiresGrad()).isFalse();
        });
    }

    @Test
    void hessiansAndProductsWithThem() {
        Scope.run(() -> {
            UnaryOperator<Tensor> f = in -> in.select(0, 0).pow(3).mul(in.select(0, 1));
            var at = vector(2, 5);
            assertThat(Autodiff.hessian(f, at).toDoubles()).containsExactly(new double[] {60, 12, 12, 0}, CLOSE);
            assertThat(Autodiff.hvp(() -> f.apply(at), at, vector(1, 2)).toDoubles())
                    .containsExactly(new double[] {84, 12}, CLOSE);
        });
    }

    @Test
    void hessianProductsThroughAttention() {
        Scope.run(() -> {
            var rng = Rng.of(8);
            var x = rng.normal(1, 1, 3, 4).to(DType.FLOAT64);
            var direction = rng.normalLike(x);
            UnaryOperator<Tensor> loss = w -> w.causalAttention(w, w).square().sum();
            var product = Autodiff.hvp(() -> loss.apply(x), x, direction);
            var full = Autodiff.hessian(loss, x).reshape(12, 12).mv(direction.flatten());
            assertThat(product.flatten().toDoubles()).containsExactly(full.toDoubles(), CLOSE);
        });
    }

    @Test
    void theLaplacianOfASineNetworkTrainsItsWeights() {
        Scope.run(() -> {
            // u(x, y) = a sin(w . (x, y)): its Laplacian is -a |w|^2 sin(w . (x, y)).
            var w = vector(1.2, -0.7).parameter();
            var a = vector(1.5).parameter();
            var points = Rng.of(1).normal(5, 2).to(DType.FLOAT64).parameter();
            var u = points.mv(w).sin().mul(a);
            var first = Autodiff.grad(u, List.of(points), true).getFirst();
            var laplacian = Tensor.zeros(DType.FLOAT64, 5);
            for (int i = 0; i < 2; i++) {
                laplacian = laplacian.add(Autodiff.grad(first.select(1, i), List.of(points), true)
                        .getFirst()
                        .select(1, i));
            }
            var expected = u.mul(-(1.2 * 1.2 + 0.7 * 0.7));
            assertThat(laplacian.toDoubles()).containsExactly(expected.toDoubles(), CLOSE);
            var byAmplitude =
                    Autodiff.grad(laplacian, List.of(a), false).getFirst().item();
            assertThat(byAmplitude).isCloseTo(laplacian.sum().item() / 1.5, CLOSE);
        });
    }

    @Test
    void aGradientPenaltyHasAGradient() {
        Scope.run(() -> {
            // d(x) = tanh(w . x): the penalty (|dd/dx| - 1)^2 by w, against a difference quotient.
            var x = vector(0.4, -0.3);
            var w = vector(0.9, 1.1);
            double step = 1e-6;
            var gradient = Autodiff.grad(() -> penalty(w, x), w).toDoubles();
            for (int i = 0; i < 2; i++) {
                var shift = Tensor.zeros(DType.FLOAT64, 2);
                shift.select(0, i).fill_(step);
                double difference = (penalty(w.add(shift), x).item()
                                - penalty(w.sub(shift), x).item())
                        / (2 * step);
                assertThat(gradient[i]).isCloseTo(difference, within(1e-7));
            }
        });
    }

    private static Tensor penalty(Tensor w, Tensor x) {
        var input = x.parameter();
        var output = input.dot(w).tanh();
        return Autodiff.grad(output, List.of(input), true)
                .getFirst()
                .norm()
                .sub(1)
                .square();
    }

    @Test
    void aStepOfGradientDescentIsDifferentiable() {
        Scope.run(() -> {
            // w' = w - r 2 (w - c): the loss (w' - 1)^2 by w is 2 (w' - 1) (1 - 2 r).
            var w = vector(3).parameter();
            double r = 0.1;
            var inner = Autodiff.grad(w.sub(0.5).square(), List.of(w), true).getFirst();
            var stepped = w.sub(inner.mul(r));
            var outer =
                    Autodiff.grad(stepped.sub(1).square(), List.of(w), false).getFirst();
            double moved = 3 - r * 2 * 2.5;
            assertThat(outer.item()).isCloseTo(2 * (moved - 1) * (1 - 2 * r), CLOSE);
        });
    }

    @Test
    void jacobiansAreDifferentiableUnlessToldNot() {
        Scope.run(() -> {
            var w = vector(2, 3).parameter();
            UnaryOperator<Tensor> f = x -> x.mul(w).square();
            var jacobian = Autodiff.jacobian(f, vector(1, 1));
            assertThat(Autodiff.grad(jacobian.sum(), List.of(w), false)
                            .getFirst()
                            .toDoubles())
                    .containsExactly(8, 12);
            assertThat(Autodiff.noGrad(() -> Autodiff.jacobian(f, vector(1, 1))).requiresGrad())
                    .isFalse();
        });
    }
}
