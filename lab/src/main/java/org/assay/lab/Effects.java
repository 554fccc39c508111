package org.assay.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.lab.stats.Moments;

/**
 * A quantity over the seeds of a look.
 *
 * @param seeds the seeds that have a value, in order
 * @param values theirs
 * @param missing why the others have none, one part of a sentence for each reason
 * @param lost how many they are
 * @param replaced seeds in which a censored or imputed value entered
 */
record Effects(List<Long> seeds, List<Double> values, List<String> missing, int lost, int replaced) {

    static Effects of(Quantity quantity, Results results, List<Long> seeds) {
        var present = new ArrayList<Long>();
        var values = new ArrayList<Double>();
        var missing = new LinkedHashMap<String, List<Long>>();
        int replaced = 0;
        for (var seed : seeds) {
            var reader = new SeedReader(results, seed);
            var value = reader.read(quantity);
            if (value.isPresent()) {
                present.add(seed);
                values.add(value.get());
            }
            for (var reason : reader.missing()) {
                missing.computeIfAbsent(reason, _ -> new ArrayList<>()).add(seed);
            }
            replaced += reader.replaced() ? 1 : 0;
        }
        return new Effects(
                List.copyOf(present),
                List.copyOf(values),
                missing.entrySet().stream()
                        .map(e -> e.getKey() + " in " + named(e.getValue()))
                        .toList(),
                seeds.size() - values.size(),
                replaced);
    }

    private static String named(List<Long> seeds) {
        var distinct = seeds.stream().distinct().map(String::valueOf).toList();
        return (distinct.size() == 1 ? "seed " : "seeds ") + String.join(", ", distinct);
    }

    /** All seeds of the look, with a value or not. */
    int count() {
        return values.size() + lost;
    }

    /** Too many seeds are missing for the worst case to mean anything: more than a quarter. */
    boolean tooFew() {
        return values.isEmpty() || 4 * lost > count();
    }

    Moments moments() {
        return Moments.of(array());
    }

    /** The sample with missing seeds at the smallest value that was seen: they are never dropped. */
    Moments worst() {
        return filled(Collections.min(values));
    }

    /** The sample with missing seeds at the largest value that was seen. */
    Moments best() {
        return filled(Collections.max(values));
    }

    /** The sample with missing seeds at {@code value}. */
    Moments filled(double value) {
        var filled = new ArrayList<>(values);
        filled.addAll(Collections.nCopies(lost, value));
        return Moments.of(array(filled));
    }

    Effects mapped(UnaryOperator<Double> change) {
        return new Effects(seeds, values.stream().map(change).toList(), missing, lost, replaced);
    }

    double[] array() {
        return array(values);
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
