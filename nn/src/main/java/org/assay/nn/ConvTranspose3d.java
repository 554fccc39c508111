package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The adjoint of a convolution, of {@code [batch, in, depth, height, width]} to {@code [batch, out, depth, height, width]}.
 *
 * @param weight {@code [in, out / groups, kernel, kernel, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, output padding, dilation and groups
 */
public record ConvTranspose3d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /** The size multiplied by the stride where the kernel is no smaller and differs from it by an even number; weights and bias as in PyTorch. */
    public static ConvTranspose3d of(int in, int out, int kernel, int stride, Rng rng) {
        var start = Kernels.draw(rng, in, out, 1, kernel, kernel, kernel);
        return new ConvTranspose3d(
                start.weight(),
                Optional.of(Init.uniform(start.bound()).parameter(rng, out)),
                Conv.of(stride, Math.max(0, (kernel - stride) / 2)));
    }

    /** This layer without its bias, as before a normalisation. */
    public ConvTranspose3d unbiased() {
        return new ConvTranspose3d(weight, Optional.empty(), how);
    }

    public ConvTranspose3d padding(long... widths) {
        return new ConvTranspose3d(weight, bias, how.padding(widths));
    }

    /** What is added to one side of the output. */
    public ConvTranspose3d outputPadding(long... widths) {
        return new ConvTranspose3d(weight, bias, how.outputPadding(widths));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.convTranspose3d(weight, bias.get(), how) : x.convTranspose3d(weight, how);
    }
}
