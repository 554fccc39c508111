package org.assay.solve;

import java.util.List;
import org.assay.tensor.Tensor;

/** The matrix G of the constraints {@code Gz <= h}, in 64-bit floats. */
sealed interface Inequalities {

    /** How many rows G has. */
    long count();

    /** {@code G v} for each v {@code [batch, n]}: {@code [batch, m]}. */
    Tensor times(Tensor v);

    /** {@code G'u} for each u {@code [batch, m]}: {@code [batch, n]}. */
    Tensor transposedTimes(Tensor u);

    /** The gradient of {@code u'Gv} by the rows given, in their shape. */
    Tensor gradient(Tensor u, Tensor v);

    /** Rows {@code [m, n]} or {@code [batch, m, n]}. */
    record Rows(Tensor g) implements Inequalities {
        @Override
        public long count() {
            return g.size(-2);
        }

        @Override
        public Tensor times(Tensor v) {
            return Batched.times(g, v);
        }

        @Override
        public Tensor transposedTimes(Tensor u) {
            return Batched.transposedTimes(g, u);
        }

        @Override
        public Tensor gradient(Tensor u, Tensor v) {
            return Batched.outer(g, u, v);
        }
    }

    /** {@code G = -I}, or {@code G = [-I; I]} where there are upper bounds too: never written out. */
    record Bounds(long n, boolean upper) implements Inequalities {
        @Override
        public long count() {
            return upper ? 2 * n : n;
        }

        @Override
        public Tensor times(Tensor v) {
            return upper ? Tensor.cat(List.of(v.neg(), v), 1) : v.neg();
        }

        @Override
        public Tensor transposedTimes(Tensor u) {
            return upper ? u.narrow(1, n, n).sub(u.narrow(1, 0, n)) : u.neg();
        }

        @Override
        public Tensor gradient(Tensor u, Tensor v) {
            return Tensor.zeros(v.dtype(), 0, n).to(v.device());
        }

        /** The diagonal of {@code G' diag(w) G}: {@code [batch, n]}. */
        Tensor gram(Tensor w) {
            return upper ? w.narrow(1, 0, n).add(w.narrow(1, n, n)) : w;
        }
    }
}
