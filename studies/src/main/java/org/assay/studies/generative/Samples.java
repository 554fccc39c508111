package org.assay.studies.generative;

import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.nn.diffusion.ProbabilityFlow;
import org.assay.nn.diffusion.Sampler;
import org.assay.nn.diffusion.ScoreModel;
import org.assay.nn.metrics.Frechet;
import org.assay.nn.metrics.Neighbours;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Draws samples of a trained model and measures how far they are from held-out examples. */
final class Samples {
    private static final long CHUNK = 125;
    private static final int COMPARED = 100;
    private static final int TARGET = 2_000;
    private static final int ROWS = 5;
    private static final int COLUMNS = 10;

    /** Time that stands for data where samples follow the equation; below it there is no noise that a picture would show. */
    private static final double EARLIEST = 1e-3;

    private final Trial<Setup> trial;
    private final Problem problem;
    private final ScoreModel model;
    private final UnaryOperator<Tensor> features;
    private final Tensor target;

    /** @param features of examples as {@link Problem#shown} gives them */
    Samples(Trial<Setup> trial, Problem problem, ScoreModel model, UnaryOperator<Tensor> features) {
        this.trial = trial;
        this.problem = problem;
        this.model = model;
        this.features = features;
        this.target = features.apply(problem.heldShown(0, TARGET));
    }

    /** The distance between two samples of held-out examples: what a perfect model would have. */
    void floor() {
        int n = trial.setting().samples();
        trial.metric("fcd_floor", distance(problem.heldShown(TARGET, n)));
        trial.metric("nearest_held_out", nearest(problem.heldShown(0, n)));
        picture("held_out", problem.heldShown(0, n));
    }

    /** Fréchet distance of samples that are made with so many evaluations of the score. */
    void drawn(String name, Sampler sampler, int evaluations) {
        int steps = evaluations / sampler.evaluations(1);
        var rng = Rng.of(trial.seed("sampling")).split(name);
        measured(name, trial.setting().samples(), prior -> sampler.sample(model.sde(), model, prior, steps, rng));
    }

    /** The same by the ordinary differential equation, four evaluations a step. */
    void flow(String name, int evaluations) {
        var flow = new ProbabilityFlow(model.sde(), model, EARLIEST);
        measured(name, trial.setting().flowSamples(), prior -> flow.sample(prior, evaluations / 4));
    }

    private void measured(String name, int n, UnaryOperator<Tensor> sampler) {
        long start = System.nanoTime();
        Scope.run(() -> {
            // The same start for all samplers, of which each has its own noise on the way.
            var noise = Rng.of(trial.seed("prior"));
            var parts = new ArrayList<Tensor>();
            for (long from = 0; from < n; from += CHUNK) {
                var prior = noise.normal(problem.shape(Math.min(CHUNK, n - from)));
                parts.add(Scope.call(() -> problem.shown(sampler.apply(prior))));
                trial.progress(0.5);
            }
            var samples = Tensor.cat(parts, 0);
            trial.timing("seconds_" + name, (System.nanoTime() - start) / 1e9);
            picture(name, samples);
            trial.metric(
                    "told_apart_" + name,
                    Neighbours.twoSampleAccuracy(features.apply(samples), target.narrow(0, 0, n)));
            trial.metric("nearest_" + name, nearest(samples));
            if (!problem.source().hasPictures()) {
                trial.metric(
                        "log_likelihood_" + name,
                        Problem.RING.logDensity(samples).mean().item());
            }
            trial.metric("fcd_" + name, distance(samples));
        });
    }

    private double distance(Tensor samples) {
        return Frechet.distance(features.apply(samples), target);
    }

    /** Mean distance of some samples to the nearest training example: far less than held-out examples have would mean copies. */
    private double nearest(Tensor samples) {
        return Scope.call(() -> {
            var train = problem.source().hasPictures() ? problem.train().div(255.0) : problem.train();
            var some = samples.narrow(0, 0, Math.min(COMPARED, samples.size(0)));
            return Neighbours.distances(some.flatten(1, -1), train.flatten(1, -1))
                    .mean()
                    .item();
        });
    }

    private void picture(String name, Tensor samples) {
        if (problem.source().hasPictures() && samples.size(0) >= ROWS * COLUMNS) {
            var grid = ImageGrid.of(samples, ROWS, COLUMNS, 0, 1);
            trial.image(name, (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
        }
    }
}
