package org.assay.data.generate;

import java.util.List;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Small things that the generators share. */
final class Draws {
    private Draws() {}

    static Tensor longs(List<Long> values, long... shape) {
        return Tensor.of(values.stream().mapToLong(Long::longValue).toArray(), shape);
    }

    static double clip(double value) {
        return Math.clamp(value, 0.0, 1.0);
    }

    /** Evenly distributed over [low, high). */
    static double even(double low, double high, Rng rng) {
        return low + (high - low) * rng.nextDouble();
    }

    /** How far a point is from a line between two others: {@code {ax, ay, bx, by}}. */
    static double distance(double x, double y, double[] line) {
        double dx = line[2] - line[0];
        double dy = line[3] - line[1];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : clip(((x - line[0]) * dx + (y - line[1]) * dy) / square);
        return Math.hypot(x - line[0] - along * dx, y - line[1] - along * dy);
    }

    /** {@code [size, size]} normal numbers blurred by a Gaussian, the field continued round its edges. */
    static double[] field(int size, double deviation, Rng rng) {
        var noise = new double[size * size];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = rng.nextGaussian();
        }
        return blurred(blurred(noise, size, deviation, 1), size, deviation, size);
    }

    private static double[] blurred(double[] field, int size, double deviation, int stride) {
        int reach = (int) Math.ceil(3 * deviation);
        var weights = new double[2 * reach + 1];
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = Math.exp(-k * k / (2 * deviation * deviation));
            sum += weights[k + reach];
        }
        var blurred = new double[field.length];
        for (int i = 0; i < field.length; i++) {
            int place = i / stride % size;
            for (int k = -reach; k <= reach; k++) {
                int from = i + (Math.floorMod(place + k, size) - place) * stride;
                blurred[i] += weights[k + reach] / sum * field[from];
            }
        }
        return blurred;
    }
}
