package org.assay.report.plot;

import java.util.stream.IntStream;

/** Thins long curves without losing their shape. */
public final class Downsample {

    private Downsample() {}

    /**
     * Indices of at most {@code most} points that keep the look of a curve: largest triangle three buckets (Steinarsson 2013). First and last stay.
     *
     * @param x positions on the drawing, increasing
     * @param y positions on the drawing
     */
    public static int[] largestTriangles(double[] x, double[] y, int most) {
        int n = x.length;
        if (n <= most || most < 3) {
            return IntStream.range(0, n).toArray();
        }
        var kept = new int[most];
        double bucket = (n - 2.0) / (most - 2);
        int last = 0;
        for (int b = 0; b < most - 2; b++) {
            int from = 1 + (int) (b * bucket);
            int to = 1 + (int) ((b + 1) * bucket);
            int nextTo = Math.min(n, 1 + (int) ((b + 2) * bucket));
            if (b == most - 3) {
                nextTo = n;
            }
            double meanX = 0;
            double meanY = 0;
            int nextFrom = Math.min(to, n - 1);
            for (int i = nextFrom; i < nextTo; i++) {
                meanX += x[i] / (nextTo - nextFrom);
                meanY += y[i] / (nextTo - nextFrom);
            }
            int best = from;
            double largest = -1;
            for (int i = from; i < Math.max(to, from + 1); i++) {
                double area = Math.abs((x[last] - meanX) * (y[i] - y[last]) - (x[last] - x[i]) * (meanY - y[last]));
                if (area > largest) {
                    largest = area;
                    best = i;
                }
            }
            kept[b + 1] = best;
            last = best;
        }
        kept[most - 1] = n - 1;
        return kept;
    }
}
