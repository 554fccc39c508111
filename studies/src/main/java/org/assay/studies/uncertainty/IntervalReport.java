package org.assay.studies.uncertainty;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assay.data.Examples;
import org.assay.data.generate.Functions;
import org.assay.lab.Trial;
import org.assay.solve.conformal.Conformal;
import org.assay.solve.conformal.Interval;
import org.assay.studies.uncertainty.ConformalPrediction.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Intervals of one method on the first example of conformalised quantile regression, whose noise changes from place to place. */
final class IntervalReport {

    private static final double ALPHA = 0.1;
    private static final int PLACES = 25;
    private static final int GRID = BandPicture.WIDTH;
    private static final int SHOWN = 1_500;

    /** How intervals are made. */
    enum Method {
        /** As wide everywhere. */
        SPLIT,
        /** As wide as residuals are expected to be large. */
        LOCAL,
        /** Between two estimated quantiles. */
        QUANTILES
    }

    /** The interval of a point under a threshold. */
    private interface Band {
        Interval at(int i, double q);
    }

    /** Scores and intervals at some points. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Fitted(double[] scores, Band band) {}

    private final Trial<Setup> trial;
    private final Setup s;
    private final Examples learnt;
    private final Examples calibration;
    private final Examples test;

    IntervalReport(Trial<Setup> trial) {
        this.trial = trial;
        this.s = trial.setting();
        var rng = Rng.of(trial.seed("points"));
        var seen = Functions.conformal(s.points(), rng.split("seen"));
        this.learnt = seen.first(s.points() / 2);
        this.calibration = seen.range(s.points() / 2, s.points());
        this.test = Functions.conformal(s.testPoints(), rng.split("test"));
    }

    void report() {
        var fit = method();
        double q = Conformal.threshold(fit.apply(0).scores, ALPHA);
        trial.metric("threshold", q);
        measured("", q, fit.apply(1));
        if (s.interval() == Method.QUANTILES) {
            measured("_uncalibrated", 0, fit.apply(1));
        }
        var band = fit.apply(2).band;
        var picture = new BandPicture();
        for (int i = 0; i < GRID; i++) {
            var interval = band.at(i, q);
            picture.band(i, interval);
            trial.series("upper end", place(i), interval.high());
            trial.series("lower end", place(i), interval.low());
        }
        var x = test.inputs().toDoubles();
        var y = test.labels().toDoubles();
        for (int i = 0; i < Math.min(SHOWN, y.length); i++) {
            picture.point(x[i], y[i]);
        }
        picture.show(trial, "intervals");
    }

    /** The middle of a column of the picture. */
    private static double place(int column) {
        return 5 * (column + 0.5) / GRID;
    }

    private void measured(String suffix, double q, Fitted fitted) {
        var x = test.inputs().toDoubles();
        var y = test.labels().toDoubles();
        var all = new int[PLACES];
        var hit = new int[PLACES];
        double length = 0;
        for (int i = 0; i < y.length; i++) {
            var interval = fitted.band.at(i, q);
            int place = Math.min((int) (x[i] * PLACES / 5), PLACES - 1);
            length += interval.length() / y.length;
            all[place]++;
            hit[place] += interval.holds(y[i]) ? 1 : 0;
        }
        trial.metric("coverage" + suffix, Arrays.stream(hit).sum() / (double) y.length);
        trial.metric("length" + suffix, length);
        for (int place = 0; suffix.isEmpty() && place < PLACES; place++) {
            trial.series("coverage by x", 5.0 * (place + 0.5) / PLACES, hit[place] / (double) all[place]);
        }
    }

    /** Calibration points for 0, test points for 1, and a grid for 2. */
    private IntFunction<Fitted> method() {
        var grid = Tensor.of(
                floats(IntStream.range(0, GRID)
                        .mapToDouble(IntervalReport::place)
                        .toArray()),
                GRID,
                1);
        var inputs = new Tensor[] {calibration.inputs(), test.inputs(), grid};
        var labels =
                new double[][] {calibration.labels().toDoubles(), test.labels().toDoubles(), new double[GRID]};
        var init = Rng.of(trial.seed("nets"));
        if (s.interval() == Method.QUANTILES) {
            var net = Regressor.fit(
                    learnt,
                    2,
                    (f, y) -> Regressor.pinball(f, y, ALPHA / 2, 1 - ALPHA / 2),
                    s.steps(),
                    init.split("quantiles"));
            return part -> {
                var low = net.at(inputs[part], 0);
                var high = net.at(inputs[part], 1);
                return fitted(
                        labels[part],
                        (i, y) -> Interval.beyond(low[i], high[i], y),
                        (i, q) -> Interval.quantiles(low[i], high[i], q));
            };
        }
        var mean = Regressor.fit(learnt, 1, Tensor::mse, s.steps(), init.split("mean"));
        if (s.interval() == Method.SPLIT) {
            return part -> {
                var mu = mean.at(inputs[part], 0);
                return fitted(labels[part], (i, y) -> Math.abs(y - mu[i]), (i, q) -> Interval.around(mu[i], 1, q));
            };
        }
        var residuals = residuals(init);
        var sigma = Regressor.fit(
                new Examples(learnt.inputs(), Tensor.of(floats(residuals), residuals.length)),
                1,
                Tensor::mse,
                s.steps(),
                init.split("sigma"));
        var sorted = residuals.clone();
        Arrays.sort(sorted);
        double floor = 0.1 * sorted[sorted.length / 2];
        return part -> {
            var mu = mean.at(inputs[part], 0);
            var scale = Arrays.stream(sigma.at(inputs[part], 0))
                    .map(v -> Math.max(v, 0) + floor)
                    .toArray();
            return fitted(
                    labels[part],
                    (i, y) -> Math.abs(y - mu[i]) / scale[i],
                    (i, q) -> Interval.around(mu[i], scale[i], q));
        };
    }

    /** Absolute residuals of the learnt points, of each half by a network that learnt the other: those of its own points are too small. */
    private double[] residuals(Rng init) {
        int n = (int) learnt.count();
        var y = learnt.labels().toDoubles();
        var residuals = new double[n];
        for (int fold = 0; fold < 2; fold++) {
            int from = fold * n / 2;
            int to = (fold + 1) * n / 2;
            var others = fold == 0 ? learnt.range(to, n) : learnt.range(0, from);
            var mu = Regressor.fit(
                            others,
                            1,
                            Tensor::mse,
                            s.steps(),
                            init.split("fold").split(fold))
                    .at(learnt.range(from, to).inputs(), 0);
            for (int i = from; i < to; i++) {
                residuals[i] = Math.abs(y[i] - mu[i - from]);
            }
        }
        return residuals;
    }

    private interface Score {
        double of(int i, double y);
    }

    private static Fitted fitted(double[] y, Score score, Band band) {
        return new Fitted(
                IntStream.range(0, y.length).mapToDouble(i -> score.of(i, y[i])).toArray(), band);
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
