package org.assay.nn.diffusion;

import java.util.Arrays;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The score of noisy data, {@code grad log p_t(x)}, from a network that guesses the noise: {@code -z(x, t) / std(t)}.
 *
 * @param earliest the time below which the network was not trained
 */
public record ScoreModel(Sde sde, Net net, double earliest) implements Score {

    /** Weights of the times in a loss. */
    public enum Weighting {
        /** The noise's variance, lambda(t) = std(t)^2: every time counts by the noise's mean squared error. */
        VARIANCE,
        /** lambda(t) = g(t)^2: an upper bound of the negative log-likelihood. Song et al. 2021, "Maximum likelihood training". */
        LIKELIHOOD
    }

    /** Guesses the noise z in {@code mean(t) x0 + std(t) z}. */
    @FunctionalInterface
    public interface Net {
        /**
         * The guess, of the shape of x.
         *
         * @param x {@code [batch, …]}
         * @param times {@code [batch]}, between 0 and 1
         */
        Tensor forward(Tensor x, Tensor times);
    }

    @Override
    public Tensor at(Tensor x, double t) {
        return net.forward(x, Tensor.full(t, x.size(0))).div(-sde.std(t));
    }

    /**
     * Denoising score matching: examples get noise of times drawn evenly, and the mean over all numbers of
     * {@code (std score + z)^2} is what is lost. Equation 7.
     *
     * @param x0 examples {@code [batch, …]}
     */
    public Tensor loss(Tensor x0, Weighting weighting, Rng rng) {
        long n = x0.size(0);
        var t = rng.uniformBetween(earliest, 1, n);
        var z = rng.normalLike(x0);
        var squared = net.forward(sde.noised(x0, t, z), t).sub(z).square();
        return switch (weighting) {
            case VARIANCE -> squared.mean();
            case LIKELIHOOD ->
                squared.mul(Marginals.each(likelihoodWeights(t), x0)).mean();
        };
    }

    /** g(t)^2 / std(t)^2. */
    private Tensor likelihoodWeights(Tensor times) {
        var weights = Arrays.stream(times.toDoubles())
                .map(t -> Math.pow(sde.diffusion(t) / sde.std(t), 2))
                .toArray();
        return Tensor.of(weights, weights.length);
    }
}
