package org.assay.lab.stats;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/** Critical values of t statistics at a plan's looks. */
public final class Boundaries {

    private Boundaries() {}

    /** Critical value of |t| at each look so that, without an effect, any look exceeds it with probability {@code alpha} at most. */
    public static double[] t(List<Integer> looks, double alpha) {
        var critical = new double[looks.size()];
        double spent = 0;
        for (int k = 0; k < critical.length; k++) {
            double fraction = (double) looks.get(k) / looks.getLast();
            double upTo = alpha * (1 - Math.exp(4 * fraction)) / (1 - Math.exp(4));
            int freedom = looks.get(k) - 1;
            critical[k] = freedom < 1
                    ? Double.POSITIVE_INFINITY
                    : TDistribution.of(freedom).inverseSurvivalProbability((upTo - spent) / 2);
            spent = upTo;
        }
        return critical;
    }
}
