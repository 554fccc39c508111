package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The adjoint of a convolution, of {@code [batch, in, height, width]} to {@code [batch, out, height, width]}.
 *
 * @param weight {@code [in, out / groups, kernel, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, output padding, dilation and groups
 */
public record ConvTranspose2d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /** The size multiplied by the stride where the kernel is no smaller and differs from it by an even number; weights and bias as in PyTorch. */
    public static ConvTranspose2d of(int in, int out, int kernel, int stride, Rng rng) {
        var start = Kernels.draw(rng, in, out, 1, kernel, kernel);
        return new ConvTranspose2d(
                start.weight(),
                Optional.of(Init.uniform(start.bound()).parameter(rng, out)),
                Conv.of(stride, Math.max(0, (kernel - stride) / 2)));
    }

    /** This layer without its bias, as before a normalisation. */
    public ConvTranspose2d unbiased() {
        return new ConvTranspose2d(weight, Optional.empty(), how);
    }

    public ConvTranspose2d padding(long... widths) {
        return new ConvTranspose2d(weight, bias, how.padding(widths));
    }

    /** What is added to one side of the output. */
    public ConvTranspose2d outputPadding(long... widths) {
        return new ConvTranspose2d(weight, bias, how.outputPadding(widths));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.convTranspose2d(weight, bias.get(), how) : x.convTranspose2d(weight, how);
    }
}
