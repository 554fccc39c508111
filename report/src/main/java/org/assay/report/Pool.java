package org.assay.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** All values that an arm reported under a name, whatever the seed. */
final class Pool {

    private Pool() {}

    /** Finite values in ascending order: those of the cell, or of the series where no trial has such a cell. */
    static double[] values(RunData data, Arms arms, String arm, String name) {
        var cells = arms.values(arm, name);
        var all = cells.length > 0
                ? Arrays.stream(cells)
                : arms.done(arm).stream()
                        .flatMapToDouble(t -> data.series(arm, t.seed(), name)
                                .map(c -> Arrays.stream(c.y()))
                                .orElse(DoubleStream.empty()));
        return all.filter(Double::isFinite).sorted().toArray();
    }
}
