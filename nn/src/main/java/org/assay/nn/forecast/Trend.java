package org.assay.nn.forecast;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * Series in two parts that sum to them. Wu et al. 2021 (Autoformer), equation 1.
 *
 * @param seasonal what is left beside the trend, {@code [batch, time, channel]}
 * @param trend the moving average, both ends continued by their last value
 */
public record Trend(Tensor seasonal, Tensor trend) {

    /** The width that the papers use. */
    public static final int WIDTH = 25;

    /**
     * Splits series {@code [batch, time, channel]}.
     *
     * @param width of the moving average in steps, odd
     */
    public static Trend of(Tensor x, int width) {
        if (width < 1 || width % 2 == 0) {
            throw new IllegalArgumentException(
                    "A moving average lies around its middle: its width is odd, not " + width + ".");
        }
        // One product with a small matrix takes a fraction of the time of pooling, forwards and backwards.
        var average = average((int) x.size(1), width).to(x.dtype());
        var trend = x.transpose(1, 2).matmul(average).transpose(1, 2);
        return new Trend(x.sub(trend), trend);
    }

    /** What a step counts in the averages: {@code [time, time]}, a column for each average. */
    private static Tensor average(int length, int width) {
        var weights = new double[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = t - width / 2; s <= t + width / 2; s++) {
                weights[Math.clamp(s, 0, length - 1) * length + t] += 1.0 / width;
            }
        }
        return Tensor.of(DType.FLOAT64, weights, length, length);
    }
}
