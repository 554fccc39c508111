package org.assay.nn.diffusion;

import org.assay.tensor.Tensor;

/** A guess of the noise in examples at a level of a {@link NoiseChain}. */
@FunctionalInterface
public interface NoiseGuess {
    /**
     * The guess, of the shape of x.
     *
     * @param x {@code [batch, …]}
     * @param level from 1
     */
    Tensor at(Tensor x, int level);
}
