package org.assay.solve;

import org.assay.tensor.Tensor;

/** Products of a batch of vectors with one matrix for all or with one for each. */
final class Batched {
    private Batched() {}

    /** {@code M v} for each v: M is {@code [r, c]} or {@code [batch, r, c]}, v {@code [batch, c]}; gives {@code [batch, r]}. */
    static Tensor times(Tensor m, Tensor v) {
        return m.rank() == 2 ? v.matmul(m.t()) : m.matmul(v.unsqueeze(2)).squeeze(2);
    }

    /** {@code M'v} for each v {@code [batch, r]}; gives {@code [batch, c]}. */
    static Tensor transposedTimes(Tensor m, Tensor v) {
        return m.rank() == 2
                ? v.matmul(m)
                : m.transpose(1, 2).matmul(v.unsqueeze(2)).squeeze(2);
    }

    /** {@code M diag(w) M'} for each w {@code [batch, c]}; gives {@code [batch, r, r]}. */
    static Tensor gram(Tensor m, Tensor w) {
        return m.mul(w.unsqueeze(1)).matmul(m.transpose(-1, -2));
    }

    /** {@code u v'}, one matrix for each where M is such, or their sum where M is one for all. */
    static Tensor outer(Tensor m, Tensor u, Tensor v) {
        return m.rank() == 2 ? u.t().matmul(v) : u.unsqueeze(2).mul(v.unsqueeze(1));
    }

    /** {@code u'v} for each: {@code [batch]}. */
    static Tensor dot(Tensor u, Tensor v) {
        return u.mul(v).sum(1);
    }
}
