package org.assay.data.generate;

import java.util.Arrays;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Pictures that show nothing, {@code [n, channels, side, side]}, FLOAT32 in [0, 1]: what no classifier should be sure of. */
public final class Textures {
    private Textures() {}

    /** Every pixel even on its own. */
    public static Tensor noise(int n, int channels, int side, Rng rng) {
        return rng.uniform(n, channels, side, side);
    }

    /** Sums of six waves of one to eight cycles, with phases of their own in each channel, stretched from 0 to 1. */
    public static Tensor waves(int n, int channels, int side, Rng rng) {
        int plane = side * side;
        var pixels = new float[n * channels * plane];
        for (int i = 0; i < n; i++) {
            var values = new double[channels * plane];
            for (int wave = 0; wave < 6; wave++) {
                double cycles = Draws.even(1, 8, rng);
                double direction = Draws.even(0, 2 * Math.PI, rng);
                for (int c = 0; c < channels; c++) {
                    double phase = Draws.even(0, 2 * Math.PI, rng);
                    for (int p = 0; p < plane; p++) {
                        double along = (p % side) * Math.cos(direction) + Math.floorDiv(p, side) * Math.sin(direction);
                        values[c * plane + p] += Math.sin(2 * Math.PI * cycles * along / side + phase);
                    }
                }
            }
            double low = Arrays.stream(values).min().orElse(0);
            double high = Arrays.stream(values).max().orElse(1);
            for (int k = 0; k < values.length; k++) {
                pixels[i * values.length + k] = (float) ((values[k] - low) / (high - low));
            }
        }
        return Tensor.of(pixels, n, channels, side, side);
    }

    /** Squares of two to eight pixels in two random colours. */
    public static Tensor checkers(int n, int channels, int side, Rng rng) {
        int plane = side * side;
        var pixels = new float[n * channels * plane];
        for (int i = 0; i < n; i++) {
            int cell = 2 + rng.nextInt(7);
            for (int c = 0; c < channels; c++) {
                float even = (float) rng.nextDouble();
                float odd = (float) rng.nextDouble();
                for (int p = 0; p < plane; p++) {
                    boolean first = (p % side / cell + p / side / cell) % 2 == 0;
                    pixels[(i * channels + c) * plane + p] = first ? even : odd;
                }
            }
        }
        return Tensor.of(pixels, n, channels, side, side);
    }
}
