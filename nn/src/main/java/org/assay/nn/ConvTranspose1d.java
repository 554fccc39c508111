package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The adjoint of a convolution, of {@code [batch, in, length]} to {@code [batch, out, length]}.
 *
 * @param weight {@code [in, out / groups, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, output padding, dilation and groups
 */
public record ConvTranspose1d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /** The size multiplied by the stride where the kernel is no smaller and differs from it by an even number; weights and bias as in PyTorch. */
    public static ConvTranspose1d of(int in, int out, int kernel, int stride, Rng rng) {
        var start = Kernels.draw(rng, in, out, 1, kernel);
        return new ConvTranspose1d(
                start.weight(),
                Optional.of(Init.uniform(start.bound()).parameter(rng, out)),
                Conv.of(stride, Math.max(0, (kernel - stride) / 2)));
    }

    /** This layer without its bias, as before a normalisation. */
    public ConvTranspose1d unbiased() {
        return new ConvTranspose1d(weight, Optional.empty(), how);
    }

    public ConvTranspose1d padding(long... widths) {
        return new ConvTranspose1d(weight, bias, how.padding(widths));
    }

    /** What is added to one side of the output. */
    public ConvTranspose1d outputPadding(long... widths) {
        return new ConvTranspose1d(weight, bias, how.outputPadding(widths));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.convTranspose1d(weight, bias.get(), how) : x.convTranspose1d(weight, how);
    }
}
