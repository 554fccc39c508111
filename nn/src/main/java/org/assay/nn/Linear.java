package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * {@code x W^T + b} along the last dimension: {@code [..., in]} to {@code [..., out]}.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
public record Linear(Tensor weight, Optional<Tensor> bias) implements Layer {

    /** Weights and bias uniform within {@code 1/sqrt(in)}, as in PyTorch. */
    public static Linear of(int in, int out, Rng rng) {
        return new Linear(
                Init.standard().parameter(rng, out, in),
                Optional.of(Init.uniform(1 / Math.sqrt(in)).parameter(rng, out)));
    }

    /** Weights as the initialiser draws them, bias zero. */
    public static Linear of(int in, int out, Init init, Rng rng) {
        return new Linear(init.parameter(rng, out, in), Optional.of(Init.zeros().parameter(rng, out)));
    }

    /** This layer without its bias. */
    public Linear unbiased() {
        return new Linear(weight, Optional.empty());
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.linear(weight, bias.get()) : x.linear(weight);
    }
}
