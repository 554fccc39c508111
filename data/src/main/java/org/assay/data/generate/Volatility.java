package org.assay.data.generate;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Returns of an asset whose volatility moves. */
public final class Volatility {
    private static final int BURN = 500;

    private Volatility() {}

    /**
     * Returns and the volatility behind them.
     *
     * @param returns {@code [time]}, FLOAT64
     * @param deviations {@code [time]}, FLOAT64: the conditional standard deviation
     */
    public record Path(Tensor returns, Tensor deviations) {}

    /**
     * GARCH(1,1): σ²ₜ = ω + α r²ₜ₋₁ + β σ²ₜ₋₁, rₜ = σₜ N(0, 1), started at the stationary variance ω / (1 - α - β)
     * (Bollerslev 1986).
     */
    public static Path garch(int length, double omega, double alpha, double beta, Rng rng) {
        return broken(length, omega, alpha, beta, 1, List.of(), rng);
    }

    /**
     * GARCH(1,1) whose omega is multiplied by a factor within spans of time, {@code {from, to}} with the end left out: breaks that a
     * forecaster is not told of. It starts at the stationary variance without breaks.
     */
    public static Path broken(
            int length, double omega, double alpha, double beta, double factor, List<int[]> spans, Rng rng) {
        if (!(omega > 0 && factor > 0) || alpha < 0 || beta < 0 || alpha + beta >= 1) {
            throw new DataException("GARCH with omega " + omega + " times " + factor + ", alpha " + alpha + " and beta "
                    + beta + " has no stationary variance; omega > 0, a factor > 0 and alpha + beta < 1 are needed");
        }
        var returns = new double[length];
        var deviations = new double[length];
        double variance = omega / (1 - alpha - beta);
        for (int t = 0; t < length; t++) {
            deviations[t] = Math.sqrt(variance);
            returns[t] = deviations[t] * rng.nextGaussian();
            int next = t + 1;
            boolean inside = spans.stream().anyMatch(span -> next >= span[0] && next < span[1]);
            variance = (inside ? factor : 1) * omega + alpha * returns[t] * returns[t] + beta * variance;
        }
        return new Path(Tensor.of(DType.FLOAT64, returns, length), Tensor.of(DType.FLOAT64, deviations, length));
    }

    /**
     * Stochastic volatility with leverage: hₜ₊₁ = φ hₜ + s uₜ, rₜ = exp(hₜ/2 - v/4) eₜ with v = s² / (1 - φ²) and
     * correlation ρ between eₜ and uₜ; the variance of r is 1.
     */
    public static Path stochastic(int length, double phi, double s, double correlation, Rng rng) {
        if (Math.abs(phi) >= 1 || Math.abs(correlation) > 1) {
            throw new DataException(
                    "phi " + phi + " must lie inside (-1, 1) and the correlation " + correlation + " in [-1, 1]");
        }
        double v = s * s / (1 - phi * phi);
        var returns = new double[length];
        var deviations = new double[length];
        double h = 0;
        for (int t = -BURN; t < length; t++) {
            double e = rng.nextGaussian();
            double u = correlation * e + Math.sqrt(1 - correlation * correlation) * rng.nextGaussian();
            if (t >= 0) {
                deviations[t] = Math.exp(h / 2 - v / 4);
                returns[t] = deviations[t] * e;
            }
            h = phi * h + s * u;
        }
        return new Path(Tensor.of(DType.FLOAT64, returns, length), Tensor.of(DType.FLOAT64, deviations, length));
    }
}
