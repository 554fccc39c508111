package org.assay.studies.optimisationlayers;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.TransformerTemperature;
import org.assay.data.generate.SeriesKinds;
import org.assay.studies.Needed;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A day of seven hourly series, and the last of them a day later: inputs {@code [window, 168]}, labels {@code [window]}, FLOAT64, in units of the training
 * part's means and deviations. Inputs are turned to the principal axes of the training part, which changes no penalised fit and helps whoever descends.
 */
record Windows(Examples train, Examples validation, Examples test) {
    private static final int SERIES = 7;
    private static final int HOURS = 24;
    private static final int GENERATED = 3_000;

    /** Draws windows that begin in three parts of the time: the customary ones, or 60, 20 and 20 % of generated series. */
    static Windows draw(int train, int others, boolean generated, Rng rng) {
        return Scope.call(() -> {
            if (generated) {
                var series = IntStream.range(0, SERIES)
                        .mapToObj(i -> SeriesKinds.seasonal(
                                GENERATED, rng.split("series").split(i)))
                        .toList();
                return split(
                        Tensor.stack(series, 1),
                        List.of(GENERATED * 3 / 5, GENERATED * 4 / 5, GENERATED),
                        train,
                        others,
                        rng);
            }
            var ends = List.of(
                    TransformerTemperature.TRAIN_END,
                    TransformerTemperature.VALIDATION_END,
                    TransformerTemperature.TEST_END);
            var hourly = Needed.data("temperatures to forecast", DataSets::ett).h1();
            return split(hourly.values(), ends, train, others, rng);
        });
    }

    /** Of values {@code [hour, series]}. */
    static Windows split(Tensor values, List<Integer> ends, int train, int others, Rng rng) {
        var own = drawn(values, 0, ends.get(0), train, rng.split("train"));
        var mean = own.inputs().mean(0);
        var deviation = own.inputs().std(0).clampMin(1e-9);
        double centre = own.labels().mean().item();
        double unit = own.labels().std().item();
        var axes = own.inputs().sub(mean).div(deviation).svd().vh().t();
        return new Windows(
                scaled(own, mean, deviation, axes, centre, unit),
                scaled(
                        drawn(values, ends.get(0), ends.get(1), others, rng.split("validation")),
                        mean,
                        deviation,
                        axes,
                        centre,
                        unit),
                scaled(
                        drawn(values, ends.get(1), ends.get(2), others, rng.split("test")),
                        mean,
                        deviation,
                        axes,
                        centre,
                        unit));
    }

    private static Examples scaled(
            Examples part, Tensor mean, Tensor deviation, Tensor axes, double centre, double unit) {
        return new Examples(
                part.inputs().sub(mean).div(deviation).matmul(axes),
                part.labels().sub(centre).div(unit));
    }

    /** Windows whose hours and whose label all lie from (inclusive) to (exclusive). */
    private static Examples drawn(Tensor values, int from, int to, int count, Rng rng) {
        var starts =
                rng.permutation(to - from - 2L * HOURS + 1).narrow(0, 0, count).add((long) from);
        var hours = starts.unsqueeze(1).add(Tensor.arange(HOURS));
        var inputs = values.rows(hours.flatten()).to(DType.FLOAT64).reshape(count, -1);
        var labels = values.select(1, values.size(1) - 1)
                .rows(starts.add(2L * HOURS - 1))
                .to(DType.FLOAT64);
        return new Examples(inputs, labels);
    }

    /** How a share of the training labels is spoilt. */
    enum Outliers {
        /** Moved by normal noise of 5 deviations. */
        SCATTERED,
        /** Moved up by 10 deviations. */
        SHIFTED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        Tensor spoil(Tensor labels, double share, Rng rng) {
            long n = labels.size(0);
            // The same order and noise whatever the share: more outliers are the fewer and others.
            var chosen = rng.split("which")
                    .permutation(n)
                    .lt(Math.round(share * (double) n))
                    .to(DType.FLOAT64);
            var move = this == SHIFTED
                    ? Tensor.full(DType.FLOAT64, 10, n)
                    : rng.split("noise").normal(n).mul(5).to(DType.FLOAT64);
            return labels.add(chosen.mul(move));
        }
    }
}
