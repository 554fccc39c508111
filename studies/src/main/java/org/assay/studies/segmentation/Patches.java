package org.assay.studies.segmentation;

import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The predecessor: a classifier of the pixel in the middle of a window that slides over the picture. {@code [n, 1, height, width]} to
 * {@code [n, 2, height, width]}. Ciresan et al. 2012, much smaller.
 *
 * @param net windows {@code [window, 1, 17, 17]} to logits {@code [window, 2]}
 */
record Patches(Sequential net) implements Layer {
    private static final int SIZE = 17;
    private static final int SHOWN = 256;

    static Patches of(int width, Rng rng) {
        return new Patches(Sequential.of(
                Conv2d.of(1, width, 3, Init.kaimingNormal(), rng).padding(0),
                Tensor::relu,
                Pool.max(2),
                Conv2d.of(width, 2 * width, 3, Init.kaimingNormal(), rng).padding(0),
                Tensor::relu,
                Pool.max(2),
                h -> h.flatten(1, 3),
                Linear.of(2 * width * 2 * 2, 4 * width, Init.kaimingNormal(), rng),
                Tensor::relu,
                Linear.of(4 * width, 2, rng)));
    }

    private static Tensor windows(Tensor x) {
        long reach = SIZE / 2;
        return x.padReflect(reach, reach, reach, reach).unfold(2, SIZE, 1).unfold(3, SIZE, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
        long n = x.size(0);
        long height = x.size(2);
        long width = x.size(3);
        return net.forward(windows(x).reshape(-1, 1, SIZE, SIZE))
                .reshape(n, height, width, 2)
                .permute(0, 3, 1, 2);
    }

    /** The loss of some windows of the pictures, drawn evenly. */
    Tensor loss(Lesson lesson, Rng draws) {
        var pixels = draws.integers(0, lesson.targets().count(), SHOWN);
        var some = windows(lesson.pictures()).reshape(-1, 1, SIZE, SIZE).rows(pixels);
        return new Lesson(
                        some,
                        lesson.targets().flatten().rows(pixels),
                        lesson.weights().flatten().rows(pixels))
                .loss(net.forward(some));
    }
}
