package org.assay.lab.stats;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Tests of a trend along an ordered factor. */
public final class Trend {

    private Trend() {}

    /**
     * Page's test (1963) that levels rise from left to right, by seed: each seed ranks its own levels.
     *
     * @param seeds one row for each seed, its levels in the order claimed to rise; rows of equal length
     * @return one-sided p by the normal approximation, with ties at their mean rank
     */
    public static double page(List<double[]> seeds) {
        int n = seeds.size();
        int k = seeds.getFirst().length;
        double statistic = 0;
        double variance = 0;
        var middle = (k + 1) / 2.0;
        double weights = IntStream.rangeClosed(1, k)
                .mapToDouble(j -> (j - middle) * (j - middle))
                .sum();
        for (var row : seeds) {
            var ranks = Ranks.of(row);
            double squares = 0;
            for (int j = 0; j < k; j++) {
                statistic += (j + 1) * ranks[j];
                squares += (ranks[j] - middle) * (ranks[j] - middle);
            }
            variance += squares * weights / (k - 1);
        }
        var expected = n * k * middle * middle;
        return variance == 0
                ? 1
                : NormalDistribution.of(0, 1).survivalProbability((statistic - expected) / Math.sqrt(variance));
    }

    /**
     * Mann and Kendall's test of a trend in one series, two-sided; exact without ties, by the normal approximation beyond 60 values.
     *
     * @param values in order
     */
    public static double mannKendall(double[] values) {
        int n = values.length;
        long score = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                score += (long) Math.signum(values[i] - values[j]);
            }
        }
        if (n > 60) {
            var spread = Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
            return Math.min(
                    1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.max(0, Math.abs(score) - 1) / spread));
        }
        int pairs = n * (n - 1) / 2;
        var shares = inversions(n);
        double tail = 0;
        for (int inversions = 0; inversions <= pairs; inversions++) {
            tail += Math.abs(pairs - 2L * inversions) >= Math.abs(score) ? shares[inversions] : 0;
        }
        return Math.min(1, tail);
    }

    /** Probability of each number of inversions in a random order. */
    private static double[] inversions(int n) {
        var shares = new double[] {1};
        for (int size = 2; size <= n; size++) {
            var next = new double[shares.length + size - 1];
            for (int before = 0; before < shares.length; before++) {
                for (int more = 0; more < size; more++) {
                    next[before + more] += shares[before] / size;
                }
            }
            shares = next;
        }
        return shares;
    }
}
