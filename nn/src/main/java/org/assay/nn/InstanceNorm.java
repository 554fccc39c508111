package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * Zero mean and unit variance of each channel of each example, then scale and shift: {@code [batch, channel, ...]} with
 * at least one spatial dimension. Ulyanov et al. 2016.
 *
 * @param weight {@code [channel]}
 * @param bias {@code [channel]}
 */
public record InstanceNorm(Tensor weight, Tensor bias, double epsilon) implements Layer {
    public static InstanceNorm of(int channels) {
        return new InstanceNorm(
                Tensor.ones(channels).parameter(), Tensor.zeros(channels).parameter(), 1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.instanceNorm(weight, bias, epsilon);
    }
}
