package org.assay.studies.uncertainty;

import java.util.Arrays;
import java.util.List;
import org.assay.data.generate.Volatility;
import org.assay.lab.Trial;
import org.assay.solve.conformal.AdaptiveLevel;
import org.assay.studies.uncertainty.ConformalPrediction.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/** How often intervals for the size of returns hold, while the volatility that makes them breaks. */
final class SeriesReport {

    private static final double ALPHA = 0.1;
    private static final double MEMORY = 0.94;
    private static final int ROLL = 200;
    private static final int BETWEEN = 10;

    private final Trial<Setup> trial;
    private final Setup s;
    private final double[] rolling;

    SeriesReport(Trial<Setup> trial) {
        this.trial = trial;
        this.s = trial.setting();
        this.rolling = new double[s.length()];
    }

    void report() {
        var rng = Rng.of(trial.seed("series"));
        var means = new Means();
        for (int series = 0; series < s.series(); series++) {
            var own = rng.split(series);
            var scores = scores(Scope.call(() -> returns(s.length(), own)));
            follow(scores, means);
        }
        means.report(trial);
        for (int t = s.window() + ROLL; t < s.length(); t += BETWEEN) {
            trial.series("coverage of the last 200", t, rolling[t] / s.series());
        }
    }

    /** GARCH(1,1) whose constant is six times as large in two spans, a third and a tenth of the whole. */
    private static double[] returns(int length, Rng rng) {
        var spans = List.of(new int[] {length / 3, length / 2}, new int[] {length * 11 / 15, length * 5 / 6});
        return Volatility.broken(length, 0.02, 0.09, 0.89, 6, spans, rng)
                .returns()
                .toDoubles();
    }

    /** The size of each return over the deviation that an exponentially weighted mean of the squares before it forecasts; at first the stationary one, 1. */
    static double[] scores(double[] returns) {
        var scores = new double[returns.length];
        double variance = 1;
        for (int t = 0; t < returns.length; t++) {
            scores[t] = Math.abs(returns[t]) / Math.sqrt(variance);
            variance = MEMORY * variance + (1 - MEMORY) * returns[t] * returns[t];
        }
        return scores;
    }

    private void follow(double[] scores, Means means) {
        int w = s.window();
        var level = AdaptiveLevel.of(ALPHA, s.gamma());
        var held = new int[scores.length + 1];
        double least = 1;
        int infinite = 0;
        for (int t = w; t < scores.length; t++) {
            double q = level.threshold(Arrays.copyOfRange(scores, t - w, t));
            boolean missed = scores[t] > q;
            infinite += q == Double.POSITIVE_INFINITY ? 1 : 0;
            level = level.after(missed);
            held[t + 1] = held[t] + (missed ? 0 : 1);
            if (t + 1 >= w + ROLL) {
                double last = (held[t + 1] - held[t + 1 - ROLL]) / (double) ROLL;
                least = Math.min(least, last);
                rolling[t] += last;
            }
        }
        int steps = scores.length - w;
        means.add("lowest_coverage", least);
        means.add("coverage", held[scores.length] / (double) steps);
        means.add("infinite", infinite / (double) steps);
        means.add("error", Math.abs(held[scores.length] / (double) steps - (1 - ALPHA)));
    }
}
