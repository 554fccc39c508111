package org.assay.nn.diffusion;

import org.assay.nn.diffusion.Sde.VarianceExploding;
import org.assay.nn.diffusion.Sde.VariancePreserving;

/** A step back in time of a reversed diffusion. Song et al. 2021, appendices D to F. */
public enum Predictor {
    /** The reverse of the discretised diffusion. Equation 46. */
    REVERSE_DIFFUSION,
    /** Samples of the discrete chain's approximate posterior, as in Ho et al. 2020; for exploding variance equation 47. */
    ANCESTRAL,
    /** The reverse diffusion discretised by Euler and Maruyama. */
    EULER_MARUYAMA,
    /** The deterministic reverse: half the score and no noise. Equation 14, discretised as the reverse diffusion. */
    PROBABILITY_FLOW;

    /**
     * A step {@code keep x + score s(x, t) + noise z}.
     *
     * @param keep factor of what is there
     * @param score factor of the score
     * @param noise standard deviation of new noise
     */
    public record Back(double keep, double score, double noise) {}

    /** The step from time t back to an earlier one; 0 stands for data. */
    public Back step(Sde sde, double t, double earlier) {
        var forward = sde.step(earlier, t);
        double variance = forward.noise() * forward.noise();
        return switch (this) {
            case REVERSE_DIFFUSION -> new Back(1 - forward.shift(), variance, forward.noise());
            case PROBABILITY_FLOW -> new Back(1 - forward.shift(), variance / 2, 0);
            case EULER_MARUYAMA -> {
                double dt = t - earlier;
                double g = sde.diffusion(t);
                yield new Back(1 - sde.drift(t) * dt, g * g * dt, g * Math.sqrt(dt));
            }
            case ANCESTRAL ->
                switch (sde) {
                    case VarianceExploding ve -> new Back(1, variance, ve.std(earlier) * forward.noise() / ve.std(t));
                    case VariancePreserving _ -> {
                        double kept = Math.sqrt(1 - variance);
                        yield new Back(1 / kept, variance / kept, forward.noise());
                    }
                    case Sde.SubVariancePreserving _ ->
                        throw new IllegalArgumentException("Ancestral sampling is not defined for the sub-variance"
                                + " preserving diffusion: take the reverse diffusion.");
                };
        };
    }
}
