package org.assay.data.generate;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Returns of assets whose law is known. */
public final class Markets {
    private static final double[] STAY = {0.99, 0.985, 0.97};
    private static final double[] MEAN = {0.03, 0.08, -0.15};
    private static final double[] DEVIATION = {0.6, 0.9, 2.5};
    private static final double[] MEMORY = {0, 0.15, -0.1};
    private static final int FREEDOM = 6;

    private Markets() {}

    /**
     * Assets that move with common factors.
     *
     * @param returns {@code [time, asset]}, FLOAT64
     * @param covariance {@code [asset, asset]}, FLOAT64: of the returns, exactly
     * @param means {@code [asset]}, FLOAT64: of the returns, exactly
     */
    public record Factors(Tensor returns, Tensor covariance, Tensor means) {}

    /**
     * returns = means + loadings factors + own, all normal: loadings normal with deviation 1 (the first factor's about 1), factors of
     * deviation 1 percent, own deviations even from 0.5 to 2 percent, means normal with deviation 0.05 percent; in percent.
     */
    public static Factors factors(int length, int assets, int factors, Rng rng) {
        return Scope.call(() -> {
            var loadings = rng.normal(assets, factors).to(DType.FLOAT64).copy();
            loadings.narrow(1, 0, 1).mul_(0.3).add_(1);
            var own = rng.uniformBetween(0.5, 2, assets).to(DType.FLOAT64);
            var means = rng.normal(assets).to(DType.FLOAT64).mul(0.05);
            var common = rng.normal(length, factors).to(DType.FLOAT64).matmul(loadings.t());
            var alone = rng.normal(length, assets).to(DType.FLOAT64).mul(own);
            var covariance = loadings.matmul(loadings.t()).add(own.square().diagEmbed());
            return new Factors(common.add(alone).add(means), covariance, means);
        });
    }

    /**
     * A market that is calm, rising or in crisis.
     *
     * @param returns {@code [time]}, FLOAT64, in percent
     * @param regimes {@code [time]}, INT64: 0 calm, 1 trending, 2 crisis
     */
    public record Regimes(Tensor returns, Tensor regimes) {}

    /**
     * A Markov chain of three regimes that stay with probability 0.99, 0.985 and 0.97 and else change to one of the others; in each
     * r = mean + memory (r before - mean) + deviation t, t of Student's law with 6 degrees of freedom scaled to variance 1.
     */
    public static Regimes regimes(int length, Rng rng) {
        var returns = new double[length];
        var regimes = new long[length];
        int regime = 0;
        double before = 0;
        for (int t = 0; t < length; t++) {
            if (rng.nextDouble() >= STAY[regime]) {
                regime = (regime + 1 + rng.nextInt(2)) % 3;
            }
            double shock = student(rng) * Math.sqrt((FREEDOM - 2.0) / FREEDOM);
            before = MEAN[regime] + MEMORY[regime] * (before - MEAN[regime]) + DEVIATION[regime] * shock;
            returns[t] = before;
            regimes[t] = regime;
        }
        return new Regimes(Tensor.of(DType.FLOAT64, returns, length), Tensor.of(regimes, length));
    }

    private static double student(Rng rng) {
        double squares = 0;
        for (int k = 0; k < FREEDOM; k++) {
            double z = rng.nextGaussian();
            squares += z * z;
        }
        return rng.nextGaussian() / Math.sqrt(squares / FREEDOM);
    }

    /** Prices {@code [time + 1, …]} that start at 1 and have these returns, given in percent. */
    public static Tensor prices(Tensor returns) {
        if (returns.size(0) < 1) {
            throw new DataException("prices take at least one return");
        }
        return Scope.call(() -> {
            var growth = returns.div(100.0).add(1.0).cumprod(0);
            return Tensor.cat(Tensor.onesLike(growth.narrow(0, 0, 1)), growth);
        });
    }
}
