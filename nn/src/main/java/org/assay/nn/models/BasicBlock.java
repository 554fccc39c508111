package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Two 3x3 convolutions beside a shortcut, a projection where the shape changes. He et al. 2016, figure 5 left.
 *
 * @param se gates of the channels before the addition. Hu et al. 2018, figure 3
 */
public record BasicBlock(
        Conv2d conv1,
        BatchNorm bn1,
        Conv2d conv2,
        BatchNorm bn2,
        Optional<Sequential> downsample,
        Optional<SqueezeExcitation> se)
        implements Layer {

    public static BasicBlock of(int in, int out, int stride, Rng rng) {
        return new BasicBlock(
                Convolutions.plain(in, out, 3, rng).stride(stride),
                BatchNorm.of(out),
                Convolutions.plain(out, out, 3, rng),
                BatchNorm.of(out),
                Convolutions.shortcut(in, out, stride, rng),
                Optional.empty());
    }

    /** This block, sharing its weights, with the last scale at 0, so that it starts as its shortcut. Goyal et al. 2017, section 5.1. */
    public BasicBlock zeroed() {
        return new BasicBlock(conv1, bn1, conv2, bn2.zeroed(), downsample, se);
    }

    /** This block, sharing its weights, with gates before the addition. */
    public BasicBlock gated(SqueezeExcitation gates) {
        return new BasicBlock(conv1, bn1, conv2, bn2, downsample, Optional.of(gates));
    }

    /** The convolutions of this block alone, sharing their weights: as in a network without shortcuts. */
    public Sequential withoutShortcut() {
        return Sequential.of(conv1, bn1, Tensor::relu, conv2, bn2, Tensor::relu);
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = bn1.forward(conv1.forward(x)).relu();
        h = bn2.forward(conv2.forward(h));
        h = se.isPresent() ? se.get().forward(h) : h;
        return h.add(downsample.isPresent() ? downsample.get().forward(x) : x).relu();
    }
}
