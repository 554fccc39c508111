package org.assay.nn.models;

import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Grouped 1x1 convolutions around a depthwise 3x3 one, with channels shuffled between groups. At stride 2 the shortcut is
 * a mean over 3x3 windows, joined to the branch instead of added. Zhang et al. 2018 (ShuffleNet), figure 2.
 *
 * @param shuffled whether channels are shuffled; without, groups never mix inside the unit
 */
public record ShuffleUnit(
        Conv2d conv1,
        BatchNorm bn1,
        Conv2d depthwise,
        BatchNorm bn2,
        Conv2d conv3,
        BatchNorm bn3,
        int groups,
        boolean joins,
        boolean shuffled)
        implements Layer {
    private static final int BOTTLENECK = 4;

    /** Of {@code in} channels, giving {@code out}: as many at stride 1, more at stride 2. */
    public static ShuffleUnit of(int in, int out, int groups, int stride, Rng rng) {
        if (stride == 1 ? in != out : out <= in) {
            throw new IllegalArgumentException("A shuffle unit of stride " + stride + " cannot turn " + in
                    + " channels into " + out + ": they are equal at stride 1 and more at stride 2.");
        }
        int middle = out / BOTTLENECK;
        int branch = stride == 1 ? out : out - in;
        return new ShuffleUnit(
                Conv2d.grouped(in, middle, 1, groups, rng).unbiased(),
                BatchNorm.of(middle),
                Conv2d.grouped(middle, middle, 3, middle, rng).unbiased().stride(stride),
                BatchNorm.of(middle),
                Conv2d.grouped(middle, branch, 1, groups, rng).unbiased(),
                BatchNorm.of(branch),
                groups,
                stride == 2,
                true);
    }

    /** This unit without its shuffle. */
    public ShuffleUnit unshuffled() {
        return new ShuffleUnit(conv1, bn1, depthwise, bn2, conv3, bn3, groups, joins, false);
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = bn1.forward(conv1.forward(x)).relu();
        h = bn2.forward(depthwise.forward(shuffled ? shuffle(h, groups) : h));
        h = bn3.forward(conv3.forward(h));
        return joins
                ? Tensor.cat(List.of(x.avgPool2d(3, 2, 1), h), 1).relu()
                : h.add(x).relu();
    }

    /** Channels {@code [batch, channel, height, width]} dealt out so that each group gets some of every other: channel {@code g n + i} goes to {@code i groups + g}. */
    public static Tensor shuffle(Tensor x, int groups) {
        return x.unflatten(1, groups, x.size(1) / groups).transpose(1, 2).flatten(1, 2);
    }
}
