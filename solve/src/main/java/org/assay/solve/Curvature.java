package org.assay.solve;

import org.assay.tensor.Tensor;

/** The matrix Q of a quadratic program, in 64-bit floats. */
sealed interface Curvature {

    /** {@code Q v} for each v {@code [batch, n]}. */
    Tensor times(Tensor v);

    /** The gradient by Q of {@code v'Q u}, as a symmetric matrix, in Q's shape. */
    Tensor gradient(Tensor u, Tensor v);

    /** The tensor behind it. */
    Tensor data();

    /** A matrix {@code [n, n]} or {@code [batch, n, n]}. */
    record Dense(Tensor data) implements Curvature {
        @Override
        public Tensor times(Tensor v) {
            return Batched.times(data, v);
        }

        @Override
        public Tensor gradient(Tensor u, Tensor v) {
            return Batched.outer(data, u, v).add(Batched.outer(data, v, u)).div(2);
        }
    }

    /** A diagonal {@code [n]} or {@code [batch, n]}. */
    record Diagonal(Tensor data) implements Curvature {
        @Override
        public Tensor times(Tensor v) {
            return v.mul(data);
        }

        @Override
        public Tensor gradient(Tensor u, Tensor v) {
            return data.rank() == 1 ? u.mul(v).sum(0) : u.mul(v);
        }
    }
}
