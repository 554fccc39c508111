package org.assay.solve;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * Differentiable ranks and sorting by projection on a permutahedron. Blondel, Teboul, Berthet and Djolonga 2020, equations 4 and 5.
 *
 * <p>The strength is in units of the scores: below the smallest gap between two of them ranks are exact and have no gradient, far above their range all are
 * {@code (n + 1) / 2}. Sorting is exact below one over the largest gap, and gives the mean far above.
 */
public final class SoftSort {
    private SoftSort() {}

    /**
     * Soft ranks along the last dimension, ascending: near 1 for the smallest, near n for the largest; they add up to {@code n (n + 1) / 2}.
     *
     * @param scores {@code [..., n]} of a floating-point type
     * @param strength positive
     */
    public static Tensor ranks(Tensor scores, double strength) {
        return Permutahedron.project(scores.div(strength), descending(scores));
    }

    /** As {@link #ranks}, by relative entropy in place of squared distance. */
    public static Tensor ranksByEntropy(Tensor scores, double strength) {
        return Permutahedron.projectByEntropy(scores.div(strength), descending(scores));
    }

    /**
     * Soft sorted values along the last dimension, descending, with the sum of the values.
     *
     * @param values {@code [..., n]} of a floating-point type
     * @param strength positive
     */
    public static Tensor sort(Tensor values, double strength) {
        return Permutahedron.project(descending(values).div(strength).expandAs(values), values);
    }

    /** Ranks as they are, ascending from 1, the mean rank for ties, without gradients: O(n^2). */
    public static Tensor exactRanks(Tensor scores) {
        var fixed = scores.detach();
        var own = fixed.unsqueeze(-1);
        var others = fixed.unsqueeze(-2);
        var below = own.gt(others).to(scores.dtype()).sum(-1);
        var alike = own.eq(others).to(scores.dtype()).sum(-1);
        return below.add(alike.add(1.0).div(2));
    }

    /** {@code n, n - 1, ..., 1}. */
    private static Tensor descending(Tensor like) {
        return Tensor.arange(DType.FLOAT64, (double) like.size(-1), 0, -1)
                .to(like.dtype())
                .to(like.device());
    }
}
