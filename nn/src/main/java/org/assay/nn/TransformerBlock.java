package org.assay.nn;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Self-attention and a two-layer perceptron, each with a residual connection, of {@code [batch, position, width]}.
 * Parameters as PyTorch's {@code TransformerEncoderLayer}. Vaswani et al. 2017; normalisation first as in Xiong et al. 2020.
 *
 * @param activation between the two layers of the perceptron
 * @param dropout rate of what each branch gives and of the perceptron's hidden layer
 * @param normFirst whether branches normalise what they read (pre-norm) or the sum is normalised (post-norm)
 */
public record TransformerBlock(
        MultiHeadAttention selfAttn,
        Linear linear1,
        Linear linear2,
        LayerNorm norm1,
        LayerNorm norm2,
        Layer activation,
        double dropout,
        boolean normFirst)
        implements Layer {

    /** Normalising first, with GELU, a hidden layer of four times the width, no mask and no dropout. */
    public static TransformerBlock of(int width, int heads, Rng rng) {
        return of(width, heads, 4 * width, rng);
    }

    public static TransformerBlock of(int width, int heads, int hidden, Rng rng) {
        return new TransformerBlock(
                MultiHeadAttention.of(width, heads, rng),
                Linear.of(width, hidden, rng),
                Linear.of(hidden, width, rng),
                LayerNorm.of(width),
                LayerNorm.of(width),
                Tensor::gelu,
                0,
                true);
    }

    /** This block with each position seeing itself and those before it only. */
    public TransformerBlock masked() {
        return new TransformerBlock(selfAttn.masked(), linear1, linear2, norm1, norm2, activation, dropout, normFirst);
    }

    /** This block with dropout at a rate of attention weights, of the hidden layer and of both branches. */
    public TransformerBlock dropping(double rate) {
        return new TransformerBlock(
                selfAttn.dropping(rate), linear1, linear2, norm1, norm2, activation, rate, normFirst);
    }

    /** As {@link #dropping}, but for attention weights, which are many. */
    public TransformerBlock droppingBranches(double rate) {
        return new TransformerBlock(selfAttn, linear1, linear2, norm1, norm2, activation, rate, normFirst);
    }

    /** This block with each sum normalised, as in the original transformer. */
    public TransformerBlock normLast() {
        return new TransformerBlock(selfAttn, linear1, linear2, norm1, norm2, activation, dropout, false);
    }

    public TransformerBlock activation(Layer function) {
        return new TransformerBlock(selfAttn, linear1, linear2, norm1, norm2, function, dropout, normFirst);
    }

    @Override
    public Tensor forward(Tensor x) {
        return apply(x, selfAttn);
    }

    /** Under a mask, as {@link MultiHeadAttention#forward(Tensor, Tensor)}. */
    public Tensor forward(Tensor x, Tensor mask) {
        return apply(x, h -> selfAttn.forward(h, mask));
    }

    /** New positions only, as {@link MultiHeadAttention#forward(Tensor, KeyValueCache)}. */
    public Tensor forward(Tensor x, KeyValueCache cache) {
        return apply(x, h -> selfAttn.forward(h, cache));
    }

    /** Its attention weights {@code [batch, head, query, key]}, as {@link MultiHeadAttention#weights}. */
    public Tensor weights(Tensor x) {
        return selfAttn.weights(normFirst ? norm1.forward(x) : x);
    }

    private Tensor apply(Tensor x, Layer attention) {
        var drop = new Dropout(dropout);
        if (normFirst) {
            var h = x.add(drop.forward(attention.forward(norm1.forward(x))));
            return h.add(drop.forward(perceptron(norm2.forward(h))));
        }
        var h = norm1.forward(x.add(drop.forward(attention.forward(x))));
        return norm2.forward(h.add(drop.forward(perceptron(h))));
    }

    private Tensor perceptron(Tensor x) {
        return linear2.forward(new Dropout(dropout).forward(activation.forward(linear1.forward(x))));
    }
}
