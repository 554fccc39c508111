package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Attention, fused where its gradient need not be differentiated again. */
final class Attention {
    private Attention() {}

    static Tensor of(Tensor query, Tensor key, Tensor value) {
        if (Autodiff.isHigherOrder()) {
            return scores(query, key).softmax(-1).matmul(value);
        }
        return Call.of(
                "attention",
                () -> torch.scaled_dot_product_attention(query.raw(), key.raw(), value.raw()),
                query,
                key,
                value);
    }

    static Tensor causal(Tensor query, Tensor key, Tensor value) {
        if (Autodiff.isHigherOrder()) {
            var seen = Tensor.ones(DType.BOOL, query.size(-2), key.size(-2)).tril();
            return weights(query, key, seen.to(query.device())).matmul(value);
        }
        return Call.of(
                "causalAttention",
                () -> torch.scaled_dot_product_attention(
                        query.raw(), key.raw(), value.raw(), Args.NO_TENSOR, 0, true, Args.NO_DOUBLE, false),
                query,
                key,
                value);
    }

    static Tensor masked(Tensor query, Tensor key, Tensor value, Tensor mask) {
        if (Autodiff.isHigherOrder()) {
            return weights(query, key, mask).matmul(value);
        }
        return Call.of(
                "attention",
                () -> torch.scaled_dot_product_attention(
                        query.raw(), key.raw(), value.raw(), Args.maybe(mask), 0, false, Args.NO_DOUBLE, false),
                query,
                key,
                value,
                mask);
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
