package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Attention, fused where its gradient need not be differentiated again. */
final class Attention {
    private Attention() {}

    static Tensor of(Tensor query, Tensor key, Tensor value) {
        if (Autodiff.isHigherOrder()) {
            return scores(query, key).softmax(-1).matmul(value);
        }
        return exact(
                query,
                key,
                value,
                (q, k, v) -> Call.of(
                        "attention", () -> torch.scaled_dot_product_attention(q.raw(), k.raw(), v.raw()), q, k, v));
    }

    static Tensor causal(Tensor query, Tensor key, Tensor value) {
        if (Autodiff.isHigherOrder()) {
            var seen = Tensor.ones(DType.BOOL, query.size(-2), key.size(-2)).tril();
            return weights(query, key, seen.to(query.device())).matmul(value);
        }
        return exact(
                query,
                key,
                value,
                (q, k, v) -> Call.of(
                        "causalAttention",
                        () -> torch.scaled_dot_product_attention(
                                q.raw(), k.raw(), v.raw(), Args.NO_TENSOR, 0, true, Args.NO_DOUBLE, false),
                        q,
                        k,
                        v));
    }

    static Tensor masked(Tensor query, Tensor key, Tensor value, Tensor mask) {
        if (Autodiff.isHigherOrder()) {
            return weights(query, key, mask).matmul(value);
        }
        return exact(
                query,
                key,
                value,
                (q, k, v) -> Call.of(
                        "attention",
                        () -> torch.scaled_dot_product_attention(
                                q.raw(), k.raw(), v.raw(), Args.maybe(mask), 0, false, Args.NO_DOUBLE, false),
                        q,
                        k,
                        v,
                        mask));
    }

    private interface Fused {
        Tensor of(Tensor query, Tensor key, Tensor value);
    }

    /**
     * The fused kernels of this library's CPU build multiply bfloat16 element by element, fifteen times as slowly as 32-bit
     * floats: they run in 32 bits, and the result is what it would have been but for rounding.
     */
    private static Tensor exact(Tensor query, Tensor key, Tensor value, Fused fused) {
        boolean autocast = Precision.isReduced();
        if (!query.device().isCpu() || !(autocast || query.dtype() == DType.BFLOAT16)) {
            return fused.of(query, key, value);
        }
        return Precision.full(() -> fused.of(query.to(DType.FLOAT32), key.to(DType.FLOAT32), value.to(DType.FLOAT32)))
                .to(DType.BFLOAT16);
    }

    /** The softmax of the masked scores. */
    static Tensor weights(Tensor query, Tensor key, Tensor mask) {
        var scores = scores(query, key);
        var seen = mask.dtype() == DType.BOOL
                ? scores.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY)
                : scores.add(mask);
        return seen.softmax(-1);
    }

    private static Tensor scores(Tensor query, Tensor key) {
        return query.mul(1 / Math.sqrt((double) query.size(-1))).matmul(key.t());
    }
}
