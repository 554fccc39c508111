package org.assay.studies.selfsupervised;

import org.assay.nn.BatchNorm;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.nn.models.ResNet;
import org.assay.tensor.Buffer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A backbone f and a projection head g: {@code h = f(x)} is kept, {@code z = g(h)} is what the loss sees.
 *
 * @param f from {@code [picture, channel, height, width]} to {@code [picture, feature]}
 * @param g from {@code [picture, feature]} to {@code [picture, width of the embedding]}
 */
record Encoder(Layer f, Layer g) implements Layer {

    /** Which backbone. */
    enum Network {
        /** Three convolutions of once, twice and four times the width, each normalised, the first two pooled. */
        CNN,
        /** The residual network of 18 layers for small pictures. */
        RESNET_18
    }

    /** Which head. */
    enum Head {
        /** z is h. */
        NONE,
        LINEAR,
        /** With a hidden layer as wide as h. */
        NON_LINEAR
    }

    /**
     * An encoder at its start.
     *
     * @param width channels of the first convolution
     * @param embedding features of z
     * @param start of the backbone
     * @param headStart of the head, so that backbones are alike whatever the head
     */
    static Encoder of(Network network, int width, Head head, int embedding, Rng start, Rng headStart) {
        int features = network == Network.CNN ? 4 * width : 8 * width;
        return new Encoder(
                network == Network.CNN ? cnn(width, start) : Pooled.of(width, start),
                head(head, features, embedding, headStart));
    }

    private static Layer cnn(int width, Rng rng) {
        return Sequential.of(
                Tensor::channelsLast,
                convolution(3, width, rng),
                Pool.max(2),
                BatchNorm.of(width),
                Tensor::relu,
                convolution(width, 2 * width, rng),
                Pool.max(2),
                BatchNorm.of(2 * width),
                Tensor::relu,
                convolution(2 * width, 4 * width, rng),
                BatchNorm.of(4 * width),
                Tensor::relu,
                Pool::globalAverage);
    }

    private static Conv2d convolution(int in, int out, Rng rng) {
        return Conv2d.of(in, out, 3, Init.kaimingNormal(), rng).unbiased();
    }

    private static Layer head(Head head, int features, int embedding, Rng rng) {
        return switch (head) {
            case NONE -> Sequential.of();
            case LINEAR -> Sequential.of(Linear.of(features, embedding, rng).unbiased(), Unshifted.of(embedding));
            case NON_LINEAR ->
                Sequential.of(
                        Linear.of(features, features, rng).unbiased(),
                        BatchNorm.of(features),
                        Tensor::relu,
                        Linear.of(features, embedding, rng).unbiased(),
                        Unshifted.of(embedding));
        };
    }

    @Override
    public Tensor forward(Tensor x) {
        return g.forward(f.forward(x));
    }

    /** A residual network up to its pooled features; its classifier is never asked. */
    private record Pooled(ResNet net) implements Layer {
        static Pooled of(int width, Rng rng) {
            return new Pooled(ResNet.small18(width, 3, 1, rng));
        }

        @Override
        public Tensor forward(Tensor x) {
            return net.features(x);
        }
    }

    /** Batch normalisation that scales and does not shift, as the public code ends its heads. */
    private record Unshifted(
            Tensor weight,
            @Buffer Tensor bias,
            @Buffer Tensor runningMean,
            @Buffer Tensor runningVar) implements Layer {
        static Unshifted of(int features) {
            var norm = BatchNorm.of(features);
            return new Unshifted(norm.weight(), Tensor.zeros(features), norm.runningMean(), norm.runningVar());
        }

        @Override
        public Tensor forward(Tensor x) {
            return new BatchNorm(weight, bias, runningMean, runningVar, 0.1, 1e-5).forward(x);
        }
    }
}
