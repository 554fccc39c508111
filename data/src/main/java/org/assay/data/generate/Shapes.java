package org.assay.data.generate;

import java.util.List;
import org.assay.data.Examples;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Ten shapes, turned a little, before gratings and a distracting disc: a stand-in for small photographs that needs no file. Picture
 * i is of class i mod 10 and depends on the seed and on i alone.
 */
public final class Shapes {
    /** The name of each class. */
    public static final List<String> CLASSES =
            List.of("disc", "square", "triangle", "plus", "ring", "star", "crescent", "half disc", "pair", "bars");

    private static final int FINE = 3;
    private static final double NOISE = 0.06;

    private Shapes() {}

    /** Pictures 0 to n - 1: inputs {@code [n, 3, side, side]}, FLOAT32 in [0, 1]; labels {@code [n]}. */
    public static Examples draw(int n, int side, Rng rng) {
        return draw(0, n, side, rng);
    }

    /** Pictures from (inclusive) to (exclusive), so that training and test pictures of one seed differ. */
    public static Examples draw(int from, int to, int side, Rng rng) {
        int plane = side * side;
        var inputs = new float[(to - from) * 3 * plane];
        var labels = new long[to - from];
        for (int i = from; i < to; i++) {
            int kind = i % CLASSES.size();
            labels[i - from] = kind;
            new Scene(kind, side, rng.split(i)).paint(inputs, (i - from) * 3 * plane);
        }
        return new Examples(Tensor.of(inputs, to - from, 3, side, side), Tensor.of(labels, to - from));
    }

    private static final class Scene {
        private final int kind;
        private final int side;
        private final Rng rng;
        private final double x;
        private final double y;
        private final double radius;
        private final double cosine;
        private final double sine;
        private final double[] front;
        private final double[] back;
        private final double[][] gratings = new double[2][];
        private final double[] distraction;
        private final double distractionX;
        private final double distractionY;

        Scene(int kind, int side, Rng rng) {
            this.kind = kind;
            this.side = side;
            this.rng = rng;
            x = Draws.even(0.35, 0.65, rng);
            y = Draws.even(0.35, 0.65, rng);
            radius = Draws.even(0.22, 0.36, rng);
            double angle = Math.toRadians(Draws.even(-25, 25, rng));
            cosine = Math.cos(angle);
            sine = Math.sin(angle);
            var bright = rgb(rng.nextDouble(), Draws.even(0.3, 1, rng), Draws.even(0.55, 1, rng));
            var dark = rgb(rng.nextDouble(), Draws.even(0, 0.6, rng), Draws.even(0, 0.45, rng));
            boolean swapped = rng.nextBoolean();
            front = swapped ? dark : bright;
            back = swapped ? bright : dark;
            for (int g = 0; g < gratings.length; g++) {
                double frequency = Draws.even(0.5, 2, rng);
                double direction = Draws.even(0, 2 * Math.PI, rng);
                gratings[g] = new double[] {
                    frequency * Math.cos(direction), frequency * Math.sin(direction), Draws.even(0, 2 * Math.PI, rng)
                };
            }
            distraction = new double[] {rng.nextDouble(), rng.nextDouble(), rng.nextDouble()};
            distractionX = rng.nextDouble();
            distractionY = rng.nextDouble();
        }

        void paint(float[] pixels, int start) {
            int plane = side * side;
            for (int p = 0; p < plane; p++) {
                var sum = new double[3];
                for (int fine = 0; fine < FINE * FINE; fine++) {
                    double px = (p % side + (fine % FINE + 0.5) / FINE) / side;
                    double py = (Math.floorDiv(p, side) + (Math.floorDiv(fine, FINE) + 0.5) / FINE) / side;
                    add(sum, px, py);
                }
                for (int c = 0; c < 3; c++) {
                    pixels[start + c * plane + p] = (float) Draws.clip(sum[c] + NOISE * rng.nextGaussian());
                }
            }
        }

        /** Adds a point's share of a pixel, channel by channel. */
        private void add(double[] sum, double px, double py) {
            double u = (cosine * (px - x) - sine * (y - py)) / radius;
            double v = (sine * (px - x) + cosine * (y - py)) / radius;
            boolean shape = inside(kind, u, v);
            boolean plain = !shape && Math.hypot(px - distractionX, py - distractionY) > 0.09;
            double first = plain ? wave(gratings[0], px, py) : 0;
            double second = plain ? wave(gratings[1], px, py) : 0;
            for (int c = 0; c < 3; c++) {
                double value = shape ? front[c] : plain ? back[c] + first + second : distraction[c];
                sum[c] += value / (FINE * FINE);
            }
        }

        private static double wave(double[] grating, double px, double py) {
            return 0.12 * Math.sin(2 * Math.PI * (grating[0] * px + grating[1] * py) + grating[2]);
        }
    }

    /** Whether a point of the plane, v upwards, lies in the shape of unit size. */
    static boolean inside(int kind, double u, double v) {
        double square = u * u + v * v;
        return switch (kind) {
            case 0 -> square <= 1;
            case 1 -> Math.max(Math.abs(u), Math.abs(v)) <= 0.85;
            case 2 -> Math.max(-v - 0.5, 0.866 * Math.abs(u) + 0.5 * v - 0.5) <= 0;
            case 3 -> Math.min(Math.abs(u), Math.abs(v)) <= 0.3 && Math.max(Math.abs(u), Math.abs(v)) <= 1;
            case 4 -> square >= 0.3 && square <= 1;
            case 5 -> Math.sqrt(square) <= 0.65 + 0.35 * Math.cos(5 * Math.atan2(v, u));
            case 6 -> square <= 1 && (u - 0.5) * (u - 0.5) + v * v > 0.56;
            case 7 -> square <= 1 && v >= 0;
            case 8 -> Math.pow(Math.abs(u) - 0.55, 2) + v * v <= 0.16;
            case 9 -> Math.abs(u) <= 0.9 && Math.abs(v) <= 0.9 && (v + 0.9) / 0.6 % 1 < 0.5;
            default -> throw new IllegalArgumentException("There is no shape " + kind + ".");
        };
    }

    /** Hue, saturation and value, each in [0, 1], as red, green and blue. */
    private static double[] rgb(double hue, double saturation, double value) {
        var colour = new double[3];
        for (int c = 0; c < 3; c++) {
            double k = (5 - 2 * c + 6 * hue) % 6;
            colour[c] = value - value * saturation * Math.max(0, Math.min(Math.min(k, 4 - k), 1));
        }
        return colour;
    }
}
