package org.assay.lab.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Ratio of the standard deviations of two paired samples, after Pitman and Morgan (1939). It supposes two-dimensional normal data; twelve pairs decide
 * only ratios beyond about two.
 */
public final class PairedSpread {

    private PairedSpread() {}

    /** {@code log(sd(x) / sd(y))}. */
    public static double logRatio(double[] x, double[] y) {
        return Math.log(Moments.of(x).sd() / Moments.of(y).sd());
    }

    /**
     * The interval of {@link #logRatio} at two-sided errors; it needs three pairs at least. With F the ratio of the variances, r the correlation and t the
     * quantile at n - 2 degrees, the ratio lies in {@code F (K -+ sqrt(K^2 - 1))}, {@code K = 1 + 2 (1 - r^2) t^2 / (n - 2)}.
     */
    public static Interval interval(double[] x, double[] y, double alphaLow, double alphaHigh) {
        return new Interval(logRatio(x, y) - reach(x, y, alphaLow) / 2, logRatio(x, y) + reach(x, y, alphaHigh) / 2);
    }

    private static double reach(double[] x, double[] y, double alpha) {
        int freedom = x.length - 2;
        var r = Ranks.pearson(x, y);
        var t = TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2);
        var k = 1 + 2 * (1 - r * r) * t * t / freedom;
        return Math.log(k + Math.sqrt(k * k - 1));
    }
}
