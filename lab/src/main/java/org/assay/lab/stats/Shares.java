package org.assay.lab.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Intervals of a share. */
public final class Shares {

    private Shares() {}

    /** Wilson's score interval (1927), for display. */
    public static Interval wilson(int hits, int of, double alpha) {
        check(hits, of);
        var z = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
        var share = (double) hits / of;
        var spread = z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        var shrink = 1 + z * z / of;
        return new Interval(
                Math.max(0, (share + z * z / (2.0 * of) - spread) / shrink),
                Math.min(1, (share + z * z / (2.0 * of) + spread) / shrink));
    }

    /** Clopper and Pearson's exact interval (1934), for verdicts. */
    public static Interval exact(int hits, int of, double alphaLow, double alphaHigh) {
        check(hits, of);
        var low = hits == 0 ? 0 : BetaDistribution.of(hits, of - hits + 1.0).inverseCumulativeProbability(alphaLow / 2);
        var high =
                hits == of ? 1 : BetaDistribution.of(hits + 1.0, of - hits).inverseSurvivalProbability(alphaHigh / 2);
        return new Interval(low, high);
    }

    private static void check(int hits, int of) {
        if (hits < 0 || of < 1 || hits > of) {
            throw new IllegalArgumentException("A share of " + hits + " in " + of + " does not exist.");
        }
    }
}
