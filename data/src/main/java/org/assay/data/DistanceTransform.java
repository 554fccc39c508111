package org.assay.data;

import java.util.Arrays;
import org.assay.data.format.DataException;

/** How far pixels are from the nearest marked one. */
public final class DistanceTransform {
    private DistanceTransform() {}

    /**
     * Squared Euclidean distances between centres of pixels, exact, in time proportional to the number of pixels: lower
     * envelopes of parabolas, along columns and then along rows (Felzenszwalb and Huttenlocher 2012).
     *
     * @param marked {@code [height, width]} row by row
     * @return as many squares, in pixels: 0 where marked, infinite everywhere if nothing is
     */
    public static double[] squared(boolean[] marked, int height, int width) {
        if (marked.length != height * width) {
            throw new DataException(
                    marked.length + " pixels cannot be a picture of " + height + " rows of " + width + " pixels");
        }
        var squares = new double[marked.length];
        Arrays.setAll(squares, p -> marked[p] ? 0 : Double.POSITIVE_INFINITY);
        for (int column = 0; column < width; column++) {
            line(squares, column, width, height);
        }
        for (int row = 0; row < height; row++) {
            line(squares, row * width, 1, width);
        }
        return squares;
    }

    /** Replaces f(q) of a line of pixels by the smallest (q - p)^2 + f(p). */
    private static void line(double[] squares, int start, int stride, int length) {
        var f = new double[length];
        Arrays.setAll(f, q -> squares[start + q * stride]);
        // Parabolas of the lower envelope by their lowest points, and from where on each is the lowest.
        var lowest = new int[length];
        var from = new double[length];
        int last = -1;
        for (int q = 0; q < length; q++) {
            if (Double.isInfinite(f[q])) {
                continue;
            }
            double meeting = Double.NEGATIVE_INFINITY;
            while (last >= 0) {
                int p = lowest[last];
                meeting = (f[q] + (double) q * q - f[p] - (double) p * p) / (2.0 * (q - p));
                if (meeting > from[last]) {
                    break;
                }
                last--;
                meeting = Double.NEGATIVE_INFINITY;
            }
            last++;
            lowest[last] = q;
            from[last] = meeting;
        }
        if (last < 0) {
            return;
        }
        int at = 0;
        for (int q = 0; q < length; q++) {
            while (at < last && from[at + 1] < q) {
                at++;
            }
            double along = q - lowest[at];
            squares[start + q * stride] = along * along + f[lowest[at]];
        }
    }
}
