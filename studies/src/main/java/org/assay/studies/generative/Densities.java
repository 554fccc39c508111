package org.assay.studies.generative;

import java.util.ArrayList;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ProbabilityFlow;
import org.assay.nn.diffusion.ScoreModel;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Log densities of held-out examples and the noise they come from, by the ordinary differential equation. */
final class Densities {
    private static final int ENCODED = 64;
    private static final long CHUNK = 64;

    private Densities() {}

    /** The same examples, dequantisation and directions for all arms of a seed. */
    static void report(Trial<Setup> trial, Problem problem, ScoreModel model) {
        var s = trial.setting();
        Scope.run(() -> {
            var rng = Rng.of(trial.seed("densities"));
            var x = problem.dequantised(problem.held().narrow(0, 0, s.densities()), rng.split("levels"));
            var directions = rng.split("directions");
            var flow = new ProbabilityFlow(model.sde(), model, Learning.EARLIEST);
            var parts = new ArrayList<Tensor>();
            for (var part : x.split(CHUNK, 0)) {
                parts.add(flow.logDensity(part, s.densitySteps(), directions));
                trial.progress(0.9);
            }
            var log = Tensor.cat(parts, 0);
            trial.metric("bits_per_dim", problem.bitsPerDimension(log.mean().item()));
        });
    }

    /**
     * How alike two models encode the same examples, one the example and the other the one before, and how alike a code is to its example, in Pearson's
     * correlation over the numbers of a code.
     */
    static void compare(Trial<Setup> trial, Problem problem, ScoreModel model, ScoreModel other) {
        var s = trial.setting();
        Scope.run(() -> {
            var levels = Rng.of(trial.seed("densities")).split("levels");
            var x = problem.dequantised(problem.held().narrow(0, 0, ENCODED), levels);
            var own = codes(model, x, s.densitySteps());
            var others = codes(other, x, s.densitySteps());
            trial.metric("correlation_of_codes", correlation(own, others));
            trial.metric("correlation_of_mismatched_codes", correlation(own, others.roll(1, 0)));
            trial.metric("correlation_of_code_and_example", correlation(own, x.flatten(1, -1)));
        });
    }

    private static Tensor codes(ScoreModel model, Tensor x, int steps) {
        return new ProbabilityFlow(model.sde(), model, Learning.EARLIEST)
                .encode(x, steps)
                .flatten(1, -1);
    }

    /** For each number of a code, the correlation over examples between {@code [example, number]} and as many; their mean. */
    static double correlation(Tensor a, Tensor b) {
        return Scope.call(() -> {
            var x = a.sub(a.mean(0));
            var y = b.sub(b.mean(0));
            var scale = x.square().sum(0).mul(y.square().sum(0)).sqrt();
            return x.mul(y).sum(0).div(scale).mean().item();
        });
    }
}
