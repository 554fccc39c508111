package org.assay.studies.uncertainty;

import java.util.ArrayList;
import java.util.List;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.nn.models.BasicBlock;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A network of which scores read two places: {@code [batch, channel, side, side]} to penultimate activations {@code [batch, d]}, none of them
 * negative, and from there to logits {@code [batch, class]}.
 */
record Classifier(Sequential body, Linear head) implements Layer {

    private static final int WIDE = 256;

    /** What the body is made of. */
    enum Network {
        /** Two hidden layers of 128 units. */
        PERCEPTRON,
        /** Normalised convolutions of 32 and 64 channels, each with stride 2, and of 256 channels by single pixels. */
        CONVOLUTIONS,
        /** A stem of stride 2, residual blocks of 16, 32 and 64 channels, then 256 channels by single pixels. */
        RES8,
        /** ResNet-18 for small images: 512 activations. */
        RESNET18
    }

    static Classifier of(Network network, int channels, int side, int classes, Rng rng) {
        return switch (network) {
            case PERCEPTRON -> {
                int in = channels * side * side;
                var body = Sequential.of(
                        x -> x.flatten(1, -1),
                        Linear.of(in, 128, rng),
                        Tensor::relu,
                        Linear.of(128, 128, rng),
                        Tensor::relu);
                yield new Classifier(body, Linear.of(128, classes, rng));
            }
            case CONVOLUTIONS -> {
                var layers = new ArrayList<Layer>();
                layers.add(Tensor::channelsLast);
                normalised(layers, channels, 32, 3, 2, rng);
                normalised(layers, 32, 64, 3, 2, rng);
                normalised(layers, 64, WIDE, 1, 1, rng);
                layers.add(Pool::globalAverage);
                yield new Classifier(new Sequential(layers), Linear.of(WIDE, classes, rng));
            }
            case RES8 -> residual(new int[] {1, 1, 1}, 16, 2, WIDE, channels, classes, rng);
            case RESNET18 -> residual(new int[] {2, 2, 2, 2}, 64, 1, 0, channels, classes, rng);
        };
    }

    /** Stages of blocks whose width doubles, after a stem with a stride; {@code wide} channels at their end where it is not 0. */
    private static Classifier residual(
            int[] blocks, int width, int stride, int wide, int channels, int classes, Rng rng) {
        var layers = new ArrayList<Layer>();
        layers.add(Tensor::channelsLast);
        normalised(layers, channels, width, 3, stride, rng);
        int in = width;
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int i = 0; i < blocks[stage]; i++) {
                layers.add(BasicBlock.of(in, width << stage, i == 0 && stage > 0 ? 2 : 1, rng));
                in = width << stage;
            }
        }
        if (wide > 0) {
            normalised(layers, in, wide, 1, 1, rng);
            in = wide;
        }
        layers.add(Pool::globalAverage);
        return new Classifier(new Sequential(layers), Linear.of(in, classes, rng));
    }

    private static void normalised(List<Layer> layers, int in, int out, int kernel, int stride, Rng rng) {
        layers.add(Conv2d.of(in, out, kernel, Init.kaimingNormalFanOut(), rng)
                .unbiased()
                .stride(stride));
        layers.add(BatchNorm.of(out));
        layers.add(Tensor::relu);
    }

    @Override
    public Tensor forward(Tensor x) {
        return head.forward(body.forward(x));
    }
}
