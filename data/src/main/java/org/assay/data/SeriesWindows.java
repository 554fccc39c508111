package org.assay.data;

import org.assay.data.format.DataException;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Stretches of a long series around given steps. */
public final class SeriesWindows {
    private SeriesWindows() {}

    /**
     * For each origin the steps before it and those from it on.
     *
     * @param series {@code [time, channel]}
     * @param origins {@code [window]}, INT64: the first step of each that is not before it
     * @return {@code [window, before + after, channel]}
     */
    public static Tensor around(Tensor series, Tensor origins, long before, long after) {
        return Scope.call(() -> {
            long first = origins.min().itemLong() - before;
            long last = origins.max().itemLong() + after - 1;
            if (first < 0 || last >= series.size(0)) {
                throw new DataException("the windows reach from step " + first + " to step " + last
                        + ", and the series has those from 0 to " + (series.size(0) - 1));
            }
            var steps = origins.unsqueeze(1).add(Tensor.arange(before + after).sub(before));
            return series.rows(steps.flatten()).view(origins.size(0), before + after, -1);
        });
    }

    /** Every so many steps from one (inclusive) to another (exclusive), {@code [origin]}, INT64. */
    public static Tensor origins(long from, long to, long every) {
        if (from >= to || every < 1) {
            throw new DataException("there are no origins from " + from + " to " + to + " in steps of " + every);
        }
        return Tensor.arange((to - from + every - 1) / every).mul(every).add(from);
    }
}
