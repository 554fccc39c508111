package org.assay.nn.models;

import org.assay.nn.Dropout;
import org.assay.nn.KeyValueCache;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.MultiHeadAttention;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Masked self-attention, attention to a memory and a perceptron, each normalised first and beside a shortcut. Parameters as PyTorch's {@code TransformerDecoderLayer}. */
public record DecoderBlock(
        MultiHeadAttention selfAttn,
        MultiHeadAttention multiheadAttn,
        Linear linear1,
        Linear linear2,
        LayerNorm norm1,
        LayerNorm norm2,
        LayerNorm norm3,
        Layer activation,
        double dropout) {

    public static DecoderBlock of(int width, int heads, int hidden, Rng rng) {
        return new DecoderBlock(
                MultiHeadAttention.of(width, heads, rng).masked(),
                MultiHeadAttention.of(width, heads, rng),
                Linear.of(width, hidden, rng),
                Linear.of(hidden, width, rng),
                LayerNorm.of(width),
                LayerNorm.of(width),
                LayerNorm.of(width),
                Tensor::relu,
                0);
    }

    public DecoderBlock dropping(double rate) {
        return new DecoderBlock(
                selfAttn.dropping(rate),
                multiheadAttn.dropping(rate),
                linear1,
                linear2,
                norm1,
                norm2,
                norm3,
                activation,
                rate);
    }

    /** As {@link #dropping}, but for attention weights, which are many. */
    public DecoderBlock droppingBranches(double rate) {
        return new DecoderBlock(selfAttn, multiheadAttn, linear1, linear2, norm1, norm2, norm3, activation, rate);
    }

    /** This block with another function between the layers of its perceptron, which is ReLU else. */
    public DecoderBlock activation(Layer function) {
        return new DecoderBlock(selfAttn, multiheadAttn, linear1, linear2, norm1, norm2, norm3, function, dropout);
    }

    /** A whole target sequence beside a memory of which every place is seen, {@code [batch, key, width]}. */
    public Tensor forward(Tensor x, Tensor memory) {
        return apply(x, h -> multiheadAttn.cross(h, memory), selfAttn);
    }

    /**
     * A whole target sequence beside a memory.
     *
     * @param x {@code [batch, position, width]}
     * @param memory {@code [batch, key, width]}
     * @param seen which keys may be seen, broadcast to {@code [batch, head, position, key]}
     */
    public Tensor forward(Tensor x, Tensor memory, Tensor seen) {
        return apply(x, h -> multiheadAttn.cross(h, memory, seen), selfAttn);
    }

    /** New positions only, after those that the cache has seen. */
    public Tensor forward(Tensor x, Tensor memory, Tensor seen, KeyValueCache cache) {
        return apply(x, h -> multiheadAttn.cross(h, memory, seen), h -> selfAttn.forward(h, cache));
    }

    private Tensor apply(Tensor x, Layer cross, Layer attention) {
        var drop = new Dropout(dropout);
        var h = x.add(drop.forward(attention.forward(norm1.forward(x))));
        h = h.add(drop.forward(cross.forward(norm2.forward(h))));
        return h.add(
                drop.forward(linear2.forward(drop.forward(activation.forward(linear1.forward(norm3.forward(h)))))));
    }
}
