package org.assay.nn.models;

import org.assay.nn.Conv2d;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** LeNet-5 as used today, with rectified units and max pooling: {@code [batch, channel, size, size]} to {@code [batch, class]}. After LeCun et al. 1998. */
public record LeNet(Conv2d conv1, Conv2d conv2, Linear fc1, Linear fc2, Linear fc3) implements Layer {

    /** For square images of {@code size} pixels, at least 12; 28 gives the published widths. */
    public static LeNet of(int channels, int size, int classes, Rng rng) {
        int side = (size / 2 - 4) / 2;
        if (side < 1) {
            throw new IllegalArgumentException("LeNet needs images of at least 12 x 12 pixels, not " + size + ".");
        }
        return new LeNet(
                Conv2d.of(channels, 6, 5, rng),
                Conv2d.of(6, 16, 5, rng).padding(0),
                Linear.of(16 * side * side, 120, rng),
                Linear.of(120, 84, rng),
                Linear.of(84, classes, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        return fc3.forward(features(x));
    }

    /** What the last layer reads: {@code [batch, 84]}. */
    public Tensor features(Tensor x) {
        var h = conv1.forward(x).relu().maxPool2d(2);
        h = conv2.forward(h).relu().maxPool2d(2).flatten(1, -1);
        return fc2.forward(fc1.forward(h).relu()).relu();
    }
}
