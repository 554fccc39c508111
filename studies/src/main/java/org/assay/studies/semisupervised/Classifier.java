package org.assay.studies.semisupervised;

import java.util.ArrayList;
import org.assay.data.Examples;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.nn.metrics.Classification;
import org.assay.nn.models.PreActResNet;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Networks from pictures {@code [picture, channel, height, width]} to logits {@code [picture, class]}. */
final class Classifier {
    private static final double SLOPE = 0.1;
    private static final int PIECE = 1_000;

    private Classifier() {}

    /** Which network. */
    enum Network {
        /** Three normalised convolutions of once, twice and four times the width, the first in steps of two pixels, the second pooled. */
        CNN,
        /** A wide residual network of 28 layers. */
        WRN_28_2
    }

    /**
     * A network at its start.
     *
     * @param width channels of the first convolution of a {@link Network#CNN}
     * @param decay of its running statistics, the published code has that of the averaged weights
     */
    static Layer of(Network network, int width, double decay, int channels, Rng rng) {
        if (network == Network.WRN_28_2) {
            return PreActResNet.wide(28, 2, 0, channels, Problem.CLASSES, rng);
        }
        return Sequential.of(
                Tensor::channelsLast,
                convolution(channels, width, 5, rng).stride(2),
                BatchNorm.of(width).momentum(1 - decay),
                Classifier::rectified,
                convolution(width, 2 * width, 3, rng),
                Pool.max(2),
                BatchNorm.of(2 * width).momentum(1 - decay),
                Classifier::rectified,
                convolution(2 * width, 4 * width, 3, rng),
                BatchNorm.of(4 * width).momentum(1 - decay),
                Classifier::rectified,
                Pool::globalAverage,
                Linear.of(4 * width, Problem.CLASSES, rng));
    }

    private static Conv2d convolution(int in, int out, int side, Rng rng) {
        return Conv2d.of(in, out, side, Init.kaimingNormal(), rng).unbiased();
    }

    private static Tensor rectified(Tensor x) {
        return x.leakyRelu(SLOPE);
    }

    /** The share of pictures, in the network's units, that it does not give their class. */
    static double error(Layer net, Examples pictures) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : pictures.inputs().split(PIECE, 0)) {
                pieces.add(Scope.call(() -> net.forward(piece)));
            }
            return 1 - Classification.accuracy(Tensor.cat(pieces, 0), pictures.labels());
        })));
    }
}
