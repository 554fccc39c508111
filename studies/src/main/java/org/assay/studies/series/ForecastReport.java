package org.assay.studies.series;

import org.assay.lab.Trial;
import org.assay.nn.forecast.Forecaster;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.studies.series.LstmVsTransformerForecasting.Source;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;

/** What is measured of a trained model on the test part, beside what forecasts without learning have there. */
final class ForecastReport {
    private static final int DAY = 24;
    private static final int STRETCH = 96;

    private ForecastReport() {}

    static void of(Trial<Setup> trial, ForecastData data, Forecaster model) {
        var s = trial.setting();
        trial.metric("parameters", (double) Tree.count(model));
        var errors = errors(data, s, model);
        trial.metric("test_mse", errors.mse());
        trial.metric("test_mae", errors.mae());
        errors.report(trial, Math.max(1, STRETCH / spacing(s)));
        double repeating = errors(data, s, (past, _) -> WindowErrors.repeat(past, s.horizon()))
                .mse();
        trial.metric("mse_of_repeating", repeating);
        trial.metric("mse_over_that_of_repeating", errors.mse() / repeating);
        trial.metric(
                "mse_of_repeating_a_day",
                errors(data, s, (past, _) -> WindowErrors.repeatPeriod(past, DAY, s.horizon()))
                        .mse());
        if (!s.model().iterated()) {
            var order = Rng.of(trial.seed("shuffled past"));
            Forecaster blind = (past, marks) -> model.forecast(WindowErrors.shuffled(past, order), marks);
            trial.metric("mse_shuffled", errors(data, s, blind).mse());
        }
        if (s.source() == Source.RECALL) {
            trial.metric("mse_of_looking_up", data.lookupMse());
        }
        if (s.source() != Source.ETTH1 && s.source() != Source.ETTH2) {
            ForecastPicture.report(trial, data, model);
        }
    }

    /** Steps from one test window to the next. */
    private static int spacing(Setup s) {
        return s.source() == Source.RECALL ? Lookup.BLOCK : s.testEvery();
    }

    private static WindowErrors errors(ForecastData data, Setup s, Forecaster forecaster) {
        return WindowErrors.of(data, data.origins().test(), s, forecaster);
    }
}
