package org.assay.studies.optimisationlayers;

import org.assay.nn.Conv1d;
import org.assay.nn.Layer;
import org.assay.nn.Mlp;
import org.assay.nn.Sequential;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The networks that denoise without an optimisation problem inside, in 32 bits, on signals centred and scaled. */
record Denoiser(Layer layers) implements Layer {
    private static final double CENTRE = 55;
    private static final double SPREAD = 30;

    /** {@code n - hidden - n}, rectified. */
    static Denoiser fullyConnected(int n, int hidden, Rng rng) {
        return new Denoiser(Mlp.of(rng, n, hidden, n));
    }

    /** Five layers of 32 channels and kernel 5, which estimate the noise. */
    static Denoiser convolutional(Rng rng) {
        return new Denoiser(new Residual(Sequential.of(
                y -> y.unsqueeze(1),
                Conv1d.of(1, 32, 5, rng),
                Tensor::relu,
                Conv1d.of(32, 32, 5, rng),
                Tensor::relu,
                Conv1d.of(32, 32, 5, rng),
                Tensor::relu,
                Conv1d.of(32, 32, 5, rng),
                Tensor::relu,
                Conv1d.of(32, 1, 5, rng),
                h -> h.squeeze(1))));
    }

    private record Residual(Layer noise) implements Layer {
        @Override
        public Tensor forward(Tensor y) {
            return y.sub(noise.forward(y));
        }
    }

    @Override
    public Tensor forward(Tensor y) {
        var scaled = y.sub(CENTRE).div(SPREAD).to(DType.FLOAT32);
        return layers.forward(scaled).to(DType.FLOAT64).mul(SPREAD).add(CENTRE);
    }
}
