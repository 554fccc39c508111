package org.assay.data.generate;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Time series {@code [time]}, FLOAT64, that differ in what a forecaster must be able to do. */
public final class SeriesKinds {
    private static final int DELAY = 17;
    private static final int PER_STEP = 10;
    private static final int SETTLED = 500;

    private SeriesKinds() {}

    /**
     * A trend of 1e-4 a step, days (24 steps) and weeks (168) whose amplitudes wander slowly about 1 (autoregressive, 0.999), and
     * autoregressive noise (0.7) of deviation 0.3.
     */
    public static Tensor seasonal(int length, Rng rng) {
        var values = new double[length];
        double day = Draws.even(0, 2 * Math.PI, rng);
        double week = Draws.even(0, 2 * Math.PI, rng);
        double dayAmplitude = 0;
        double weekAmplitude = 0;
        double noise = 0.3 * rng.nextGaussian();
        double wander = 0.3 * Math.sqrt(1 - 0.999 * 0.999);
        for (int t = 0; t < length; t++) {
            values[t] = 1e-4 * t
                    + (1 + dayAmplitude) * Math.sin(2 * Math.PI * t / 24 + day)
                    + (1 + weekAmplitude) * Math.sin(2 * Math.PI * t / 168 + week)
                    + noise;
            dayAmplitude = 0.999 * dayAmplitude + wander * rng.nextGaussian();
            weekAmplitude = 0.999 * weekAmplitude + wander * rng.nextGaussian();
            noise = 0.7 * noise + 0.3 * Math.sqrt(1 - 0.49) * rng.nextGaussian();
        }
        return Tensor.of(DType.FLOAT64, values, length);
    }

    /**
     * Chaos with a known law, dx/dt = 0.2 x(t - 17) / (1 + x(t - 17)^10) - 0.1 x(t), by Euler steps of 0.1 (Mackey and Glass
     * 1977), from a history drawn near 1.2 and left to settle.
     */
    public static Tensor mackeyGlass(int length, Rng rng) {
        int lag = DELAY * PER_STEP;
        int steps = (SETTLED + length) * PER_STEP;
        var x = new double[lag + steps + 1];
        for (int i = 0; i <= lag; i++) {
            x[i] = 1.2 + 0.1 * (rng.nextDouble() - 0.5);
        }
        for (int i = lag; i < lag + steps; i++) {
            double before = x[i - lag];
            x[i + 1] = x[i] + 0.1 * (0.2 * before / (1 + Math.pow(before, 10)) - 0.1 * x[i]);
        }
        var values = new double[length];
        for (int t = 0; t < length; t++) {
            values[t] = x[lag + (SETTLED + t) * PER_STEP];
        }
        return Tensor.of(DType.FLOAT64, values, length);
    }

    /**
     * What must be looked up: blocks of a key of 8 steps, 16 steps of noise and the motif of 24 steps that the key stands for.
     * There are eight motifs; which key stands for which is drawn anew every ten blocks.
     *
     * @param values {@code [48 blocks]}, FLOAT64
     * @param keys {@code [blocks]}: the key of each block
     * @param motifs {@code [blocks]}: the motif of each block
     */
    public record Recall(Tensor values, Tensor keys, Tensor motifs) {
        private static final int KINDS = 8;

        public static Recall draw(int blocks, Rng rng) {
            var keyShapes = normal(KINDS, 8, rng);
            var motifShapes = normal(KINDS, 24, rng);
            var values = new double[48 * blocks];
            var keys = new long[blocks];
            var motifs = new long[blocks];
            var order = rng.shuffle(List.of(0, 1, 2, 3, 4, 5, 6, 7));
            for (int b = 0; b < blocks; b++) {
                if (b % 10 == 0) {
                    order = rng.shuffle(order);
                }
                int key = rng.nextInt(KINDS);
                keys[b] = key;
                motifs[b] = order.get(key);
                System.arraycopy(keyShapes[key], 0, values, 48 * b, 8);
                for (int t = 8; t < 24; t++) {
                    values[48 * b + t] = rng.nextGaussian();
                }
                System.arraycopy(motifShapes[order.get(key)], 0, values, 48 * b + 24, 24);
            }
            return new Recall(
                    Tensor.of(DType.FLOAT64, values, values.length),
                    Tensor.of(keys, blocks),
                    Tensor.of(motifs, blocks));
        }

        private static double[][] normal(int rows, int columns, Rng rng) {
            var values = new double[rows][columns];
            for (var row : values) {
                for (int c = 0; c < columns; c++) {
                    row[c] = rng.nextGaussian();
                }
            }
            return values;
        }
    }

    /**
     * A walk of normal steps of deviation 1 whose drift, normal with the deviation given, is drawn anew with this probability a
     * step: of its future no more than the drift can be known.
     */
    public static Tensor driftingWalk(int length, double change, double drift, Rng rng) {
        if (!(change >= 0 && change <= 1)) {
            throw new DataException("a drift changes with a probability from 0 to 1, not " + change);
        }
        var values = new double[length];
        double now = drift * rng.nextGaussian();
        double value = 0;
        for (int t = 0; t < length; t++) {
            if (rng.nextDouble() < change) {
                now = drift * rng.nextGaussian();
            }
            value += now + rng.nextGaussian();
            values[t] = value;
        }
        return Tensor.of(DType.FLOAT64, values, length);
    }
}
