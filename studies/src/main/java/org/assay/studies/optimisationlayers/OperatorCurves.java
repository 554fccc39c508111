package org.assay.studies.optimisationlayers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assay.lab.Trial;
import org.assay.solve.Sinkhorn;
import org.assay.solve.SoftSort;
import org.assay.studies.optimisationlayers.SoftRanking.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The operators by themselves: what they give, how near to exact ranks, and what they cost. */
final class OperatorCurves {
    private static final int REPEATS = 5;
    private static final int TIMED_ITERATIONS = 20;
    private static final int VECTORS = 8;
    private static final int POINTS = 101;

    private OperatorCurves() {}

    /** The rank of the third of the scores (x, 0, 1, 2) while x moves past all of them. */
    static void shape(Trial<Setup> trial) {
        double strength = trial.setting().strength();
        for (var method :
                List.of(RankMethod.PROJECTION, RankMethod.ENTROPY, RankMethod.TRANSPORT, RankMethod.ALL_PAIRS)) {
            Scope.run(() -> {
                var x = Tensor.linspace(DType.FLOAT64, -1, 3, POINTS);
                var others =
                        Tensor.of(DType.FLOAT64, new double[] {0, 1, 2}, 1, 3).expand(POINTS, 3);
                var scores = Tensor.cat(List.of(x.unsqueeze(1), others), 1);
                var ranks = method.ranks(scores, strength).select(1, 2).toDoubles();
                for (int i = 0; i < POINTS; i++) {
                    trial.series(method.name().toLowerCase(Locale.ROOT), x.at(i).item(), ranks[i]);
                }
            });
        }
    }

    /** The mean distance of ranks by transport to the exact ones, over strengths and iterations, for normal scores. */
    static void convergence(Trial<Setup> trial) {
        int length = Math.min(50, trial.setting().longest() / 10);
        for (double strength : new double[] {0.1, 0.01, 0.001}) {
            for (int iterations : new int[] {1, 3, 10, 30, 100, 300, 2_000}) {
                double error = Scope.call(() -> {
                    var x = Rng.of(trial.seed("scores")).normal(VECTORS, length).to(DType.FLOAT64);
                    var ranks = Autodiff.noGrad(() -> new Sinkhorn(strength, iterations).ranks(x));
                    return ranks.sub(SoftSort.exactRanks(x)).abs().mean().item();
                });
                trial.series("error_at_strength_" + strength, iterations, error);
                trial.metric("error@strength=" + strength + ",T=" + iterations, error);
                trial.progress(0.5);
            }
        }
    }

    /** Medians over repetitions of ranking n scores and taking the gradient, in seconds. Transport stops at 2,000, since its gradient keeps every iteration's matrix. */
    static void speed(Trial<Setup> trial) {
        var s = trial.setting();
        for (int n : new int[] {10, 100, 1_000, 2_000, 5_000}) {
            if (n <= s.longest() && (s.method() != RankMethod.TRANSPORT || n <= 2_000)) {
                trial.timing("seconds@n=" + n, seconds(s.method(), n, Rng.of(trial.seed("scores"))));
                trial.progress(0.5);
            }
        }
    }

    private static double seconds(RankMethod method, int n, Rng rng) {
        var times = new double[REPEATS];
        for (int i = -1; i < REPEATS; i++) {
            int repeat = i;
            Scope.run(() -> {
                var x = rng.normal(n).parameter();
                var weights = rng.normal(n);
                long start = System.nanoTime();
                var ranks = method == RankMethod.TRANSPORT
                        ? new Sinkhorn(0.01, TIMED_ITERATIONS).ranks(x)
                        : method.ranks(x, 0.01);
                var _ = Autodiff.grad(ranks.mul(weights).sum(), List.of(x), false)
                        .getFirst()
                        .toDoubles();
                // The first time warms up.
                if (repeat >= 0) {
                    times[repeat] = (System.nanoTime() - start) / 1e9;
                }
            });
        }
        return Arrays.stream(times).sorted().toArray()[REPEATS / 2];
    }
}
