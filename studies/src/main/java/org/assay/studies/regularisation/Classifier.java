package org.assay.studies.regularisation;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.Examples;
import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Dropout;
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

/**
 * A network whose last layer can be fed by itself.
 *
 * @param body examples to features {@code [batch, feature]}
 * @param head features to logits {@code [batch, class]}
 */
record Classifier(Layer body, Linear head) implements Layer {

    private static final int PIECE = 500;
    private static final int COLOURS = 3;

    /** What the body is made of. */
    enum Network {
        /** Three normalised convolutions of once, twice and four times the width, pooled in between. */
        CNN,
        PREACT_RESNET18,
        /** Two hidden layers over points of the plane. */
        PERCEPTRON
    }

    /** The features of a residual network, whose own last layer is the head. */
    private record Residual(PreActResNet net) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return net.features(x);
        }
    }

    /**
     * A network at its start.
     *
     * @param dropout rate after each block and before the last layer; in the residual network inside the blocks
     */
    static Classifier of(Network network, int width, double dropout, int classes, Rng rng) {
        return switch (network) {
            case CNN -> convolutional(width, new Dropout(dropout), classes, rng);
            case PREACT_RESNET18 -> {
                var net = PreActResNet.preact18(width, dropout, COLOURS, classes, rng);
                yield new Classifier(new Residual(net), net.fc());
            }
            case PERCEPTRON -> {
                var body = Sequential.of(
                        Linear.of(2, width, Init.kaimingNormal(), rng),
                        Tensor::relu,
                        Linear.of(width, width, Init.kaimingNormal(), rng),
                        Tensor::relu);
                yield new Classifier(body, Linear.of(width, classes, rng));
            }
        };
    }

    private static Classifier convolutional(int width, Layer dropout, int classes, Rng rng) {
        var layers = new ArrayList<Layer>();
        layers.add(Tensor::channelsLast);
        int in = COLOURS;
        for (int block = 0; block < 3; block++) {
            int out = width << block;
            layers.add(Conv2d.of(in, out, 3, Init.kaimingNormal(), rng).unbiased());
            layers.add(BatchNorm.of(out));
            if (block < 2) {
                // Maxima before the rectifier are those behind it, of a quarter of the numbers.
                layers.add(Pool.max(2));
            }
            layers.add(Tensor::relu);
            if (block == 2) {
                layers.add(Pool::globalAverage);
            }
            layers.add(dropout);
            in = out;
        }
        return new Classifier(new Sequential(layers), Linear.of(in, classes, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        return head.forward(body.forward(x));
    }

    /** Logits in evaluation, in pieces that fit the memory. */
    Tensor scores(Tensor x) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            var pieces = new ArrayList<Tensor>();
            for (var piece : x.split(PIECE, 0)) {
                pieces.add(Scope.call(() -> forward(piece)));
            }
            return Tensor.cat(pieces, 0);
        })));
    }

    /** The share of examples that it does not give their label. */
    double error(Examples examples) {
        return Scope.call(() -> 1 - Classification.accuracy(scores(examples.inputs()), examples.labels()));
    }

    /** The gradient of each example's own cross-entropy by that example, in evaluation: of the shape of the examples. */
    Tensor inputGradient(Examples examples) {
        return Mode.evaluation(() -> Scope.call(() -> {
            var pieces = new ArrayList<Tensor>();
            for (long from = 0; from < examples.count(); from += PIECE) {
                var piece = examples.range(from, Math.min(from + PIECE, examples.count()));
                pieces.add(Scope.call(() -> {
                    var x = piece.inputs().detach().parameter();
                    // Examples do not see each other in evaluation: the gradient of the sum holds that of each.
                    var loss = forward(x).crossEntropy(piece.labels()).mul((double) piece.count());
                    return Autodiff.grad(loss, List.of(x), false).getFirst();
                }));
            }
            return Tensor.cat(pieces, 0);
        }));
    }
}
