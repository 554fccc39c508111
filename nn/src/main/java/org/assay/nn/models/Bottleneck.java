package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** A 3x3 convolution between two 1x1 ones, the last of which widens four times. He et al. 2016, figure 5 right; the stride lies at the 3x3, as in torchvision. */
public record Bottleneck(
        Conv2d conv1,
        BatchNorm bn1,
        Conv2d conv2,
        BatchNorm bn2,
        Conv2d conv3,
        BatchNorm bn3,
        Optional<Sequential> downsample)
        implements Layer {
    /** The width of what it gives over the width inside. */
    public static final int EXPANSION = 4;

    public static Bottleneck of(int in, int width, int stride, Rng rng) {
        return new Bottleneck(
                Convolutions.plain(in, width, 1, rng),
                BatchNorm.of(width),
                Convolutions.plain(width, width, 3, rng).stride(stride),
                BatchNorm.of(width),
                Convolutions.plain(width, EXPANSION * width, 1, rng),
                BatchNorm.of(EXPANSION * width),
                Convolutions.shortcut(in, EXPANSION * width, stride, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = bn1.forward(conv1.forward(x)).relu();
        h = bn2.forward(conv2.forward(h)).relu();
        h = bn3.forward(conv3.forward(h));
        return h.add(downsample.isPresent() ? downsample.get().forward(x) : x).relu();
    }
}
