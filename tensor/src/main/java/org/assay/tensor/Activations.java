package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** What networks put between their layers, element by element. */
sealed interface Activations permits Tensor {
    default Tensor sigmoid() {
        return Call.of("sigmoid", () -> torch.sigmoid(self().raw()), self());
    }

    default Tensor relu() {
        return Call.of("relu", () -> torch.relu(self().raw()), self());
    }

    default Tensor logSigmoid() {
        return Call.of("logSigmoid", () -> torch.log_sigmoid(self().raw()), self());
    }

    default Tensor relu6() {
        return Call.of("relu6", () -> torch.hardtanh(self().raw(), Args.scalar(0), Args.scalar(6)), self());
    }

    /** x Phi(x), exactly (Hendrycks and Gimpel 2016). */
    default Tensor gelu() {
        return Call.of("gelu", () -> torch.gelu(self().raw()), self());
    }

    /** The approximation of {@link #gelu} through tanh. */
    default Tensor geluTanh() {
        return Call.of("geluTanh", () -> torch.gelu(self().raw(), "tanh"), self());
    }

    /** x sigmoid(x), also known as swish. */
    default Tensor silu() {
        return Call.of("silu", () -> torch.silu(self().raw()), self());
    }

    default Tensor mish() {
        return Call.of("mish", () -> torch.mish(self().raw()), self());
    }

    default Tensor hardSwish() {
        return Call.of("hardSwish", () -> torch.hardswish(self().raw()), self());
    }

    /** Linear from -3 to 3. Its gradient cannot be differentiated again. */
    default Tensor hardSigmoid() {
        return Call.of("hardSigmoid", () -> torch.hardsigmoid(self().raw()), self());
    }

    default Tensor selu() {
        return Call.of("selu", () -> torch.selu(self().raw()), self());
    }

    /** x above 0, exp(x) - 1 below. */
    default Tensor elu() {
        return Call.of("elu", () -> torch.elu(self().raw()), self());
    }

    default Tensor elu(double alpha) {
        return Call.of(
                "elu", () -> torch.elu(self().raw(), Args.scalar(alpha), Args.scalar(1), Args.scalar(1)), self());
    }

    /** x above 0, slope x below. */
    default Tensor leakyRelu(double slope) {
        return Call.of("leakyRelu", () -> torch.leaky_relu(self().raw(), Args.scalar(slope)), self());
    }

    /** x above 0, slope x below, with one slope or one for each of dimension 1. */
    default Tensor prelu(Tensor slope) {
        return Call.of("prelu", () -> torch.prelu(self().raw(), slope.raw()), self(), slope);
    }

    /** log(1 + exp(x)). */
    default Tensor softplus() {
        return Call.of("softplus", () -> torch.softplus(self().raw()), self());
    }

    default Tensor hardTanh(double low, double high) {
        return Call.of("hardTanh", () -> torch.hardtanh(self().raw(), Args.scalar(low), Args.scalar(high)), self());
    }

    /** Soft thresholding: sign(x) max(|x| - threshold, 0). */
    default Tensor softShrink(double threshold) {
        return Call.of("softShrink", () -> torch.softshrink(self().raw(), Args.scalar(threshold)), self());
    }

    /** Splits in two halves along a dimension: a sigmoid(b). */
    default Tensor glu(int dim) {
        return Call.of("glu", () -> torch.glu(self().raw(), dim), self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
