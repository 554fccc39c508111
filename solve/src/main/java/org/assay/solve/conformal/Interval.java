package org.assay.solve.conformal;

/**
 * A prediction interval, ends included; empty where low exceeds high.
 *
 * @param low may be minus infinity
 * @param high may be plus infinity
 */
public record Interval(double low, double high) {

    public boolean holds(double y) {
        return low <= y && y <= high;
    }

    /** From 0 on. */
    public double length() {
        return Math.max(0, high - low);
    }

    /** Around a mean, for scores {@code |y - mean| / scale}: split conformal with scale 1, locally weighted with an estimate of the deviation. Lei et al. 2018. */
    public static Interval around(double mean, double scale, double q) {
        return new Interval(mean - scale * q, mean + scale * q);
    }

    /** Between quantiles moved out by q, inwards where q is negative, for scores {@link #beyond}: conformalised quantile regression. Romano et al. 2019. */
    public static Interval quantiles(double low, double high, double q) {
        return new Interval(Math.min(low, high) - q, Math.max(low, high) + q);
    }

    /** How far y lies outside two estimated quantiles, negative inside; quantiles that cross change places. Romano et al. 2019, equation 6. */
    public static double beyond(double low, double high, double y) {
        return Math.max(Math.min(low, high) - y, y - Math.max(low, high));
    }
}
