package org.assay.studies.uncertainty;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assay.lab.Trial;

/** Means of numbers by name, over splits or series inside a trial. */
final class Means {
    private record Sum(int n, double of) {}

    private final Map<String, Sum> sums = new LinkedHashMap<>();

    void add(String name, double value) {
        sums.merge(name, new Sum(1, value), (a, b) -> new Sum(a.n + 1, a.of + b.of));
    }

    /** Every mean, as a cell of its name. */
    void report(Trial<?> trial) {
        sums.forEach((name, sum) -> trial.metric(name, sum.of / sum.n));
    }
}
