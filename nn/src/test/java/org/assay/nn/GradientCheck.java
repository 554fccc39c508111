package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Gradients against central differences along random directions, in double precision. */
public final class GradientCheck {
    private static final double STEP = 1e-6;

    private GradientCheck() {}

    /** A layer in double precision, and its gradients with respect to its parameters and its input. */
    public static void of(Layer layer, long... shape) {
        var doubles = doubles(layer);
        var x = Rng.of(17).normal(shape).to(DType.FLOAT64).parameter();
        var all = new ArrayList<>(Tree.parameters(doubles));
        all.add(x);
        of(() -> doubles.forward(x), all);
    }

    /** A function's gradients with respect to leaves it reads. */
    public static void of(Supplier<Tensor> function, List<Tensor> leaves) {
        Scope.run(() -> {
            var rng = Rng.of(99);
            var weights = rng.normalLike(Autodiff.noGrad(function));
            Supplier<Tensor> scalar = () -> function.get().mul(weights).sum();
            var gradients = Autodiff.grad(scalar.get(), leaves, false);
            for (int i = 0; i < leaves.size(); i++) {
                var leaf = leaves.get(i);
                var direction = rng.normalLike(leaf);
                double expected = Autodiff.noGrad(() -> {
                    leaf.add_(direction, STEP);
                    double above = scalar.get().item();
                    leaf.add_(direction, -2 * STEP);
                    double below = scalar.get().item();
                    leaf.add_(direction, STEP);
                    return (above - below) / (2 * STEP);
                });
                double found = gradients.get(i).mul(direction).sum().item();
                assertThat(found)
                        .as("leaf %d of shape %s", i, java.util.Arrays.toString(leaf.shape()))
                        .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        });
    }

    /** A tree in double precision. */
    public static <T> T doubles(T tree) {
        return Tree.map(tree, tensor -> {
            if (!tensor.dtype().isFloating()) {
                return tensor;
            }
            var wide = tensor.detach().to(DType.FLOAT64);
            return tensor.requiresGrad() ? wide.parameter() : wide;
        });
    }
}
