package org.assay.studies.optimisationlayers;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Signals without and with noise.
 *
 * @param clean {@code [signals, length]}
 * @param noisy {@code [signals, length]}
 */
record Signals(Tensor clean, Tensor noisy) {
    static final double NOISE = 10;

    enum Kind {
        /** Piecewise constant (the paper's): 1 to 9 pieces, heights 10 to 99. */
        STEPS,
        /** Piecewise linear and continuous: 2 to 6 knots, slopes -4 to 4. */
        RAMPS,
        /** Linear: ramps without knots. */
        LINES
    }

    static Signals draw(Kind kind, int count, int length, Rng rng) {
        var values = new double[count * length];
        for (int i = 0; i < count; i++) {
            var signal = kind == Kind.STEPS
                    ? steps(length, rng)
                    : ramps(length, kind == Kind.LINES ? 0 : 2 + rng.nextInt(5), rng);
            System.arraycopy(signal, 0, values, i * length, length);
        }
        var clean = Tensor.of(DType.FLOAT64, values, count, length);
        return new Signals(clean, clean.add(rng.normalLike(clean), NOISE));
    }

    private static double[] steps(int length, Rng rng) {
        var breaks = places(rng.nextInt(9), length, rng);
        var signal = new double[length];
        double height = 0;
        for (int t = 0; t < length; t++) {
            if (t == 0 || breaks[t]) {
                height = 10 + rng.nextInt(90);
            }
            signal[t] = height;
        }
        return signal;
    }

    private static double[] ramps(int length, int knots, Rng rng) {
        var breaks = places(knots, length, rng);
        var signal = new double[length];
        double slope = rng.nextDouble(-4, 4);
        signal[0] = rng.nextDouble(10, 100);
        for (int t = 1; t < length; t++) {
            signal[t] = signal[t - 1] + slope;
            if (breaks[t]) {
                slope = rng.nextDouble(-4, 4);
            }
        }
        return signal;
    }

    /** So many places after the first, drawn without replacement. */
    private static boolean[] places(int count, int length, Rng rng) {
        var chosen = new boolean[length];
        for (long place : rng.permutation(length - 1).narrow(0, 0, count).toLongs()) {
            chosen[(int) place + 1] = true;
        }
        return chosen;
    }

    double mse(Tensor estimate) {
        return estimate.mse(clean).item();
    }
}
