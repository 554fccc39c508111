package org.assay.studies.generative;

import java.util.List;
import org.assay.nn.Mlp;
import org.assay.nn.diffusion.ScoreModel;
import org.assay.nn.models.Positions;
import org.assay.nn.models.TimeUNet;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Networks that guess the noise in examples at times between 0 and 1. */
sealed interface NoiseNet extends ScoreModel.Net {
    /** Times are spread over as many positions as the discrete models have steps. */
    double POSITIONS = 999;

    static NoiseNet of(Problem.Source source, int width, Rng rng) {
        return source.hasPictures() ? OfPictures.of(width, rng) : OfPoints.of(width, rng);
    }

    /**
     * A U-Net's blocks with attention in their middle, at half the size: squares of four pixels are the channels.
     *
     * @param body from and to {@code [batch, 4, 7, 7]}
     */
    record OfPictures(TimeUNet body) implements NoiseNet {
        private static final int SQUARE = 2;

        static OfPictures of(int width, Rng rng) {
            var config = new TimeUNet.Config(SQUARE * SQUARE, width, List.of(1), 1, List.of(), 4, 0, 0);
            return new OfPictures(TimeUNet.of(config, rng));
        }

        @Override
        public Tensor forward(Tensor x, Tensor times) {
            return body.forward(x.pixelUnshuffle(SQUARE), times.mul(POSITIONS)).pixelShuffle(SQUARE);
        }
    }

    /** A perceptron of three hidden layers, for points and their embedded times. */
    record OfPoints(Mlp body) implements NoiseNet {
        private static final int EMBEDDED = 32;

        static OfPoints of(int width, Rng rng) {
            return new OfPoints(
                    Mlp.of(rng, 2 + EMBEDDED, width, width, width, 2).activation(Tensor::silu));
        }

        @Override
        public Tensor forward(Tensor x, Tensor times) {
            var embedded = Positions.sinusoidal(times.mul(POSITIONS), EMBEDDED).to(x.dtype());
            return body.forward(Tensor.cat(List.of(x, embedded), 1));
        }
    }
}
