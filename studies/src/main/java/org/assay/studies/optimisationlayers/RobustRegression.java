package org.assay.studies.optimisationlayers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.lab.Trial;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.solve.SoftSort;
import org.assay.studies.optimisationlayers.SoftRanking.Setup;
import org.assay.studies.optimisationlayers.Windows.Outliers;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Linear forecasts learned from labels of which a share is spoilt. All shares and candidates are fitted side by side: they have their inputs in common. */
final class RobustRegression {
    static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3, 0.4);

    private static final int PENALTIES = 4;
    private static final int CONCENTRATIONS = 10;
    private static final double RATE = 0.03;

    /**
     * Linear models.
     *
     * @param weights {@code [model, inputs]}
     * @param bias {@code [model]}
     */
    record Models(Tensor weights, Tensor bias) {
        /** {@code [model, example]}. */
        Tensor predict(Tensor x) {
            return weights.matmul(x.t()).add(bias.unsqueeze(1));
        }
    }

    private RobustRegression() {}

    static void report(Trial<Setup> trial) {
        var s = trial.setting();
        Scope.run(() -> {
            var data = Windows.draw(s.windows(), 2 * s.windows(), s.generated(), Rng.of(trial.seed("windows")));
            var rng = Rng.of(trial.seed("outliers"));
            var labels = new ArrayList<Tensor>();
            for (double share : SHARES) {
                for (var kind : Outliers.values()) {
                    labels.add(kind.spoil(data.train().labels(), share, rng.split(kind.name())));
                }
            }
            var candidates = s.method() == RankMethod.SOFT_TRIMMED
                    ? Candidates.of(Candidates.SORTING, 1e-3, 1, PENALTIES)
                    : Candidates.unsoft(Candidates.SORTING, 1e-3, 1, PENALTIES);
            int sets = labels.size();
            // Candidates vary slowest.
            var y = Tensor.stack(labels, 0).repeat(candidates.count(), 1);
            var penalties = candidates.penalties().repeatInterleave(sets, 0);
            var strengths = candidates.strengths().repeatInterleave(sets, 0);
            var models = fit(
                    s.method(),
                    data.train().inputs(),
                    y,
                    penalties,
                    strengths,
                    s.trimmed(),
                    s.descents(),
                    trial::progress);
            var validation = error(
                            models,
                            data.validation().inputs(),
                            data.validation().labels())
                    .view(-1, sets);
            var test = error(models, data.test().inputs(), data.test().labels()).view(-1, sets);
            var best = validation.argmin(0);
            var chosen = best.toLongs();
            var errors = test.gather(0, best.unsqueeze(0)).toDoubles();
            int set = 0;
            for (double share : SHARES) {
                double log = 0;
                for (var kind : Outliers.values()) {
                    double error = errors[set];
                    log += Math.log(error) / Outliers.values().length;
                    trial.metric("mae@" + kind.label() + ",share=" + share, error);
                    trial.series("mae_" + kind.label(), share, error);
                    double strength = candidates.all().get((int) chosen[set]).strength();
                    trial.series("log10_strength_" + kind.label(), share, Math.log10(strength));
                    set++;
                }
                trial.metric("mae@share=" + share, Math.exp(log));
            }
        });
    }

    private static Tensor error(Models models, Tensor x, Tensor y) {
        return models.predict(x).sub(y).abs().mean(1);
    }

    /** Hears of progress, 0 to 1. */
    @FunctionalInterface
    interface Progress {
        void at(double fraction);
    }

    /**
     * Models of labels {@code [model, example]} with centred inputs {@code [example, inputs]} along principal axes.
     *
     * @param penalties {@code [model]}
     * @param strengths {@code [model]}
     * @param trimmed share of the examples whose losses do not count
     */
    static Models fit(
            RankMethod method,
            Tensor x,
            Tensor y,
            Tensor penalties,
            Tensor strengths,
            double trimmed,
            int steps,
            Progress progress) {
        long kept = x.size(0) - Math.round(trimmed * (double) x.size(0));
        return switch (method) {
            case RIDGE -> ridge(x, y, penalties);
            case HUBER -> {
                var residuals = ridge(x, y, penalties).predict(x).sub(y);
                var scale =
                        residuals.abs().median(1).values().mul(1.4826 * 1.345).unsqueeze(1);
                yield descended(constant(x, y), x, y, penalties, steps, progress, r -> huber(r, scale));
            }
            case SOFT_TRIMMED ->
                descended(
                        constant(x, y),
                        x,
                        y,
                        penalties,
                        steps,
                        progress,
                        r -> trimmed(r.square().div(2), kept, strengths.unsqueeze(1)));
            case HARD_TRIMMED -> concentrated(constant(x, y), x, y, penalties, kept);
            default -> throw new IllegalArgumentException(method + " does not regress.");
        };
    }

    /** The median of the labels whatever the inputs: where robust fits start, since a least squares fit has outliers in its weights already. */
    private static Models constant(Tensor x, Tensor y) {
        return new Models(
                Tensor.zeros(DType.FLOAT64, y.size(0), x.size(1)), y.median(1).values());
    }

    /**
     * Soft least trimmed squares, section 6.4 of Blondel et al. 2020: the mean of the smallest of softly sorted losses, of each row.
     *
     * @param losses {@code [row, n]}
     * @param strengths {@code [row, 1]}
     */
    static Tensor trimmed(Tensor losses, long kept, Tensor strengths) {
        // Sorting at a strength is sorting what is that many times as large at 1.
        var sorted = SoftSort.sort(losses.mul(strengths), 1).div(strengths);
        return sorted.narrow(1, losses.size(1) - kept, kept).mean(1);
    }

    private static Tensor huber(Tensor residuals, Tensor scale) {
        var size = residuals.abs();
        var inside = size.minimum(scale);
        return inside.square().div(2).add(scale.mul(size.sub(inside))).mean(1);
    }

    /** {@code argmin mean(r^2) / 2 + penalty |w|^2 / 2}. */
    static Models ridge(Tensor x, Tensor y, Tensor penalties) {
        double n = (double) x.size(0);
        var bias = y.mean(1);
        var power = x.square().sum(0).div(n);
        var moments = y.matmul(x).div(n);
        return new Models(moments.div(power.unsqueeze(0).add(penalties.unsqueeze(1))), bias);
    }

    /** From there down the gradient of a loss of residuals, {@code [model, example]} to {@code [model]}. */
    private static Models descended(
            Models start,
            Tensor x,
            Tensor y,
            Tensor penalties,
            int steps,
            Progress progress,
            UnaryOperator<Tensor> loss) {
        var models = new Models(start.weights.parameter(), start.bias.parameter());
        var adam = Optimiser.of(models, Adam.of(RATE)).schedule(Schedule.cosine(steps));
        for (int step = 0; step < steps; step++) {
            adam.minimise(() -> {
                var own = loss.apply(models.predict(x).sub(y));
                return own.add(models.weights.square().sum(1).mul(penalties).div(2))
                        .sum();
            });
            progress.at((step + 1.0) / steps);
        }
        return new Models(models.weights.detach(), models.bias.detach());
    }

    /** Each step refits to the examples with the smallest losses; none makes their sum and the penalty larger. */
    static Models concentrated(Models start, Tensor x, Tensor y, Tensor penalties, long kept) {
        var models = start;
        var wide = Tensor.cat(List.of(x, Tensor.ones(DType.FLOAT64, x.size(0), 1)), 1);
        long width = wide.size(1);
        for (int step = 0; step < CONCENTRATIONS; step++) {
            var before = models;
            models = Scope.call(() -> {
                var order = before.predict(x).sub(y).abs().argsort(1).narrow(1, 0, kept);
                var weights = new ArrayList<Tensor>();
                for (int i = 0; i < y.size(0); i++) {
                    var rows = order.select(0, i);
                    var own = wide.rows(rows);
                    var ridge = Tensor.ones(DType.FLOAT64, width)
                            .mul(penalties.at(i).mul(kept))
                            .diag();
                    // The bias has no penalty.
                    ridge = ridge.mul(
                            Tensor.cat(Tensor.ones(DType.FLOAT64, width - 1), Tensor.zeros(DType.FLOAT64, 1)));
                    var moments = own.t().matmul(y.select(0, i).rows(rows).unsqueeze(1));
                    weights.add(own.t().matmul(own).add(ridge).solve(moments).squeeze(1));
                }
                var all = Tensor.stack(weights, 0);
                return new Models(
                        all.narrow(1, 0, width - 1).copy(),
                        all.select(1, width - 1).copy());
            });
        }
        return models;
    }
}
