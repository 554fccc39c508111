package org.assay.nn.diffusion;

import org.assay.tensor.Tensor;

/** The gradient of a log density that changes with time. */
@FunctionalInterface
public interface Score {
    /**
     * The score of every example, of the shape of x.
     *
     * @param x {@code [batch, …]}
     * @param t between 0 (data) and 1 (noise)
     */
    Tensor at(Tensor x, double t);
}
