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
     * A U-Net's blocks with attention in their middle, at half the size: squares of four pixels are the channels, beside which stand as many learned ones
     * that say where a square lies, since things worn are centred and neither convolutions nor attention know places.
     *
     * @param body from and to {@code [batch, 8, 7, 7]}
     * @param places {@code [1, 4, 7, 7]}
     */
    record OfPictures(TimeUNet body, Tensor places) implements NoiseNet {
        private static final int SQUARE = 2;
        private static final int PIXELS = SQUARE * SQUARE;
        private static final int SIDE = 7;

        static OfPictures of(int width, Rng rng) {
            var config = new TimeUNet.Config(2 * PIXELS, width, List.of(1), 1, List.of(), 1, 0, 0);
            return new OfPictures(
                    TimeUNet.of(config, rng), rng.normal(1, PIXELS, SIDE, SIDE).parameter());
        }

        @Override
        public Tensor forward(Tensor x, Tensor times) {
            var squares = x.pixelUnshuffle(SQUARE);
            var placed = Tensor.cat(List.of(squares, places.expand(x.size(0), PIXELS, SIDE, SIDE)), 1);
            return body.forward(placed, times.mul(POSITIONS))
                    .narrow(1, 0, PIXELS)
                    .pixelShuffle(SQUARE);
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
