package org.assay.solve;

import org.assay.tensor.Tensor;

/**
 * A batch of quadratic programs in 64-bit floats.
 *
 * @param p {@code [batch, n]}
 * @param a {@code [k, n]} or {@code [batch, k, n]}, k may be 0
 * @param b {@code [batch, k]}
 * @param h {@code [batch, m]}, m may be 0
 */
record Problem(Curvature q, Tensor p, Tensor a, Tensor b, Inequalities g, Tensor h) {

    /** {@code Qz + p + G'lam + A'nu}: zero at a solution. */
    Tensor dualResidual(Point at) {
        return q.times(at.z()).add(p).add(pull(at));
    }

    /** {@code G'lam + A'nu}. */
    Tensor pull(Point at) {
        return g.transposedTimes(at.lambda()).add(Batched.transposedTimes(a, at.nu()));
    }

    /** {@code Az - b}. */
    Tensor equalityResidual(Point at) {
        return Batched.times(a, at.z()).sub(b);
    }

    /** {@code Gz + s - h}. */
    Tensor inequalityResidual(Point at) {
        return g.times(at.z()).add(at.s()).sub(h);
    }

    /** The largest of the relative residuals and of the complementarity, of each program: {@code [batch]}. */
    Tensor residual(Point at) {
        var dual = dualResidual(at).norm(1).div(p.norm(1).add(1));
        var equality = equalityResidual(at).norm(1).div(b.norm(1).add(1));
        var inequality = inequalityResidual(at).norm(1).div(h.norm(1).add(1));
        var gap = Batched.dot(at.s(), at.lambda())
                .div(Batched.dot(p, at.z()).abs().add(1));
        return dual.maximum(equality).maximum(inequality).maximum(gap);
    }

    /**
     * Points with their slacks and multipliers.
     *
     * @param z {@code [batch, n]}
     * @param s {@code [batch, m]}, positive inside
     * @param lambda of the inequalities {@code [batch, m]}, positive inside
     * @param nu of the equalities {@code [batch, k]}
     */
    record Point(Tensor z, Tensor s, Tensor lambda, Tensor nu) {}
}
