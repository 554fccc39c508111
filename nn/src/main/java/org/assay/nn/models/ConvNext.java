package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.tensor.Inline;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Stages of ConvNeXt blocks, {@code [batch, channel, height, width]} to {@code [batch, class]}: patches that do not overlap, then blocks; a normalisation and a convolution of
 * stride 2 between stages. Liu et al. 2022, figure 4 and table 9; named as the authors' code.
 *
 * @param downsampleLayers what stands before each stage
 */
public record ConvNext(List<Sequential> downsampleLayers, List<Sequential> stages, LayerNorm norm, Linear head)
        implements Layer {

    /** Normalises the channels of every place of {@code [batch, channel, height, width]}. */
    record ChannelNorm(@Inline LayerNorm norm) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return norm.forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
        }
    }

    /**
     * Convolutions and matrices start from a normal distribution of deviation 0.02 cut off at two deviations, biases at 0.
     *
     * @param patch side of the first patches; 4 as published, smaller for small images
     * @param kernel of depthwise convolutions; 7 as published
     * @param scale of each block at its start; 1e-6 as published, more for few blocks and steps
     * @param widths channels of each stage
     * @param depths blocks of each stage
     */
    public static ConvNext of(
            int channels, int patch, int kernel, double scale, int[] widths, int[] depths, int classes, Rng rng) {
        if (widths.length != depths.length) {
            throw new IllegalArgumentException(
                    "Stages have a width and a depth each: there are " + widths.length + " and " + depths.length + ".");
        }
        var init = Init.truncatedNormal(0.02);
        var before = new ArrayList<Sequential>();
        var stages = new ArrayList<Sequential>();
        int in = channels;
        for (int stage = 0; stage < widths.length; stage++) {
            int width = widths[stage];
            before.add(
                    stage == 0
                            ? Sequential.of(patches(in, width, patch, init, rng), channelNorm(width))
                            : Sequential.of(channelNorm(in), patches(in, width, 2, init, rng)));
            var blocks = new ArrayList<Layer>();
            for (int i = 0; i < depths[stage]; i++) {
                blocks.add(started(ConvNextBlock.of(width, kernel, scale, rng), init, rng));
            }
            stages.add(new Sequential(blocks));
            in = width;
        }
        return new ConvNext(
                Collections.unmodifiableList(before),
                Collections.unmodifiableList(stages),
                LayerNorm.of(in),
                init.over(Linear.of(in, classes, rng), rng));
    }

    private static Conv2d patches(int in, int out, int side, Init init, Rng rng) {
        return Conv2d.of(in, out, side, init, rng).stride(side).padding(0);
    }

    private static ChannelNorm channelNorm(int width) {
        return new ChannelNorm(new LayerNorm(
                Tensor.ones(width).parameter(), Tensor.zeros(width).parameter(), 1e-6));
    }

    private static ConvNextBlock started(ConvNextBlock block, Init init, Rng rng) {
        var plain = init.over(block, rng);
        var depthwise = plain.dwconv();
        return new ConvNextBlock(
                new Conv2d(init.parameter(rng, depthwise.weight().shape()), depthwise.bias(), depthwise.how()),
                plain.norm(),
                plain.pwconv1(),
                plain.pwconv2(),
                plain.gamma());
    }

    @Override
    public Tensor forward(Tensor x) {
        return head.forward(features(x));
    }

    /** What the last layer reads: {@code [batch, width]}. */
    public Tensor features(Tensor x) {
        var h = x.channelsLast();
        for (int stage = 0; stage < stages.size(); stage++) {
            h = stages.get(stage).forward(downsampleLayers.get(stage).forward(h));
        }
        return norm.forward(Pool.globalAverage(h));
    }
}
