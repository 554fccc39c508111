package org.assay.nn.models;

import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Multiplies each channel of {@code [batch, channel, height, width]} by a gate between 0 and 1, computed from the means of all channels. Hu et al. 2018, equations 2 to 4;
 * named as torchvision's.
 *
 * @param fc1 {@code [channel / reduction, channel]}
 * @param fc2 {@code [channel, channel / reduction]}
 */
public record SqueezeExcitation(Linear fc1, Linear fc2) implements Layer {

    /**
     * With weights and biases as in PyTorch.
     *
     * @param reduction by how much the layer in between is narrower; 16 as published
     */
    public static SqueezeExcitation of(int channels, int reduction, Rng rng) {
        if (reduction < 1 || channels < reduction) {
            throw new IllegalArgumentException("A gate of " + channels
                    + " channels needs a reduction from 1 to their number, not " + reduction + ".");
        }
        return new SqueezeExcitation(
                Linear.of(channels, channels / reduction, rng), Linear.of(channels / reduction, channels, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.mul(gate(x).unsqueeze(2).unsqueeze(3));
    }

    /** What each channel is multiplied by: {@code [batch, channel]}. */
    public Tensor gate(Tensor x) {
        return fc2.forward(fc1.forward(Pool.globalAverage(x)).relu()).sigmoid();
    }
}
