package org.assay.nn.forecast;

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
        int side = width / 2;
        var trend = x.transpose(1, 2)
                .padReplicate(side, side)
                .avgPool1d(width, 1, 0)
                .transpose(1, 2);
        return new Trend(x.sub(trend), trend);
    }
}
