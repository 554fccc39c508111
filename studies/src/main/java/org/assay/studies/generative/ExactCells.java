package org.assay.studies.generative;

import org.assay.data.generate.GaussianMixture;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.NoiseChain;
import org.assay.nn.diffusion.NoiseGuess;
import org.assay.nn.metrics.SlicedWasserstein;
import org.assay.studies.generative.Ddim.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Samplers with the noise that is to be expected, which for normal clusters is known: what they do wrong is theirs and no network's. */
final class ExactCells {
    private static final double DEVIATION = 0.05;
    static final GaussianMixture RING = Scope.detached(() -> GaussianMixture.ring(8, 1, DEVIATION));
    private static final int PICTURES = 512;
    private static final int DIRECTIONS = 32;

    private ExactCells() {}

    /** A chain keeps a mixture of normals one, with means that shrink and variances that add up; the noise to expect is the score but for a factor. */
    static NoiseGuess guess(GaussianMixture mixture, NoiseChain chain) {
        return (x, level) -> {
            double a = chain.kept(level);
            var shrunk = GaussianMixture.of(
                    mixture.means().mul(Math.sqrt(a)),
                    Math.sqrt(a * mixture.deviation() * mixture.deviation() + 1 - a));
            return shrunk.score(x).mul(-Math.sqrt(1 - a));
        };
    }

    /** Eight clusters on a circle. */
    static void ring(Trial<Setup> trial) {
        var s = trial.setting();
        Scope.run(() -> {
            var guess = guess(RING, Ddim.CHAIN);
            var data = RING.draw(s.samples(), Rng.of(trial.seed("ring"))).inputs();
            var starts = Rng.of(trial.seed("starts")).normal(s.samples(), 2);
            for (int count : s.counts()) {
                var rng = Rng.of(trial.seed("noise on the way")).split(count);
                var samples = s.sampler(count).sample(guess, starts, rng);
                trial.metric("width@S=" + count, width(samples));
                trial.series("width of clusters", count, width(samples));
                trial.metric(
                        "sliced_distance@S=" + count,
                        SlicedWasserstein.distance(samples, data, DIRECTIONS, Rng.of(trial.seed("directions"))));
            }
            if (s.isDeterministic()) {
                errors(trial, guess, data, 1);
            }
        });
    }

    /** The deviation of points from the nearest cluster's middle, in each of two directions. */
    static double width(Tensor points) {
        return Scope.call(() ->
                Math.sqrt(points.cdist(RING.means()).amin(1).square().mean().item() / 2));
    }

    /** Some training pictures, each the middle of a narrow cluster. */
    static void pictures(Trial<Setup> trial, Problem problem) {
        Scope.run(() -> {
            var means = problem.scaled(problem.train().narrow(0, 0, PICTURES)).flatten(1, -1);
            var mixture = GaussianMixture.of(means, DEVIATION);
            var some = mixture.draw(trial.setting().encoded(), Rng.of(trial.seed("pictures")));
            errors(trial, guess(mixture, Ddim.CHAIN), some.inputs(), 2);
        });
    }

    /** @param range of the numbers, whose errors are given for a range of 1 */
    private static void errors(Trial<Setup> trial, NoiseGuess guess, Tensor x0, double range) {
        for (int count : trial.setting().counts()) {
            var sampler = trial.setting().sampler(count);
            var decoded = sampler.sample(guess, sampler.encode(guess, x0), Rng.of(0));
            double error = decoded.sub(x0).div(range).square().mean().item();
            trial.metric("error@S=" + count, error);
            trial.series("reconstruction error", count, error);
            trial.progress(0.5);
        }
    }
}
