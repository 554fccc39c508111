package org.assay.solve;

import org.assay.tensor.Tensor;
import org.assay.tensor.TensorException;

/**
 * The linear system {@code [H A'; A 0] [dz; dnu] = [r; t]} with {@code H = Q + G' diag(w) G}, factorised once: what
 * remains of a step of Newton's method, and of the derivative of a solution, when slacks and multipliers are eliminated.
 *
 * <p>H is a diagonal where Q and the constraints are, and then only {@code A H^-1 A'} is factorised.
 */
final class Newton {
    /** Of the mean diagonal of A H^-1 A', so that dependent rows of A do no harm. */
    private static final double RIDGE = 1e-12;

    private final Problem problem;
    private final Inverse inverse;
    private final Tensor ha;
    private final Tensor schur;

    private interface Inverse {
        /** {@code H^-1} on the last dimension of {@code [batch, rows, n]}. */
        Tensor on(Tensor rows);
    }

    private Newton(Problem problem, Inverse inverse) {
        this.problem = problem;
        this.inverse = inverse;
        long batch = problem.p().size(0);
        long k = problem.a().size(-2);
        var rows = problem.a().expand(batch, k, problem.a().size(-1));
        ha = inverse.on(rows);
        var s = ha.matmul(problem.a().transpose(-1, -2));
        schur = k == 0 ? s : factor(s.add(ridge(s)), "The rows of A are linearly dependent");
    }

    /** With weights w {@code [batch, m]} of the inequalities. */
    static Newton of(Problem problem, Tensor w) {
        return new Newton(problem, inverse(problem, w));
    }

    private static Inverse inverse(Problem problem, Tensor w) {
        if (problem.q() instanceof Curvature.Diagonal(var q) && problem.g() instanceof Inequalities.Bounds bounds) {
            var reciprocal = bounds.gram(w).add(q).reciprocal().unsqueeze(1);
            return rows -> rows.mul(reciprocal);
        }
        var q = problem.q() instanceof Curvature.Diagonal(var diagonal)
                ? diagonal.diagEmbed()
                : problem.q().data();
        var h = switch (problem.g()) {
            case Inequalities.Bounds bounds -> bounds.gram(w).diagEmbed().add(q);
            case Inequalities.Rows(var g) ->
                Batched.gram(g.transpose(-1, -2), w).add(q);
        };
        var factor = factor(h, "Q is not positive definite");
        return rows -> factor.choleskySolve(rows.transpose(1, 2)).transpose(1, 2);
    }

    private static Tensor ridge(Tensor s) {
        return s.diagonal(0, -2, -1)
                .mean(true, 1)
                .mul(RIDGE)
                .expand(s.size(0), s.size(1))
                .diagEmbed();
    }

    private static Tensor factor(Tensor matrix, String trouble) {
        try {
            return matrix.cholesky();
        } catch (TensorException e) {
            throw new SolveException(
                    trouble + ", or numbers too large or too small were given: the Newton system of a quadratic program"
                            + " could not be factorised (" + e.getMessage() + ")",
                    e);
        }
    }

    record Step(Tensor dz, Tensor dnu) {}

    /** For right sides r {@code [batch, n]} and t {@code [batch, k]}. */
    Step solve(Tensor r, Tensor t) {
        var hr = inverse.on(r.unsqueeze(1)).squeeze(1);
        if (t.size(1) == 0) {
            return new Step(hr, t);
        }
        var dnu = schur.choleskySolve(Batched.times(problem.a(), hr).sub(t).unsqueeze(2))
                .squeeze(2);
        return new Step(hr.sub(Batched.transposedTimes(ha, dnu)), dnu);
    }
}
