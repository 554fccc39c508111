package org.assay.lab.stats;

/**
 * Number, mean and standard deviation of a sample.
 *
 * @param sd with n - 1; 0 for one value, and exactly 0 when all values agree to the last bits of their size
 */
public record Moments(int n, double mean, double sd) {

    /** Differences of this relative size are rounding, not variance. */
    private static final double ROUNDING = 1e-12;

    public static Moments of(double[] values) {
        return of(values, values.length);
    }

    /** Of the first {@code n} values. */
    public static Moments of(double[] values, int n) {
        double mean = 0;
        double size = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
            size = Math.max(size, Math.abs(values[i]));
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        var sd = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
        return new Moments(n, mean, sd <= ROUNDING * size ? 0 : sd);
    }

    public double standardError() {
        return sd / Math.sqrt(n);
    }
}
