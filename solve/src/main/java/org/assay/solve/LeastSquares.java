package org.assay.solve;

import org.assay.tensor.Tensor;

/**
 * Least squares on a matrix {@code phi} of features {@code [n, N]}, FLOAT64: the fit of minimum norm and every ridge fit, from one singular value
 * decomposition.
 */
public record LeastSquares(Tensor.Svd svd) {
    /** Singular values below this share of the largest count as zero. A cut-off that bites would itself regularise. */
    private static final double CUT_OFF = 1e-10;

    public static LeastSquares of(Tensor phi) {
        return new LeastSquares(phi.svd());
    }

    /** Singular values that count. */
    public long rank() {
        return svd.s().gt(threshold()).countNonzero().itemLong();
    }

    /** {@code pinv(phi) y}: of all beta that minimise {@code |phi beta - y|} the one with the smallest norm, {@code [N, outputs]}. */
    public Tensor minimumNorm(Tensor y) {
        var kept = svd.s().gt(threshold());
        return solve(y, Tensor.where(kept, svd.s().reciprocal(), 0));
    }

    /** The beta that minimises {@code |phi beta - y|^2 + lambda |beta|^2}, {@code [N, outputs]}. */
    public Tensor ridge(Tensor y, double lambda) {
        return solve(y, svd.s().div(svd.s().square().add(lambda)));
    }

    private Tensor solve(Tensor y, Tensor inverse) {
        return svd.vh().t().matmul(inverse.unsqueeze(1).mul(svd.u().t().matmul(y)));
    }

    private double threshold() {
        return CUT_OFF * svd.s().max().item();
    }
}
