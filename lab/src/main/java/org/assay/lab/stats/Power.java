package org.assay.lab.stats;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Numbers of seeds. */
public final class Power {

    private static final double WANTED = 0.8;
    private static final int MOST = 1000;

    private Power() {}

    /** Probability that a noncentral t exceeds {@code critical} (Johnson and Welch 1940, to about one point from five values on). */
    public static double exceeds(double critical, int freedom, double noncentrality) {
        var shrunk = critical * (1 - 1 / (4.0 * freedom));
        var spread = Math.sqrt(1 + critical * critical / (2.0 * freedom));
        return NormalDistribution.of(0, 1).survivalProbability((shrunk - noncentrality) / spread);
    }

    /**
     * How many more values would decide with four chances in five, if the effect and the spread are as seen: that the effect is beyond the bar, short of it,
     * or below delta. Nothing if a thousand do not.
     */
    public static OptionalInt more(Moments sample, double bar, double delta, double alpha) {
        if (sample.n() < 2 || sample.n() >= MOST || sample.sd() == 0) {
            return OptionalInt.empty();
        }
        if (!decides(sample, MOST, bar, delta, alpha)) {
            return OptionalInt.empty();
        }
        int fewer = sample.n();
        int enough = MOST;
        while (enough - fewer > 1) {
            int middle = (fewer + enough) / 2;
            if (decides(sample, middle, bar, delta, alpha)) {
                enough = middle;
            } else {
                fewer = middle;
            }
        }
        return OptionalInt.of(enough - sample.n());
    }

    private static boolean decides(Moments sample, int n, double bar, double delta, double alpha) {
        var critical = TDistribution.of(n - 1.0).inverseSurvivalProbability(alpha / 2);
        var root = Math.sqrt(n) / sample.sd();
        var fromBar = Math.abs(sample.mean() - bar) * root;
        var fromDelta = (delta - sample.mean()) * root;
        return exceeds(critical, n - 1, Math.max(fromBar, fromDelta)) >= WANTED;
    }
}
