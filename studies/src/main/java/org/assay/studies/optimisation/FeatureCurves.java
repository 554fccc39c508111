package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.solve.LeastSquares;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Random features with least squares: what the test error does over features, over samples and over training sets. */
final class FeatureCurves {
    /** N/n of a curve over features, and of one over samples its inverse. */
    static final List<Double> RATIOS =
            List.of(0.0625, 0.125, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0, 4.0, 8.0, 16.0);

    static final List<Double> SAMPLE_RATIOS =
            List.of(0.25, 0.5, 0.75, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0, 4.0, 8.0);

    private static final List<Double> LAMBDAS = List.of(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0);
    private static final int MOST_DRAWS = 10;
    private static final double LARGEST_OF_DRAWS = 4;

    private final Trial<?> trial;
    private final Digits digits;

    FeatureCurves(Trial<?> trial, Digits digits) {
        this.trial = trial;
        this.digits = digits;
    }

    /** n fixed, N along {@link #RATIOS}: the fit of minimum norm, and the ridge fit whose lambda is best on validation data. */
    void overFeatures(int n) {
        var train = digits.train().first(n);
        var features = draw(n, RATIOS.getLast());
        var error = new TestCurve(trial, digits.test(), "error", Digits::error, "N/n");
        var squared = new TestCurve(trial, digits.test(), "mse", Digits::squaredError, "N/n");
        var penalised = new TestCurve(trial, digits.test(), "ridge_mse", Digits::squaredError, "N/n");
        var nearThreshold = new ArrayList<Double>();
        Scope.run(() -> {
            var seen = features.cosines(train.inputs());
            var validation = features.cosines(digits.validation().inputs());
            var test = features.cosines(digits.test().inputs());
            var y = Digits.targets(train);
            for (double ratio : RATIOS) {
                long count = Math.round(ratio * n);
                Scope.run(() -> {
                    var phi = RandomFeatures.first(seen, count);
                    var phiTest = RandomFeatures.first(test, count);
                    var fit = LeastSquares.of(phi);
                    var beta = fit.minimumNorm(y);
                    var scores = phiTest.matmul(beta);
                    trial.series("test_error", ratio, error.add(ratio, scores));
                    trial.series("train_error", ratio, Digits.error(phi.matmul(beta), train));
                    trial.series("mse", ratio, squared.add(ratio, scores));
                    trial.series("norm", ratio, beta.norm().item());

                    double lambda = best(fit, y, RandomFeatures.first(validation, count));
                    var ridge = phiTest.matmul(fit.ridge(y, lambda));
                    double risk = penalised.add(ratio, ridge);
                    trial.series("ridge_mse", ratio, risk);
                    trial.series("ridge_error", ratio, Digits.error(ridge, digits.test()));
                    trial.series("lambda", ratio, lambda);
                    if (ratio >= 0.5 && ratio <= 2) {
                        nearThreshold.add(risk);
                    }
                });
                trial.progress(ratio / RATIOS.getLast());
            }
        });
        error.reportRise();
        squared.reportRise();
        trial.metric("largest_ridge_mse", Collections.max(nearThreshold));
    }

    private double best(LeastSquares fit, Tensor y, Tensor phi) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double lambda : LAMBDAS) {
            double error = Digits.squaredError(phi.matmul(fit.ridge(y, lambda)), digits.validation());
            if (error < least) {
                least = error;
                best = lambda;
            }
        }
        return best;
    }

    /** N fixed, n along {@link #SAMPLE_RATIOS}, each training set within the next. */
    void overSamples(int count) {
        var features = draw(count, 1);
        var error = new TestCurve(trial, digits.test(), "error", Digits::error, "n/N");
        Scope.run(() -> {
            var all = RandomFeatures.first(features.cosines(digits.train().inputs()), count);
            var test = RandomFeatures.first(features.cosines(digits.test().inputs()), count);
            for (double ratio : SAMPLE_RATIOS) {
                long n = Math.min(Math.round(ratio * count), digits.train().count());
                Scope.run(() -> {
                    var train = digits.train().first(n);
                    var phi = all.narrow(0, 0, n);
                    var beta = LeastSquares.of(phi).minimumNorm(Digits.targets(train));
                    trial.series("test_error", ratio, error.add(ratio, test.matmul(beta)));
                    trial.series("train_error", ratio, Digits.error(phi.matmul(beta), train));
                });
                trial.progress(ratio / SAMPLE_RATIOS.getLast());
            }
        });
    }

    /** n fixed, N along {@link #RATIOS}, on disjoint training sets: squared error = error of the mean prediction + variance around it. */
    void overDraws(int n) {
        int draws = (int) Math.min(MOST_DRAWS, digits.train().count() / n);
        var ratios = RATIOS.stream().filter(r -> r <= LARGEST_OF_DRAWS).toList();
        var features = draw(n, LARGEST_OF_DRAWS);
        Scope.run(() -> {
            var seen = features.cosines(digits.train().inputs());
            var test = features.cosines(digits.test().inputs());
            for (double ratio : ratios) {
                long count = Math.round(ratio * n);
                Scope.run(() -> {
                    var phiTest = RandomFeatures.first(test, count);
                    var scores = new ArrayList<Tensor>();
                    for (long from = 0; from < (long) draws * n; from += n) {
                        var phi = RandomFeatures.first(seen.narrow(0, from, n), count);
                        var y = Digits.targets(digits.train().range(from, from + n));
                        scores.add(Scope.call(
                                () -> phiTest.matmul(LeastSquares.of(phi).minimumNorm(y))));
                        trial.progress(ratio / LARGEST_OF_DRAWS);
                    }
                    var parts = Decomposition.of(Tensor.stack(scores, 0), digits.test());
                    trial.series("squared_bias", ratio, parts.squaredBias());
                    trial.series("variance", ratio, parts.variance());
                    trial.series("error_of_mean_prediction", ratio, parts.error());
                });
            }
        });
    }

    /**
     * Squared error of several predictors, averaged over them, in its two parts.
     *
     * @param squaredBias squared error of the mean prediction
     * @param variance mean squared distance of the predictions to their mean
     * @param error 0-1 error of the mean prediction
     */
    record Decomposition(double squaredBias, double variance, double error) {
        /** Of scores {@code [predictor, example, 10]}. */
        static Decomposition of(Tensor scores, Examples examples) {
            return Scope.call(() -> {
                var mean = scores.mean(0);
                return new Decomposition(
                        Digits.squaredError(mean, examples),
                        scores.sub(mean).square().sum(2).mean().item(),
                        Digits.error(mean, examples));
            });
        }
    }

    private RandomFeatures draw(int n, double ratio) {
        return RandomFeatures.of(
                digits.train().first(n).inputs(), Math.round(ratio * n), Rng.of(trial.seed("features")));
    }
}
