package org.assay.studies.series;

import java.util.ArrayList;
import java.util.Arrays;
import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.forecast.Forecaster;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Squared errors of forecasts, and absolute ones.
 *
 * @param squared of each window, the mean over its steps and channels
 * @param byLead of each step ahead, the mean over windows and channels
 * @param mae the mean of absolute errors
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record WindowErrors(double[] squared, double[] byLead, double mae) {
    private static final int CHUNK = 256;
    private static final int RESAMPLES = 500;
    private static final int LEADS = 4;

    /** The errors over windows that begin at some origins. */
    static WindowErrors of(ForecastData data, Tensor origins, Setup s, Forecaster forecaster) {
        return Scope.call(() -> {
            var squared = new ArrayList<Tensor>();
            double absolute = 0;
            for (var some : Batches.inOrder(origins, CHUNK)) {
                var off = Scope.call(() -> Autodiff.noGrad(() -> {
                    var window = data.windows(some, s);
                    return forecaster
                            .forecast(window.past(), window.marks())
                            .sub(window.future())
                            .to(DType.FLOAT64);
                }));
                squared.add(Scope.call(() -> off.square().mean(2)));
                absolute += off.abs().mean(1, 2).sum().item();
                Scope.free(off);
            }
            var all = Tensor.cat(squared, 0);
            return new WindowErrors(
                    all.mean(1).toDoubles(), all.mean(0).toDoubles(), absolute / (double) origins.size(0));
        });
    }

    double mse() {
        return Arrays.stream(squared).average().orElseThrow();
    }

    /**
     * The standard deviation of the mean squared error over resampled stretches of neighbouring windows, which overlap (moving-block bootstrap, Künsch 1989): what
     * another stretch of the same series would change, and no seed does.
     *
     * @param block windows in a stretch
     */
    double deviationOverBlocks(int block, Rng rng) {
        int n = squared.length;
        int size = Math.min(block, n);
        var sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + squared[i];
        }
        int blocks = (n + size - 1) / size;
        double mean = 0;
        double squares = 0;
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int b = 0; b < blocks; b++) {
                int from = rng.nextInt(n - size + 1);
                sum += sums[from + size] - sums[from];
            }
            double m = sum / ((double) blocks * size);
            mean += m / RESAMPLES;
            squares += m * m / RESAMPLES;
        }
        return Math.sqrt(Math.max(0, squares - mean * mean));
    }

    /** By steps ahead, and by stretches of so many windows. */
    void report(Trial<?> trial, int stretch) {
        for (int h = 0; h < byLead.length; h += LEADS) {
            trial.series("mse by lead", h + 1.0, byLead[h]);
        }
        for (int from = 0; from + stretch <= squared.length; from += stretch) {
            double mean = Arrays.stream(squared, from, from + stretch).average().orElseThrow();
            trial.series("mse by stretch", (double) from / stretch, mean);
        }
        trial.metric("deviation_over_stretches", deviationOverBlocks(stretch, Rng.of(trial.seed("bootstrap"))));
    }

    /** Says the last value again and again. */
    static Tensor repeat(Tensor past, int horizon) {
        return past.narrow(1, past.size(1) - 1, 1).expand(past.size(0), horizon, past.size(2));
    }

    /** Says the last so many values again and again. */
    static Tensor repeatPeriod(Tensor past, int period, int horizon) {
        var steps = Tensor.arange(horizon).remainder((long) period).add(past.size(1) - period);
        return past.indexSelect(1, steps);
    }

    /** The steps of each window in an order of its own, drawn evenly. */
    static Tensor shuffled(Tensor past, Rng rng) {
        var order = rng.uniform(past.size(0), past.size(1)).argsort(1);
        return past.gather(1, order.unsqueeze(2).expandAs(past));
    }
}
