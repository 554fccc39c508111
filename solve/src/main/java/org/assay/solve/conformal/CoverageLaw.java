package org.assay.solve.conformal;

import org.assay.solve.SolveException;

/**
 * How the share of new points that split conformal sets cover is distributed over calibration sets, for scores that do not tie: given the calibration set
 * coverage is Beta(rank, n + 1 - rank), and a share counted on m new points is beta-binomial. Vovk 2012, Proposition 2a.
 *
 * @param n calibration points
 * @param rank of the threshold among their scores, {@link Conformal#rank}
 */
public record CoverageLaw(int n, int rank) {

    public CoverageLaw {
        if (rank < 1 || rank > n) {
            throw new SolveException("The threshold is number " + rank + " of " + n
                    + " scores: coverage is random for numbers from 1 to that of the scores.");
        }
    }

    public static CoverageLaw of(int n, double alpha) {
        return new CoverageLaw(n, Math.toIntExact(Conformal.rank(n, alpha)));
    }

    /** {@code rank / (n + 1)}. */
    public double mean() {
        return rank / (n + 1.0);
    }

    /** Standard deviation of the share counted on m new points; of coverage itself as m grows. */
    public double deviation(double m) {
        double beta = mean() * (1 - mean()) / (n + 2.0);
        return Math.sqrt(beta * (n + 1 + m) / m);
    }

    /** Density of coverage at x between 0 and 1. */
    public double density(double x) {
        if (!(x > 0 && x < 1)) {
            return 0;
        }
        return Math.exp((rank - 1) * Math.log(x) + (n - rank) * Math.log1p(-x) - logBeta(rank, n + 1 - rank));
    }

    /** Probability that k of m new points are covered. */
    public double mass(int k, int m) {
        return Math.exp(logBinomial(m, k) + logBeta(k + rank, m - k + n + 1 - rank) - logBeta(rank, n + 1 - rank));
    }

    private static double logBinomial(int m, int k) {
        return logFactorial(m) - logFactorial(k) - logFactorial(m - k);
    }

    private static double logBeta(int a, int b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
