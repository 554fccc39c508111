package org.assay.solve;

import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** The data of quadratic programs as they were given, each for all programs or, one rank higher, one for each. */
record Given(Tensor q, boolean diagonal, Tensor p, Tensor a, Tensor b, Tensor g, Tensor h, Kind kind) {

    enum Kind {
        ROWS,
        LOWER_BOUNDS,
        BOTH_BOUNDS
    }

    /** Without constraints, which are matrices of no rows then. */
    static Given of(Tensor q, boolean diagonal, Tensor p) {
        var none = Tensor.zeros(DType.FLOAT64, 0, p.size(-1)).to(p.device());
        return new Given(q, diagonal, p, none, none.select(1, 0), none, none.select(1, 0), Kind.ROWS);
    }

    Given equalities(Tensor rows, Tensor values) {
        return new Given(q, diagonal, p, rows, values, g, h, kind);
    }

    Given inequalities(Kind which, Tensor rows, Tensor values) {
        return new Given(q, diagonal, p, a, b, rows, values, which);
    }

    long n() {
        return p.size(-1);
    }

    /** In the order of {@link Sensitivity#gradients}. */
    List<Tensor> tensors() {
        return List.of(q, p, a, b, g, h);
    }

    private List<Tensor> vectors() {
        return diagonal ? List.of(q, p, b, h) : List.of(p, b, h);
    }

    private List<Tensor> matrices() {
        return diagonal ? List.of(a, g) : List.of(q, a, g);
    }

    boolean isBatched() {
        return vectors().stream().anyMatch(vector -> vector.rank() == 2)
                || matrices().stream().anyMatch(matrix -> matrix.rank() == 3);
    }

    Problem problem() {
        long batch = Math.max(Fit.batch(1, vectors()), Fit.batch(2, matrices()));
        Fit.agree(batch, vectors(), matrices());
        return new Problem(
                diagonal ? new Curvature.Diagonal(q) : new Curvature.Dense(q),
                rows(p, batch),
                a,
                rows(b, batch),
                kind == Kind.ROWS ? new Inequalities.Rows(g) : new Inequalities.Bounds(n(), kind == Kind.BOTH_BOUNDS),
                rows(h, batch));
    }

    static Tensor rows(Tensor vector, long batch) {
        return vector.expand(batch, vector.size(-1));
    }
}
