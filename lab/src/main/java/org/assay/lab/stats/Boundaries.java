package org.assay.lab.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Critical values of t statistics at a plan's looks, such that the intervals {@code mean +- critical x standard error} hold jointly over all looks
 * (repeated confidence intervals, Jennison and Turnbull 1989). The error is spent exactly under the joint distribution of the t statistics: normal
 * boundaries, or their nominal levels with t quantiles, are off by up to a factor of four at these sizes.
 */
public final class Boundaries {

    private record Key(List<Integer> looks, double alpha, Spending spending) {}

    private static final Map<Key, double[]> CACHE = new ConcurrentHashMap<>();

    private Boundaries() {}

    /** Critical value of |t| at each look with the spending that suits the plan; infinite where the number of values gives none. */
    public static double[] t(List<Integer> looks, double alpha) {
        return t(looks, alpha, Spending.of(looks.getFirst()));
    }

    /**
     * Critical value of |t| at each look: without an effect, any look exceeds its value with probability {@code alpha}.
     *
     * @param looks increasing numbers of values
     * @param alpha two-sided error over all looks
     */
    public static double[] t(List<Integer> looks, double alpha, Spending spending) {
        return CACHE.computeIfAbsent(new Key(List.copyOf(looks), alpha, spending), key -> compute(key, looks.size()))
                .clone();
    }

    /** The first {@code count} of {@link #t(List, double)}, for an error that will not be asked for again. */
    static double[] first(int count, List<Integer> looks, double alpha) {
        return compute(new Key(List.copyOf(looks), alpha, Spending.of(looks.getFirst())), count);
    }

    /** Two-sided error spent at each look alone. */
    public static double[] increments(List<Integer> looks, double alpha) {
        var spending = Spending.of(looks.getFirst());
        var increments = new double[looks.size()];
        double spent = 0;
        for (int k = 0; k < increments.length; k++) {
            double upTo = spending.spent((double) looks.get(k) / looks.getLast(), alpha);
            increments[k] = upTo - spent;
            spent = upTo;
        }
        return increments;
    }

    /** Probability, without an effect, that |t| exceeds its critical value at any look. */
    public static double crossing(List<Integer> looks, double[] critical) {
        double sum = 0;
        var paths = new ArrayList<SequentialT>();
        for (int k = 0; k < critical.length; k++) {
            int n = looks.get(k);
            if (paths.isEmpty()) {
                sum += SequentialT.crossingAtFirst(n, critical[k]);
                paths.add(SequentialT.first(n, critical[k]));
            } else {
                sum += paths.getLast().crossing(n, critical[k]);
                paths.add(paths.getLast().then(n, critical[k]));
            }
        }
        return sum;
    }

    private static double[] compute(Key key, int count) {
        var looks = key.looks();
        var critical = new double[count];
        var paths = new ArrayList<SequentialT>();
        double spent = 0;
        for (int k = 0; k < critical.length; k++) {
            int n = looks.get(k);
            if (n < 2) {
                critical[k] = Double.POSITIVE_INFINITY;
                continue;
            }
            var upTo = key.spending().spent((double) n / looks.getLast(), key.alpha());
            var error = upTo - spent;
            spent = upTo;
            if (paths.isEmpty()) {
                critical[k] = TDistribution.of(n - 1.0).inverseSurvivalProbability(error / 2);
            } else {
                critical[k] = solve(paths.getLast(), n, error);
            }
            if (k + 1 < critical.length) {
                paths.add(
                        paths.isEmpty()
                                ? SequentialT.first(n, critical[k])
                                : paths.getLast().then(n, critical[k]));
            }
        }
        return critical;
    }

    /** The critical value that is crossed first at {@code n} values with probability {@code error}: bisection, then the secant in its logarithm. */
    private static double solve(SequentialT paths, int n, double error) {
        double low = 0;
        double high = TDistribution.of(n - 1.0).inverseSurvivalProbability(error / 2);
        double crossingLow = Double.NaN;
        double crossingHigh = paths.crossing(n, high);
        for (int step = 0; step < 60 && high - low > 1e-9 * high; step++) {
            double middle = (low + high) / 2;
            if (!Double.isNaN(crossingLow) && crossingHigh > 0) {
                var slope = (Math.log(crossingHigh) - Math.log(crossingLow)) / (high - low);
                var guess = low + (Math.log(error) - Math.log(crossingLow)) / slope;
                var margin = (high - low) * (step % 3 == 0 ? 0.5 : 0.02);
                middle = Math.clamp(guess, low + margin, high - margin);
            }
            double crossing = paths.crossing(n, middle);
            if (crossing > error) {
                low = middle;
                crossingLow = crossing;
            } else {
                high = middle;
                crossingHigh = crossing;
            }
        }
        return (low + high) / 2;
    }
}
