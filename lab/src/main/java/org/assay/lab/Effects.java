package org.assay.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assay.lab.stats.Interval;
import org.assay.lab.stats.Moments;

/**
 * A quantity over the seeds of a look.
 *
 * @param values of the seeds that have one, in seed order
 * @param missing why the others have none, one sentence part each
 * @param replaced seeds in which a censored or imputed value entered
 */
record Effects(List<Double> values, List<String> missing, int seedsMissing, int replaced) {

    /** A sample without variance says something only if it repeats itself. */
    private static final int REPEATS = 3;

    static Effects of(Quantity quantity, Results results, List<Long> seeds) {
        var values = new ArrayList<Double>();
        var missing = new ArrayList<String>();
        int lost = 0;
        int replaced = 0;
        for (var seed : seeds) {
            var reader = new SeedReader(results, seed);
            var value = reader.read(quantity);
            value.ifPresent(values::add);
            missing.addAll(reader.missing());
            lost += value.isEmpty() ? 1 : 0;
            replaced += reader.replaced() ? 1 : 0;
        }
        return new Effects(List.copyOf(values), missing.stream().distinct().toList(), lost, replaced);
    }

    int seeds() {
        return values.size() + seedsMissing;
    }

    /** Too many seeds are missing for the worst case to mean anything: more than a quarter. */
    boolean tooFew() {
        return values.isEmpty() || 4 * seedsMissing > seeds();
    }

    Moments moments() {
        return Moments.of(array(values));
    }

    /** The sample with missing seeds at the worst, or the best, value that was seen. */
    private Moments filled(boolean worst) {
        var filled = new ArrayList<>(values);
        filled.addAll(Collections.nCopies(seedsMissing, worst ? Collections.min(values) : Collections.max(values)));
        return Moments.of(array(filled));
    }

    /** The mean with missing seeds at the worst value seen. */
    double worstMean() {
        return filled(true).mean();
    }

    /**
     * Lower and upper bound from their critical values; a failed seed enters the lower bound as the worst and the upper bound as the best value
     * seen, never dropped. Nothing where the number of seeds gives no interval.
     */
    Optional<Interval> interval(double criticalLow, double criticalHigh) {
        var low = filled(true);
        var high = filled(false);
        boolean constant = low.sd() == 0 || high.sd() == 0;
        if ((constant && seeds() < REPEATS) || Double.isInfinite(criticalLow) || Double.isInfinite(criticalHigh)) {
            return Optional.empty();
        }
        return Optional.of(new Interval(
                low.mean() - criticalLow * low.standardError(), high.mean() + criticalHigh * high.standardError()));
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double smallest() {
        return Arrays.stream(array(values)).min().orElse(Double.NaN);
    }
}
