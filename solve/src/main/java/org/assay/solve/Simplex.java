package org.assay.solve;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** The probability simplex. */
public final class Simplex {
    private Simplex() {}

    /**
     * The nearest points {@code z >= 0, sum z = 1} along the last dimension: sparsemax, which unlike a softmax is exactly zero
     * where scores are far below the best. Martins and Astudillo 2016, algorithm 1. Differentiable once almost everywhere.
     *
     * @param scores {@code [..., n]} of a floating-point type, which the result has too
     */
    public static Tensor project(Tensor scores) {
        long n = scores.size(-1);
        var sorted = scores.sortDescending(-1).values();
        var excess = sorted.cumsum(-1).sub(1.0);
        var k = Tensor.arange(n).add(1L).to(scores.dtype()).to(scores.device());
        // The support is a prefix of the sorted scores: those above what would be taken off all of them.
        var support = sorted.detach().mul(k).gt(excess.detach());
        var size = support.to(scores.dtype()).sum(true, -1);
        var tau = excess.gather(-1, size.sub(1.0).to(DType.INT64)).div(size);
        return scores.sub(tau).relu();
    }
}
