package org.assay.bench;

import java.util.List;

/** The middle of several values, or the mean of the two in the middle. */
final class Medians {
    private Medians() {}

    static double of(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
