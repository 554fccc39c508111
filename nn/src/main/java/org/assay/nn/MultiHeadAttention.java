package org.assay.nn;

import java.util.Arrays;
import java.util.Optional;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Scaled dot-product attention in several heads. Vaswani et al. 2017, section 3.2. Parameters as PyTorch's
 * {@code MultiheadAttention}.
 *
 * @param inProjWeight {@code [3 width, width]}, of queries, keys and values in turn
 * @param inProjBias {@code [3 width]}
 * @param outProj {@code width} to {@code width}
 * @param heads into which the width is divided
 * @param causal whether a position sees itself and those before it only
 * @param dropout rate at which attention weights are dropped in training
 */
public record MultiHeadAttention(
        Tensor inProjWeight, Tensor inProjBias, Linear outProj, int heads, boolean causal, double dropout)
        implements Layer {

    /** Without a mask and without dropout; weights as in PyTorch: Xavier's, biases zero. */
    public static MultiHeadAttention of(int width, int heads, Rng rng) {
        if (width % heads != 0) {
            throw new IllegalArgumentException("A width of " + width + " does not divide into " + heads + " heads.");
        }
        return new MultiHeadAttention(
                Init.xavierUniform().parameter(rng, 3L * width, width),
                Init.zeros().parameter(rng, 3L * width),
                Linear.of(width, width, Init.standard(), rng),
                heads,
                false,
                0);
    }

    /** This layer with each position seeing itself and those before it only. */
    public MultiHeadAttention masked() {
        return new MultiHeadAttention(inProjWeight, inProjBias, outProj, heads, true, dropout);
    }

    /** This layer with attention weights dropped at a rate in training. */
    public MultiHeadAttention dropping(double rate) {
        return new MultiHeadAttention(inProjWeight, inProjBias, outProj, heads, causal, new Dropout(rate).rate());
    }

    /** Self-attention of {@code [batch, position, width]}. */
    @Override
    public Tensor forward(Tensor x) {
        return attend(project(x), Optional.empty());
    }

    /**
     * Self-attention under a mask.
     *
     * @param mask broadcast to {@code [batch, head, query, key]}: true where a key may be seen, or numbers added to the
     *     scores
     */
    public Tensor forward(Tensor x, Tensor mask) {
        return attend(project(x), Optional.of(mask));
    }

    /** Attention of queries {@code [batch, query, width]} to a memory {@code [batch, key, width]}, as from a decoder to its encoder. */
    public Tensor cross(Tensor x, Tensor memory) {
        return attend(projectCross(x, memory), Optional.empty());
    }

    /** Attention to a memory under a mask, as {@link #forward(Tensor, Tensor)}. */
    public Tensor cross(Tensor x, Tensor memory, Tensor mask) {
        return attend(projectCross(x, memory), Optional.of(mask));
    }

    /** The attention weights {@code [batch, head, query, key]} of self-attention, each row summing to 1. */
    public Tensor weights(Tensor x) {
        return scores(project(x), Optional.empty()).softmax(-1);
    }

    /**
     * Self-attention of new positions to themselves and those before, whose keys and values the cache holds.
     *
     * @param x the new positions {@code [batch, position, width]}
     * @param cache what earlier calls left, which gains the new positions
     */
    public Tensor forward(Tensor x, KeyValueCache cache) {
        var fresh = project(x);
        long before = cache.length();
        var all = cache.extend(fresh.key, fresh.value);
        var parts = new Parts(fresh.query, all.key(), all.value());
        long added = x.size(1);
        if (!causal || added == 1) {
            return merge(parts.query.attention(parts.key, parts.value));
        }
        var mask = Tensor.ones(DType.BOOL, added, before + added).tril(before);
        return merge(parts.query.attention(parts.key, parts.value, mask));
    }

    private record Parts(Tensor query, Tensor key, Tensor value) {}

    private Parts project(Tensor x) {
        requireWidth(x);
        var qkv = x.linear(inProjWeight, inProjBias)
                .unflatten(-1, 3, heads, width() / heads)
                .permute(2, 0, 3, 1, 4);
        var three = qkv.unbind(0);
        return new Parts(three.get(0), three.get(1), three.get(2));
    }

    private Parts projectCross(Tensor x, Tensor memory) {
        requireWidth(x);
        requireWidth(memory);
        long width = width();
        var query = x.linear(inProjWeight.narrow(0, 0, width), inProjBias.narrow(0, 0, width));
        var both = memory.linear(inProjWeight.narrow(0, width, 2 * width), inProjBias.narrow(0, width, 2 * width))
                .unflatten(-1, 2, heads, width / heads)
                .permute(2, 0, 3, 1, 4)
                .unbind(0);
        return new Parts(query.unflatten(-1, heads, width / heads).transpose(1, 2), both.get(0), both.get(1));
    }

    private Tensor attend(Parts parts, Optional<Tensor> mask) {
        if ((dropout > 0 && Mode.isRandom()) || (causal && mask.isPresent())) {
            var weights = new Dropout(dropout).forward(scores(parts, mask).softmax(-1));
            return merge(weights.matmul(parts.value));
        }
        if (causal) {
            return merge(parts.query.causalAttention(parts.key, parts.value));
        }
        return merge(
                mask.isPresent()
                        ? parts.query.attention(parts.key, parts.value, mask.get())
                        : parts.query.attention(parts.key, parts.value));
    }

    private Tensor scores(Parts parts, Optional<Tensor> mask) {
        var scores = parts.query.matmul(parts.key.t()).div(Math.sqrt((double) width() / heads));
        if (causal) {
            var future =
                    Tensor.ones(DType.BOOL, scores.size(-2), scores.size(-1)).triu(1);
            scores = scores.maskedFill(future, Double.NEGATIVE_INFINITY);
        }
        if (mask.isEmpty()) {
            return scores;
        }
        return mask.get().dtype() == DType.BOOL
                ? scores.maskedFill(mask.get().logicalNot(), Double.NEGATIVE_INFINITY)
                : scores.add(mask.get());
    }

    private Tensor merge(Tensor perHead) {
        return outProj.forward(perHead.transpose(1, 2).flatten(2, 3));
    }

    private long width() {
        return inProjWeight.size(1);
    }

    private void requireWidth(Tensor x) {
        if (x.rank() != 3 || x.size(2) != width()) {
            throw new IllegalArgumentException("Attention of width " + width() + " takes [batch, position, " + width()
                    + "], not " + Arrays.toString(x.shape()) + ".");
        }
    }
}
