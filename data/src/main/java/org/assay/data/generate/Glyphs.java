package org.assay.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Small grey pictures of strokes, {@code [n, 1, side, side]}, FLOAT32 in [0, 1], that stand in for handwriting without a file. */
public final class Glyphs {
    /** The segments of a pocket calculator's digits: top, the two at the top, middle, the two at the bottom, bottom. */
    private static final String[] SEGMENTS = {
        "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"
    };

    private static final double[][] LINES = {
        {9, 5, 19, 5},
        {9, 5, 9, 14},
        {19, 5, 19, 14},
        {9, 14, 19, 14},
        {9, 14, 9, 23},
        {19, 14, 19, 23},
        {9, 23, 19, 23}
    };

    private static final int DIGIT_SIDE = 28;

    private Glyphs() {}

    /**
     * Seven-segment digits on 28 x 28: turned by up to 12 degrees, scaled by 0.8 to 1.15, sheared by up to 0.2 and shifted by up
     * to 2 pixels, strokes of radius 1 to 2, noise of deviation 0.1 and one stroke of length 6 that belongs to none.
     */
    public static Examples digits(int n, Rng rng) {
        int plane = DIGIT_SIDE * DIGIT_SIDE;
        var inputs = new float[n * plane];
        var labels = new long[n];
        for (int i = 0; i < n; i++) {
            int digit = rng.nextInt(10);
            labels[i] = digit;
            double angle = Math.toRadians(Draws.even(-12, 12, rng));
            double scale = Draws.even(0.8, 1.15, rng);
            double shear = Draws.even(-0.2, 0.2, rng);
            double right = Draws.even(-2, 2, rng);
            double down = Draws.even(-2, 2, rng);
            var lines = new ArrayList<double[]>();
            for (int s = 0; s < LINES.length; s++) {
                if (SEGMENTS[digit].charAt(s) == '1') {
                    var line = new double[4];
                    for (int end = 0; end < 4; end += 2) {
                        double x = LINES[s][end] - 14 + shear * (LINES[s][end + 1] - 14);
                        double y = LINES[s][end + 1] - 14;
                        line[end] = 14 + right + scale * (Math.cos(angle) * x - Math.sin(angle) * y);
                        line[end + 1] = 14 + down + scale * (Math.sin(angle) * x + Math.cos(angle) * y);
                    }
                    lines.add(line);
                }
            }
            double x = Draws.even(4, 24, rng);
            double y = Draws.even(4, 24, rng);
            double direction = Draws.even(0, 2 * Math.PI, rng);
            lines.add(new double[] {x, y, x + 6 * Math.cos(direction), y + 6 * Math.sin(direction)});
            double radius = Draws.even(1, 2, rng);
            for (int p = 0; p < plane; p++) {
                double ink = Draws.clip(1.2 - (nearest(p, DIGIT_SIDE, lines) - radius));
                inputs[i * plane + p] = (float) Draws.clip(ink + 0.1 * rng.nextGaussian());
            }
        }
        return new Examples(Tensor.of(inputs, n, 1, DIGIT_SIDE, DIGIT_SIDE), Tensor.of(labels, n));
    }

    /** Two or three strokes of width 1.2 between points of a 3 x 3 grid; labels {@code [n]} count the strokes. */
    public static Examples strokes(int n, int side, Rng rng) {
        int plane = side * side;
        var inputs = new float[n * plane];
        var labels = new long[n];
        for (int i = 0; i < n; i++) {
            labels[i] = rng.nextBoolean() ? 2 : 3;
            var lines = new ArrayList<double[]>();
            while (lines.size() < labels[i]) {
                int from = rng.nextInt(9);
                int to = rng.nextInt(9);
                var line =
                        new double[] {grid(from % 3, side), grid(from / 3, side), grid(to % 3, side), grid(to / 3, side)
                        };
                if (from != to) {
                    lines.add(line);
                }
            }
            for (int p = 0; p < plane; p++) {
                inputs[i * plane + p] = (float) Draws.clip(1.1 - nearest(p, side, lines));
            }
        }
        return new Examples(Tensor.of(inputs, n, 1, side, side), Tensor.of(labels, n));
    }

    private static double grid(int place, int side) {
        return side * (0.2 + 0.3 * place);
    }

    /** From the middle of a pixel to the nearest of the lines. */
    private static double nearest(int pixel, int side, List<double[]> lines) {
        double x = pixel % side + 0.5;
        double y = Math.floorDiv(pixel, side) + 0.5;
        return lines.stream()
                .mapToDouble(line -> Draws.distance(x, y, line))
                .min()
                .orElseThrow();
    }

    /**
     * Ten prototypes of six strokes each on 28 x 28, the same for one generator's seed; an example shifts its own by up to 3
     * whole pixels, turns it by up to 15 degrees, weakens it to no less than 0.7 and adds noise of deviation 0.15.
     */
    public static Examples prototypes(int n, Rng rng) {
        var models = rng.split("prototypes");
        var prototypes = new ArrayList<List<double[]>>();
        for (int k = 0; k < 10; k++) {
            var lines = new ArrayList<double[]>();
            for (int s = 0; s < 6; s++) {
                lines.add(new double[] {
                    Draws.even(4, 24, models),
                    Draws.even(4, 24, models),
                    Draws.even(4, 24, models),
                    Draws.even(4, 24, models)
                });
            }
            prototypes.add(lines);
        }
        int plane = DIGIT_SIDE * DIGIT_SIDE;
        var inputs = new float[n * plane];
        var labels = new long[n];
        for (int i = 0; i < n; i++) {
            labels[i] = rng.nextInt(10);
            int right = rng.nextInt(7) - 3;
            int down = rng.nextInt(7) - 3;
            double angle = Math.toRadians(Draws.even(-15, 15, rng));
            double strength = Draws.even(0.7, 1, rng);
            var lines = prototypes.get((int) labels[i]);
            for (int p = 0; p < plane; p++) {
                double x = p % DIGIT_SIDE + 0.5 - right - 14;
                double y = Math.floorDiv(p, DIGIT_SIDE) + 0.5 - down - 14;
                double u = 14 + Math.cos(angle) * x + Math.sin(angle) * y;
                double v = 14 - Math.sin(angle) * x + Math.cos(angle) * y;
                double least = Double.POSITIVE_INFINITY;
                for (var line : lines) {
                    least = Math.min(least, Draws.distance(u, v, line));
                }
                double ink = strength * Draws.clip(1.5 - least);
                inputs[i * plane + p] = (float) Draws.clip(ink + 0.15 * rng.nextGaussian());
            }
        }
        return new Examples(Tensor.of(inputs, n, 1, DIGIT_SIDE, DIGIT_SIDE), Tensor.of(labels, n));
    }

    /**
     * A hundred classes of ten masks times ten textures on 16 x 16, drawn from the generator's seed: 0.7 mask + 0.6 mask texture,
     * shifted round by up to 2 pixels, at a contrast of 0.6 to 1.2, under noise whose deviation is drawn for each picture and so
     * its known difficulty.
     *
     * @param least smallest deviation of the noise, above 0; the logarithm is even up to the largest
     */
    public static Graded hundred(int n, double least, double most, Rng rng) {
        if (!(least > 0 && least <= most)) {
            throw new DataException("deviations of noise are above 0, not " + least + " to " + most);
        }
        int side = 16;
        int plane = side * side;
        var models = rng.split("classes");
        var masks = new boolean[10][];
        var textures = new double[10][plane];
        for (int k = 0; k < 10; k++) {
            masks[k] = upperHalf(Draws.field(side, 2.5, models));
            for (int wave = 0; wave < 2; wave++) {
                double across = Draws.even(-3, 3, models);
                double up = Draws.even(-3, 3, models);
                double phase = Draws.even(0, 2 * Math.PI, models);
                for (int p = 0; p < plane; p++) {
                    textures[k][p] +=
                            Math.sin(2 * Math.PI * (across * (p % side) + up * Math.floorDiv(p, side)) / side + phase);
                }
            }
        }
        var inputs = new float[n * plane];
        var labels = new long[n];
        var noise = new float[n];
        for (int i = 0; i < n; i++) {
            int kind = rng.nextInt(100);
            labels[i] = kind;
            int right = rng.nextInt(5) - 2;
            int down = rng.nextInt(5) - 2;
            double contrast = Draws.even(0.6, 1.2, rng);
            noise[i] = (float) Math.exp(Draws.even(Math.log(least), Math.log(most), rng));
            for (int p = 0; p < plane; p++) {
                int from = Math.floorMod(p / side + down, side) * side + Math.floorMod(p % side + right, side);
                double value = masks[kind / 10][from] ? 0.7 + 0.6 * textures[kind % 10][from] : 0;
                inputs[i * plane + p] = (float) (contrast * value + noise[i] * rng.nextGaussian());
            }
        }
        return new Graded(new Examples(Tensor.of(inputs, n, 1, side, side), Tensor.of(labels, n)), Tensor.of(noise, n));
    }

    /**
     * Examples and how hard each of them is.
     *
     * @param noise {@code [n]}, FLOAT32: the deviation of the noise on each picture
     */
    public record Graded(Examples examples, Tensor noise) {}

    private static boolean[] upperHalf(double[] field) {
        var sorted = field.clone();
        Arrays.sort(sorted);
        double median = (sorted[field.length / 2 - 1] + sorted[field.length / 2]) / 2;
        var upper = new boolean[field.length];
        for (int i = 0; i < field.length; i++) {
            upper[i] = field[i] > median;
        }
        return upper;
    }
}
