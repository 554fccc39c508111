package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * Divides by the root mean square along the last dimension, then scales: {@code [..., width]}. Zhang and Sennrich 2019.
 *
 * @param weight {@code [width]}
 */
public record RmsNorm(Tensor weight, double epsilon) implements Layer {
    public static RmsNorm of(int width) {
        return new RmsNorm(Tensor.ones(width).parameter(), 1e-6);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.rmsNorm(weight, epsilon);
    }
}
