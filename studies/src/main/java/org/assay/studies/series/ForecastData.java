package org.assay.studies.series;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import org.assay.data.Calendar;
import org.assay.data.DataSets;
import org.assay.data.SeriesWindows;
import org.assay.data.Standardiser;
import org.assay.data.TransformerTemperature;
import org.assay.data.generate.SeriesKinds;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.forecast.Window;
import org.assay.studies.Needed;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.studies.series.LstmVsTransformerForecasting.Source;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A series in units of its training part, and where forecasts of it begin.
 *
 * @param values {@code [time, channel]}, FLOAT32
 * @param marks {@code [time, 4]}: the calendar; zeros where there is none
 * @param lookupMse what the best forecast of {@link Source#RECALL} would err that knew its rules; NaN elsewhere
 */
record ForecastData(Tensor values, Tensor marks, Origins origins, double lookupMse) {
    private static final String FILE = "series.safetensors";
    private static final double DRIFT_CHANGE = 0.005;
    private static final double DRIFT = 0.05;
    private static final long HOUR = 3600;

    /** What the prepared measurements depend on. */
    private record Made(Source source) {}

    static ForecastData of(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        var rng = Rng.of(trial.seed("series"));
        return switch (s.source()) {
            case ETTH1, ETTH2 -> measured(trial);
            case SEASONAL -> generated(s, SeriesKinds.seasonal(s.length(), rng), true);
            case CHAOTIC -> generated(s, SeriesKinds.mackeyGlass(s.length(), rng), false);
            case WALK -> generated(s, SeriesKinds.driftingWalk(s.length(), DRIFT_CHANGE, DRIFT, rng), false);
            case RECALL -> recalled(s, SeriesKinds.Recall.draw(s.length() / Lookup.BLOCK, rng));
        };
    }

    private static ForecastData measured(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        // The same for every seed, so made once for all.
        var folder = trial.shared("temperatures", new Made(s.source()), 0, made -> prepare(s.source(), made));
        var kept = Checkpoint.read(folder.resolve(FILE));
        return new ForecastData(
                requireNonNull(kept.get("values")),
                requireNonNull(kept.get("marks")),
                Origins.of(
                        TransformerTemperature.TRAIN_END,
                        TransformerTemperature.VALIDATION_END,
                        TransformerTemperature.TEST_END,
                        s.horizon(),
                        s.testEvery()),
                Double.NaN);
    }

    private static void prepare(Source source, Path folder) {
        var ett = Needed.data("temperatures to forecast", DataSets::ett);
        var all = source == Source.ETTH1 ? ett.h1() : ett.h2();
        Scope.run(() -> {
            var used = all.range(0, TransformerTemperature.TEST_END);
            var values = standardised(used.values(), TransformerTemperature.TRAIN_END);
            Checkpoint.save(folder.resolve(FILE), Map.of("values", values, "marks", Calendar.features(used.times())));
        });
    }

    private static Tensor standardised(Tensor values, long trainEnd) {
        return Standardiser.perColumn(values.narrow(0, 0, trainEnd)).apply(values);
    }

    /** Three fifths to learn from, a fifth to choose by and a fifth to test on; as if hourly where there is a calendar. */
    static ForecastData generated(Setup s, Tensor series, boolean calendar) {
        int n = s.length();
        var marks = calendar ? Calendar.features(Tensor.arange(n).mul(HOUR)) : Tensor.zeros(n, Calendar.FEATURES);
        return new ForecastData(
                standardised(series.unsqueeze(1), n * 3L / 5),
                marks,
                Origins.of(n * 3 / 5, n * 4 / 5, n, s.horizon(), s.testEvery()),
                Double.NaN);
    }

    /** Whole blocks in the same shares; forecasts begin after a key. */
    static ForecastData recalled(Setup s, SeriesKinds.Recall recall) {
        int n = (int) recall.values().size(0);
        int trainEnd = n / Lookup.BLOCK * 3 / 5 * Lookup.BLOCK;
        int validationEnd = n / Lookup.BLOCK * 4 / 5 * Lookup.BLOCK;
        var origins = Origins.aligned(trainEnd, validationEnd, n, s.horizon(), Lookup.BLOCK, Lookup.KEY);
        var lookup = new Lookup(recall, s.lookBack(), s.horizon());
        double variance =
                recall.values().narrow(0, 0, trainEnd).varCorrected(0, false, 0).item();
        return new ForecastData(
                standardised(recall.values().unsqueeze(1), trainEnd),
                Tensor.zeros(n, Calendar.FEATURES),
                origins,
                lookup.mse(origins.test().toLongs()) / variance);
    }

    /** The windows that begin at some origins. */
    Window windows(Tensor at, Setup s) {
        long past = s.lookBack();
        long ahead = s.horizon();
        var both = SeriesWindows.around(values, at, past, ahead);
        return new Window(
                both.narrow(1, 0, past), both.narrow(1, past, ahead), SeriesWindows.around(marks, at, past, ahead));
    }
}
