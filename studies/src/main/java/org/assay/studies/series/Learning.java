package org.assay.studies.series;

import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Mode;
import org.assay.nn.forecast.Forecaster;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;

/** How every model learns, and which of its states counts. */
final class Learning {
    private static final double CLIP = 1;

    private Learning() {}

    /** The model as it was where the error of its forecasts of the validation part was lowest. */
    static Forecaster best(Trial<Setup> trial, ForecastData data) {
        var s = trial.setting();
        var model = s.model().build(s, (int) data.values().size(1), Rng.of(trial.seed("init")));
        var adam = Adam.of(model, s.learningRate())
                .schedule(Schedule.cosine(s.steps()))
                .clip(CLIP);
        // The order of windows is that of the seed, whatever the model.
        var order = Batches.of(data.origins().training(), s.batch(), Rng.of(trial.seed("order")))
                .withoutRemainder();
        var drops = Rng.of(trial.seed("dropout"));
        int between = s.steps() / s.looks();
        var best = Tree.copy(model);
        double lowest = Double.POSITIVE_INFINITY;
        int step = 0;
        double learning = 0;
        for (var origins : order.steps(s.steps())) {
            long start = System.nanoTime();
            Mode.training(drops, () -> adam.minimise(() -> model.loss(data.windows(origins, s))));
            learning += (System.nanoTime() - start) / 1e9;
            if (++step % between == 0) {
                double error = WindowErrors.of(data, data.origins().validation(), s, model)
                        .mse();
                trial.series("validation_mse", step, error);
                if (error < lowest) {
                    lowest = error;
                    best = Tree.copy(model);
                }
                trial.progress(0.9 * step / s.steps());
            }
        }
        trial.timing("seconds_per_step", learning / s.steps());
        trial.metric("validation_mse", lowest);
        return best;
    }
}
