package org.assay.studies.optimisationlayers;

import org.assay.solve.Sinkhorn;
import org.assay.solve.SoftSort;
import org.assay.tensor.Tensor;

/** What a task is solved with: ranks with a gradient, or what is usual in their place. */
enum RankMethod {
    /** By squared distance: Blondel et al. 2020. */
    PROJECTION,
    /** By relative entropy: Blondel et al. 2020. */
    ENTROPY,
    /** Cuturi et al. 2019. */
    TRANSPORT,
    /** Qin et al. 2010. */
    ALL_PAIRS,
    /** Grover et al. 2019. */
    NEURAL_SORT,
    CROSS_ENTROPY,
    HINGE,
    /** The squared distance of the scores themselves to the ranks. */
    RAW_SCORES,
    /** The logistic loss of each pair of labels that are ranked differently. */
    PAIRWISE,
    RIDGE,
    HUBER,
    SOFT_TRIMMED,
    /** By concentration steps: Rousseeuw and Van Driessen 2006. */
    HARD_TRIMMED;

    private static final int ITERATIONS = 50;

    boolean ranks() {
        return switch (this) {
            case PROJECTION, ENTROPY, TRANSPORT, ALL_PAIRS, NEURAL_SORT -> true;
            default -> false;
        };
    }

    /** Soft ranks along the last dimension, ascending from 1. */
    Tensor ranks(Tensor scores, double strength) {
        return switch (this) {
            case PROJECTION -> SoftSort.ranks(scores, strength);
            case ENTROPY -> SoftSort.ranksByEntropy(scores, strength);
            case TRANSPORT -> new Sinkhorn(strength, ITERATIONS).ranks(scores);
            case ALL_PAIRS -> allPairs(scores, strength);
            case NEURAL_SORT -> neuralSort(scores, strength);
            default -> throw new IllegalArgumentException(this + " does not rank.");
        };
    }

    /** {@code 1 + sum over j != i of sigmoid((x_i - x_j) / strength)}; the sum over all j counts i itself as one half. */
    private static Tensor allPairs(Tensor x, double strength) {
        var wins = x.unsqueeze(-1).sub(x.unsqueeze(-2)).div(strength).sigmoid();
        return wins.sum(-1).add(0.5);
    }

    /**
     * Row i of the relaxed permutation is {@code softmax(((n + 1 - 2i) x - sum_k |x - x_k|) / strength)}, where i counts from the largest; a score's rank is
     * the mean of i weighted by its column. Columns need not add up to 1, and without their sums a score would come first by being in no row.
     */
    private static Tensor neuralSort(Tensor x, double strength) {
        long n = x.size(-1);
        var place = Tensor.arange(n).add(1L).to(x.dtype());
        var distances = x.unsqueeze(-1).sub(x.unsqueeze(-2)).abs().sum(-1);
        var factor = place.mul(-2.0).add((double) n + 1).unsqueeze(-1);
        var rows = factor.mul(x.unsqueeze(-2)).sub(distances.unsqueeze(-2));
        var permutation = rows.div(strength).softmax(-1);
        var places = permutation.mul(place.unsqueeze(-1)).sum(-2).div(permutation.sum(-2));
        return places.rsub((double) n + 1);
    }
}
