package org.assay.data.generate;

import java.util.List;
import org.assay.data.Examples;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Ten shapes in any position before a textured ground, with the exact mask of each: for attribution, segmentation and attention.
 * Picture i is of class i mod 10 and depends on the seed and on i alone.
 *
 * @param pictures inputs {@code [n, 3, side, side]}, FLOAT32 in [0, 1]; labels {@code [n]}
 * @param masks {@code [n, side, side]}, UINT8: one where more than half of a pixel is the shape's
 */
public record MaskedShapes(Examples pictures, Tensor masks) {
    /** The name of each class. */
    public static final List<String> CLASSES = List.of(
            "disc", "ring", "square", "triangle", "plus", "two bars", "half disc", "crescent", "L", "three dots");

    private static final double APART = 0.45;
    private static final double NOISE = 0.05;

    /** Pictures 0 to n - 1. */
    public static MaskedShapes draw(int n, int side, Rng rng) {
        return draw(0, n, side, rng);
    }

    /** Pictures from (inclusive) to (exclusive), so that training and test pictures of one seed differ. */
    public static MaskedShapes draw(int from, int to, int side, Rng rng) {
        int n = to - from;
        int plane = side * side;
        var inputs = new float[n * 3 * plane];
        var masks = new byte[n * plane];
        var labels = new long[n];
        for (int i = 0; i < n; i++) {
            int kind = (from + i) % CLASSES.size();
            labels[i] = kind;
            paint(kind, side, rng.split(from + i), inputs, i * 3 * plane, masks, i * plane);
        }
        return new MaskedShapes(
                new Examples(Tensor.of(inputs, n, 3, side, side), Tensor.of(labels, n)),
                Tensor.of(masks, n, side, side));
    }

    private static void paint(int kind, int side, Rng rng, float[] pixels, int start, byte[] masks, int maskStart) {
        var back = new double[] {Draws.even(0.1, 0.9, rng), Draws.even(0.1, 0.9, rng), Draws.even(0.1, 0.9, rng)};
        var waves = new double[3][];
        for (int w = 0; w < 3; w++) {
            waves[w] = new double[] {
                Draws.even(1, 4, rng), Draws.even(0, 2 * Math.PI, rng), Draws.even(0, 2 * Math.PI, rng)
            };
        }
        var front = colour(rng);
        while (distance(front, back) < APART) {
            front = colour(rng);
        }
        double x = Draws.even(0.32, 0.68, rng) * side;
        double y = Draws.even(0.32, 0.68, rng) * side;
        double r = Draws.even(0.16, 0.28, rng) * side;
        double angle = Draws.even(0, 2 * Math.PI, rng);
        var discs = new double[2][];
        for (int d = 0; d < 2; d++) {
            do {
                discs[d] = new double[] {side * rng.nextDouble(), side * rng.nextDouble(), 0, 0, 0};
            } while (Math.hypot(discs[d][0] - x, discs[d][1] - y) < r + 0.1 * side);
            System.arraycopy(colour(rng), 0, discs[d], 2, 3);
        }
        for (int p = 0; p < side * side; p++) {
            double px = p % side + 0.5;
            double py = Math.floorDiv(p, side) + 0.5;
            double u = Math.cos(angle) * (px - x) + Math.sin(angle) * (py - y);
            double v = -Math.sin(angle) * (px - x) + Math.cos(angle) * (py - y);
            double cover = Draws.clip(0.5 - distance(kind, u, v, r));
            masks[maskStart + p] = (byte) (cover > 0.5 ? 1 : 0);
            double texture = 0;
            for (var wave : waves) {
                double along = px * Math.cos(wave[1]) + py * Math.sin(wave[1]);
                texture += 0.08 * Math.sin(2 * Math.PI * wave[0] * along / side + wave[2]);
            }
            for (int c = 0; c < 3; c++) {
                double value = (1 - cover) * (back[c] + texture) + cover * front[c];
                for (var disc : discs) {
                    boolean there = Math.hypot(px - disc[0], py - disc[1]) <= 0.07 * side;
                    value = there ? disc[2 + c] : value;
                }
                pixels[start + c * side * side + p] = (float) Draws.clip(value + NOISE * rng.nextGaussian());
            }
        }
    }

    private static double[] colour(Rng rng) {
        return new double[] {rng.nextDouble(), rng.nextDouble(), rng.nextDouble()};
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }

    /** The signed distance, in pixels and negative inside, of a shape of radius r; where shapes are combined, a bound of it. */
    static double distance(int kind, double u, double v, double r) {
        double q = Math.hypot(u, v);
        double across = Math.abs(u);
        double up = Math.abs(v);
        return switch (kind) {
            case 0 -> q - r;
            case 1 -> Math.abs(q - 0.75 * r) - 0.22 * r;
            case 2 -> Math.max(across, up) - 0.8 * r;
            case 3 -> Math.max(0.866 * across + 0.5 * v, -v) - 0.5 * r;
            case 4 -> Math.min(Math.max(across - r, up - 0.28 * r), Math.max(across - 0.28 * r, up - r));
            case 5 -> Math.max(across - r, Math.abs(up - 0.55 * r) - 0.2 * r);
            case 6 -> Math.max(q - r, -v);
            case 7 -> Math.max(q - r, 0.8 * r - Math.hypot(u - 0.45 * r, v));
            case 8 ->
                Math.min(
                        Math.max(Math.abs(u + 0.5 * r) - 0.28 * r, up - 0.9 * r),
                        Math.max(across - 0.78 * r, Math.abs(v - 0.62 * r) - 0.28 * r));
            case 9 -> {
                double least = Double.POSITIVE_INFINITY;
                for (int k = 0; k < 3; k++) {
                    double turn = 2 * Math.PI * k / 3;
                    double from = Math.hypot(u - 0.65 * r * Math.cos(turn), v - 0.65 * r * Math.sin(turn));
                    least = Math.min(least, from - 0.33 * r);
                }
                yield least;
            }
            default -> throw new IllegalArgumentException("There is no shape " + kind + ".");
        };
    }
}
