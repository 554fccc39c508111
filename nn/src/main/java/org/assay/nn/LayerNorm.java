package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * Zero mean and unit variance along the last dimension, then scale and shift: {@code [..., width]}. Ba et al. 2016.
 *
 * @param weight {@code [width]}
 * @param bias {@code [width]}
 */
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) implements Layer {
    public static LayerNorm of(int width) {
        return new LayerNorm(Tensor.ones(width).parameter(), Tensor.zeros(width).parameter(), 1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.layerNorm(weight, bias, epsilon);
    }
}
