package org.assay.nn.models;

import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A depthwise convolution, 7x7 as published, then a perceptron at every place, scaled and beside a shortcut, of {@code [batch, channel,
 * height, width]}. Liu et al. 2022, figure 4; named as the authors' code.
 *
 * @param gamma the scale of each channel {@code [channel]}
 */
public record ConvNextBlock(Conv2d dwconv, LayerNorm norm, Linear pwconv1, Linear pwconv2, Tensor gamma)
        implements Layer {
    private static final double SCALE = 1e-6;

    public static ConvNextBlock of(int channels, Rng rng) {
        return of(channels, 7, SCALE, rng);
    }

    /**
     * With another depthwise kernel and another scale at the start.
     *
     * @param kernel odd
     * @param scale of all channels; 1e-6 as published
     */
    public static ConvNextBlock of(int channels, int kernel, double scale, Rng rng) {
        return new ConvNextBlock(
                Conv2d.grouped(channels, channels, kernel, channels, rng),
                LayerNorm.of(channels),
                Linear.of(channels, 4 * channels, rng),
                Linear.of(4 * channels, channels, rng),
                Tensor.full(scale, channels).parameter());
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = norm.forward(dwconv.forward(x).permute(0, 2, 3, 1));
        h = pwconv2.forward(pwconv1.forward(h).gelu()).mul(gamma);
        return x.add(h.permute(0, 3, 1, 2));
    }
}
