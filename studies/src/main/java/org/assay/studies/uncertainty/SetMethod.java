package org.assay.studies.uncertainty;

import java.util.Arrays;
import org.assay.solve.conformal.Conformal;
import org.assay.solve.conformal.SetScore;

/** How sets of classes are made. */
enum SetMethod {
    /** Classes until their probabilities come to 1 - alpha, the last at random: not calibrated. */
    NAIVE,
    TOP_K,
    LAC,
    APS,
    /** APS without chance: sets hold classes as long as their whole probabilities fit under the threshold. */
    APS_WHOLE,
    /** RAPS with the penalty of the smallest sets. */
    RAPS_SIZE,
    /** RAPS with the penalty of the most even coverage over set sizes. */
    RAPS_ADAPTIVE;

    private static final double[] FOR_SIZE = {0.001, 0.01, 0.1, 0.2, 0.5};
    private static final double[] FOR_STRATA = {0, 1e-5, 1e-4, 8e-4, 9e-4, 1e-3, 1.5e-3, 2e-3};

    /** The score, its own settings chosen on the tuning images of a split. */
    SetScore score(LabelledPool pool, PoolSplit split, double alpha) {
        return switch (this) {
            case LAC -> SetScore.lac();
            case TOP_K -> SetScore.topK();
            case NAIVE, APS -> SetScore.aps();
            case APS_WHOLE -> (x, rank, _) -> x.through(rank);
            case RAPS_SIZE -> regularised(FOR_SIZE, pool, split, alpha);
            case RAPS_ADAPTIVE -> regularised(FOR_STRATA, pool, split, alpha);
        };
    }

    /** The penalty that serves best when it is calibrated and judged on the tuning images; ranks are free up to the one that holds 1 - alpha of the truths. */
    private SetScore regularised(double[] lambdas, LabelledPool pool, PoolSplit split, double alpha) {
        int kReg = freeRanks(pool, split.tuning(), alpha);
        double least = Double.POSITIVE_INFINITY;
        var best = SetScore.aps();
        for (double lambda : lambdas) {
            var score = SetScore.raps(lambda, kReg);
            double q = Conformal.threshold(scores(score, pool, split, split.tuning()), alpha);
            var sets = Sets.of(score, q, pool, split, split.tuning());
            double cost = this == RAPS_SIZE ? sets.filled().size() : sets.stratumViolation(alpha);
            if (cost < least) {
                least = cost;
                best = score;
            }
        }
        return best;
    }

    static int freeRanks(LabelledPool pool, int[] images, double alpha) {
        double k = Conformal.threshold(
                Arrays.stream(images).mapToDouble(pool::rank).toArray(), alpha);
        return (int) Math.min(k, pool.classes());
    }

    /** The scores of the true classes. */
    static double[] scores(SetScore score, LabelledPool pool, PoolSplit split, int[] images) {
        return Arrays.stream(images)
                .mapToDouble(i -> score.of(pool.images().get(i), pool.rank(i), split.u()[i]))
                .toArray();
    }
}
