package org.assay.studies.generative;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.DdimSampler;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.nn.diffusion.NoiseGuess;
import org.assay.nn.diffusion.Spherical;
import org.assay.nn.metrics.Frechet;
import org.assay.studies.generative.Ddim.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures that a sampler makes of noise, and what they have in common with the data and with each other. */
final class PictureCells {
    private static final long CHUNK = 125;
    private static final int TARGET = 5_000;
    private static final int FEW = 10;
    private static final int MANY = 50;
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    private static final int ARCS = 3;
    private static final int PLACES = 7;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Problem problem;
    private final FeatureNet net;
    private final NoiseGuess guess;

    PictureCells(Trial<Setup> trial, Problem problem, FeatureNet net, NoiseGuess guess) {
        this.trial = trial;
        this.s = trial.setting();
        this.problem = problem;
        this.net = net;
        this.guess = guess;
    }

    /** From the same starts for all numbers of steps and all arms of a seed. The noise on the way differs by number of steps and not by arm. */
    void samples() {
        Scope.run(() -> {
            long others = Math.min(TARGET, problem.held().size(0) - s.samples());
            var target = net.features(problem.heldShown(0, others));
            trial.metric("fd_floor", Frechet.distance(net.features(problem.heldShown(others, s.samples())), target));
            trial.metric(
                    "feature_accuracy",
                    net.accuracy(
                            problem.heldShown(0, others), problem.heldLabels().narrow(0, 0, others)));
            var drawn =
                    s.counts().stream().map(count -> measured(count, target)).toList();
            alike(drawn.get(s.counts().indexOf(FEW)), drawn.get(s.counts().indexOf(MANY)));
        });
    }

    private Tensor measured(int count, Tensor target) {
        long start = System.nanoTime();
        var rng = Rng.of(trial.seed("noise on the way")).split(count);
        var samples = draw(s.sampler(count), starts(s.samples()), rng);
        trial.timing("seconds@S=" + count, (System.nanoTime() - start) / 1e9);
        var shown = problem.shown(samples);
        double distance = Frechet.distance(net.features(shown), target);
        trial.metric("fd@S=" + count, distance);
        trial.series("Frechet distance", count, distance);
        trial.metric("class_divergence@S=" + count, fromEven(net.classes(shown)));
        picture("S=" + count, shown, ROWS, COLUMNS);
        return samples;
    }

    private Tensor starts(long n) {
        return Rng.of(trial.seed("starts")).normal(problem.shape(n));
    }

    private Tensor draw(DdimSampler sampler, Tensor starts, Rng rng) {
        var parts = new ArrayList<Tensor>();
        for (var part : starts.split(CHUNK, 0)) {
            parts.add(sampler.sample(guess, part, rng));
            trial.progress(0.6);
        }
        return Tensor.cat(parts, 0);
    }

    /** Whether samples of few and of many steps that began alike show the same, and what it would be by chance. */
    private void alike(Tensor few, Tensor many) {
        var a = apart(few);
        var b = apart(many);
        trial.metric("correlation", Densities.correlation(a, b));
        trial.metric("correlation_by_chance", Densities.correlation(a, b.roll(1, 1)));
        var classA = net.classes(problem.shown(few));
        var classB = net.classes(problem.shown(many));
        trial.metric("agreement", agreement(classA, classB));
        trial.metric("agreement_by_chance", agreement(classA, classB.roll(1, 0)));
    }

    /**
     * Pictures less their mean, since they share a black background and unrelated digits would correlate by 0.4; as columns, so that each picture's pixels
     * are correlated with those of its pair.
     */
    private static Tensor apart(Tensor pictures) {
        return pictures.sub(pictures.mean(0)).flatten(1, -1).t();
    }

    private static double agreement(Tensor a, Tensor b) {
        return a.eq(b).to(DType.FLOAT64).mean().item();
    }

    /** The Kullback-Leibler divergence of the shares of classes from even ones, in nats. */
    static double fromEven(Tensor classes) {
        return Scope.call(() -> {
            var shares = classes.bincount(FeatureNet.CLASSES).to(DType.FLOAT64).div(classes.size(0));
            var logs = shares.clampMin(1e-12).mul((double) FeatureNet.CLASSES).log();
            return shares.mul(logs).sum().item();
        });
    }

    /** Held-out pictures, encoded and decoded in as many steps; errors are of numbers from 0 to 1. */
    void codes() {
        Scope.run(() -> {
            var x0 = problem.scaled(problem.held().narrow(0, 0, s.encoded()));
            var original = problem.shown(x0);
            picture("held_out", original, ROWS, COLUMNS);
            for (int count : s.counts()) {
                var sampler = s.sampler(count);
                var decoded = sampler.sample(guess, sampler.encode(guess, x0), Rng.of(0));
                var shown = problem.shown(decoded);
                picture("decoded, S=" + count, shown, ROWS, COLUMNS);
                double error = shown.sub(original).square().mean().item();
                trial.metric("error@S=" + count, error);
                trial.series("reconstruction error", count, error);
                trial.progress(0.8);
            }
        });
    }

    void interpolation() {
        Scope.run(() -> {
            var ends = starts(2 * ARCS);
            var from = ends.narrow(0, 0, ARCS);
            var to = ends.narrow(0, ARCS, ARCS);
            var arcs = Tensor.stack(
                    IntStream.range(0, PLACES)
                            .mapToObj(i -> Spherical.between(from, to, i / (PLACES - 1.0)))
                            .toList(),
                    1);
            var samples = draw(s.sampler(MANY), arcs.flatten(0, 1), Rng.of(0));
            picture("interpolation", problem.shown(samples), ARCS, PLACES);
        });
    }

    private void picture(String name, Tensor shown, int rows, int columns) {
        var grid = ImageGrid.of(shown, rows, columns, 0, 1);
        trial.image(name, (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
    }
}
