package org.assay.report;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds with its 95 % t interval.
 *
 * @param half half the interval's width; NaN with fewer than two seeds
 */
record Estimate(int n, double mean, double half) {

    /** Of the finite values; the mean of none is NaN. */
    static Estimate of(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        int n = finite.length;
        double mean = Arrays.stream(finite).average().orElse(Double.NaN);
        if (n < 2) {
            return new Estimate(n, mean, Double.NaN);
        }
        double squares = Arrays.stream(finite).map(v -> (v - mean) * (v - mean)).sum();
        return new Estimate(n, mean, quantile(n - 1) * Math.sqrt(squares / (n - 1) / n));
    }

    /** The two-sided 5 % point of Student's t. */
    static double quantile(int degrees) {
        return degrees < QUANTILES.length
                ? QUANTILES[degrees]
                : TDistribution.of(degrees).inverseSurvivalProbability(0.025);
    }

    private static final double[] QUANTILES = quantiles();

    private static double[] quantiles() {
        var q = new double[64];
        q[0] = Double.NaN;
        for (int d = 1; d < q.length; d++) {
            q[d] = TDistribution.of(d).inverseSurvivalProbability(0.025);
        }
        return q;
    }

    boolean hasInterval() {
        return n >= 2;
    }

    double low() {
        return mean - half;
    }

    double high() {
        return mean + half;
    }
}
