package org.assay.solve.conformal;

import org.assay.solve.SolveException;

/**
 * Adaptive conformal inference: the level that sets the next threshold of a series rises by gamma alpha after a hit and falls by gamma (1 - alpha) after a
 * miss. Whatever the series, the share of misses comes to alpha: {@link #bound}. Gibbs and Candes 2021, equation 2.
 *
 * @param alpha the share of misses aimed at
 * @param gamma step, from 0 on; 0 keeps the level fixed
 * @param level what the next threshold is to miss; at 0 or below it holds everything, at 1 or above nothing
 */
public record AdaptiveLevel(double alpha, double gamma, double level) {

    public AdaptiveLevel {
        if (!(alpha > 0 && alpha < 1) || !(gamma >= 0)) {
            throw new SolveException("An adaptive level aims at " + alpha + " misses in steps of " + gamma
                    + ": it wants a share between 0 and 1 and a step from 0 on.");
        }
    }

    /** Begins at alpha. */
    public static AdaptiveLevel of(double alpha, double gamma) {
        return new AdaptiveLevel(alpha, gamma, alpha);
    }

    /** The threshold that the last scores give at the present level. */
    public double threshold(double[] scores) {
        if (level <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        return level >= 1 ? Double.NEGATIVE_INFINITY : Conformal.threshold(scores, level);
    }

    /** After a new observation. */
    public AdaptiveLevel after(boolean missed) {
        return new AdaptiveLevel(alpha, gamma, level + gamma * (alpha - (missed ? 1 : 0)));
    }

    /**
     * The most by which the share of misses in so many steps differs from alpha, for any series, if thresholds hold everything at levels of 0 and below and
     * nothing at 1 and above: {@code (max(alpha, 1 - alpha) + gamma) / (steps gamma)}. Proposition 4.1.
     */
    public static double bound(double alpha, double gamma, int steps) {
        return (Math.max(alpha, 1 - alpha) + gamma) / (steps * gamma);
    }
}
