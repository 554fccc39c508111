package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.lab.Trial;

/** Histograms of one channel at several moments, drawn one before another from the first (top) to the last. */
final class RidgePicture {
    private static final int WIDTH = 200;
    private static final int STEP = 12;
    private static final int PEAK = 40;
    private static final int BINS = 50;

    /** To either side of zero, in mean deviations. */
    private static final double REACH = 4;

    private static final float[] FILL = {0.66f, 0.80f, 0.93f};
    private static final float[] LINE = {0.13f, 0.29f, 0.45f};

    private final List<double[]> moments = new ArrayList<>();

    void add(double... values) {
        moments.add(values.clone());
    }

    /** On an axis from -4 to 4, in units of the channel's deviation, averaged over the moments. */
    void show(Trial<?> trial, String name) {
        double unit =
                moments.stream().mapToDouble(RidgePicture::deviation).average().orElse(1);
        int height = PEAK + moments.size() * STEP;
        var pixels = new float[3 * height * WIDTH];
        Arrays.fill(pixels, 1);
        for (int k = 0; k < moments.size(); k++) {
            ridge(pixels, height, PEAK + k * STEP, shares(moments.get(k), unit > 0 ? unit : 1));
        }
        trial.image(name, 3, height, WIDTH, pixels);
    }

    static double deviation(double... values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
    }

    /** Densities in units of {@code 1 / unit} by bin; what lies beyond the axis is left out. */
    static double[] shares(double[] values, double unit) {
        var shares = new double[BINS];
        double binWidth = 2 * REACH / BINS;
        for (double value : values) {
            int bin = (int) Math.floor((value / unit + REACH) / binWidth);
            if (bin >= 0 && bin < BINS) {
                shares[bin] += 1 / (values.length * binWidth);
            }
        }
        return shares;
    }

    private static void ridge(float[] pixels, int height, int base, double... shares) {
        int before = -1;
        for (int column = 0; column < WIDTH; column++) {
            double share = shares[column * BINS / WIDTH];
            int tall = (int) Math.min(PEAK - 1, Math.round(share * PEAK));
            for (int row = base - tall; row < base; row++) {
                paint(pixels, height, row, column, FILL);
            }
            int from = before < 0 ? tall : before;
            for (int up = Math.min(from, tall); up <= Math.max(from, tall); up++) {
                paint(pixels, height, base - up, column, LINE);
            }
            before = tall;
        }
    }

    private static void paint(float[] pixels, int height, int row, int column, float... colour) {
        for (int c = 0; c < 3; c++) {
            pixels[(c * height + row) * WIDTH + column] = colour[c];
        }
    }
}
