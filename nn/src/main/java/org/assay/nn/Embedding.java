package org.assay.nn;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A table of vectors: indices of any shape {@code [...]} to {@code [..., width]}.
 *
 * @param weight {@code [count, width]}
 */
public record Embedding(Tensor weight) implements Layer {

    /** Standard normal vectors, as in PyTorch. */
    public static Embedding of(int count, int width, Rng rng) {
        return of(count, width, Init.normal(1), rng);
    }

    public static Embedding of(int count, int width, Init init, Rng rng) {
        return new Embedding(init.parameter(rng, count, width));
    }

    @Override
    public Tensor forward(Tensor indices) {
        return weight.embedding(indices);
    }
}
