package org.assay.studies.representations;

import java.util.List;
import org.assay.nn.Layer;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A function of the plane at some points, with its first and second derivatives.
 *
 * @param value {@code [points]}
 * @param gradient {@code [points, 2]}
 * @param laplacian {@code [points]}
 */
record Field(Tensor value, Tensor gradient, Tensor laplacian) {

    /** Values and derivatives, detached; {@code f} maps {@code [points, 2]} to {@code [points, 1]}. */
    static Field of(Layer f, Tensor points) {
        return Scope.call(() -> {
            var x = points.parameter();
            return new Field(
                    value(f, x).detach(),
                    gradient(f, x).detach(),
                    laplacian(f, x).detach());
        });
    }

    static Tensor value(Layer f, Tensor x) {
        return f.forward(x).squeeze(-1);
    }

    /** Differentiable again; {@code x} must ask for gradients. */
    static Tensor gradient(Layer f, Tensor x) {
        return Autodiff.grad(f.forward(x), List.of(x), true).getFirst();
    }

    /** The sum of the second derivatives along both axes, differentiable again; {@code x} must ask for gradients. */
    static Tensor laplacian(Layer f, Tensor x) {
        var gradient = gradient(f, x);
        var xx = Autodiff.grad(gradient.select(1, 0), List.of(x), true).getFirst();
        var yy = Autodiff.grad(gradient.select(1, 1), List.of(x), true).getFirst();
        return xx.select(1, 0).add(yy.select(1, 1));
    }
}
