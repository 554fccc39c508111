package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;

/** Compares gradients with central differences along random directions, in 64 bits. */
final class Gradients {
    private static final double STEP = 1e-5;

    private Gradients() {}

    /** First derivatives of a function of several tensors, and second ones where asked. */
    static void check(Function<List<Tensor>, Tensor> function, List<Tensor> at, boolean second, Rng rng) {
        Scope.run(() -> {
            var inputs = at.stream().map(Tensor::parameter).toList();
            var output = function.apply(inputs);
            assertThat(output.dtype()).isEqualTo(DType.FLOAT64);
            assertThat(output.requiresGrad())
                    .as("the result carries a gradient")
                    .isTrue();
            var weight = rng.normalLike(output);
            Function<List<Tensor>, Tensor> loss =
                    values -> function.apply(values).mul(weight).sum();
            var directions = inputs.stream().map(rng::normalLike).toList();

            var gradient = Autodiff.grad(loss.apply(inputs), inputs, second);
            double slope = inner(gradient, directions).item();
            double ahead = loss.apply(moved(inputs, directions, STEP)).item();
            double behind = loss.apply(moved(inputs, directions, -STEP)).item();
            agree("first derivative", slope, (ahead - behind) / (2 * STEP));

            if (second) {
                var others = inputs.stream().map(rng::normalLike).toList();
                var curvature = Autodiff.grad(inner(gradient, directions), inputs, false);
                double bend = inner(curvature, others).item();
                double slopeAhead = slope(loss, moved(inputs, others, STEP), directions);
                double slopeBehind = slope(loss, moved(inputs, others, -STEP), directions);
                agree("second derivative", bend, (slopeAhead - slopeBehind) / (2 * STEP));
            }
        });
    }

    private static double slope(Function<List<Tensor>, Tensor> loss, List<Tensor> at, List<Tensor> directions) {
        var inputs = at.stream().map(Tensor::parameter).toList();
        return inner(Autodiff.grad(loss.apply(inputs), inputs, false), directions)
                .item();
    }

    private static List<Tensor> moved(List<Tensor> inputs, List<Tensor> directions, double step) {
        return java.util.stream.IntStream.range(0, inputs.size())
                .mapToObj(i -> inputs.get(i).detach().add(directions.get(i), step))
                .toList();
    }

    private static Tensor inner(List<Tensor> a, List<Tensor> b) {
        var sum = Tensor.zeros(DType.FLOAT64);
        for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).mul(b.get(i)).sum());
        }
        return sum;
    }

    private static void agree(String what, double exact, double difference) {
        assertThat(exact).as(what).isCloseTo(difference, within(2e-5 * (1 + Math.abs(difference))));
    }
}
