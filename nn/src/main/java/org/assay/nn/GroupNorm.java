package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * Zero mean and unit variance over groups of channels of each example, then scale and shift of each channel:
 * {@code [batch, channel, ...]}. Wu and He 2018.
 *
 * @param weight {@code [channel]}
 * @param bias {@code [channel]}
 */
public record GroupNorm(Tensor weight, Tensor bias, int groups, double epsilon) implements Layer {
    public static GroupNorm of(int groups, int channels) {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels do not divide into " + groups + " groups.");
        }
        return new GroupNorm(
                Tensor.ones(channels).parameter(), Tensor.zeros(channels).parameter(), groups, 1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.groupNorm(groups, weight, bias, epsilon);
    }
}
