package org.assay.studies.uncertainty;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * How far each example's distribution of values is from the training examples' mean one.
 *
 * @param mean histogram of the training examples, {@code [bins]}
 * @param histograms of the examples to be judged, {@code [n, bins]}
 * @param bySmoothing the divergence D of each of them, {@code [n]}, by the number of bins that it smooths over
 */
record Divergences(Bins bins, Tensor mean, Tensor histograms, Map<Integer, Tensor> bySmoothing) {

    /**
     * Histograms of values and their divergences.
     *
     * @param train {@code [examples, values]}: their range and their mean histogram
     * @param judged {@code [n, values]}
     * @param epsilon added to histograms before their logarithms are taken
     */
    static Divergences of(Tensor train, Tensor judged, int count, double epsilon, int... smoothings) {
        return Scope.call(() -> {
            var bins = Bins.over(train, count);
            var mean = bins.histograms(train).mean(0);
            var histograms = bins.histograms(judged);
            var by = new LinkedHashMap<Integer, Tensor>();
            for (int s : smoothings) {
                by.put(s, Bins.divergence(histograms, mean, s, epsilon));
            }
            return new Divergences(bins, mean, histograms, by);
        });
    }

    /** D of each example, {@code [n]}, FLOAT64. */
    Tensor smoothed(int size) {
        var found = bySmoothing.get(size);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Histograms were smoothed over " + bySmoothing.keySet() + " bins, not over " + size + ".");
        }
        return found;
    }
}
