package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Convolution of {@code [batch, in, depth, height, width]} to {@code [batch, out, depth, height, width]}.
 *
 * @param weight {@code [out, in / groups, kernel, kernel, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, dilation and groups
 */
public record Conv3d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /**
     * Stride 1, padded with {@code (kernel - 1) / 2} zeros on each side, so that odd kernels keep the size; weights and
     * bias as in PyTorch.
     */
    public static Conv3d of(int in, int out, int kernel, Rng rng) {
        return grouped(in, out, kernel, 1, rng);
    }

    /** As {@link #of}, with channels in groups that do not see each other; as many groups as channels is depthwise. */
    public static Conv3d grouped(int in, int out, int kernel, int groups, Rng rng) {
        var start = Kernels.draw(rng, out, in, groups, kernel, kernel, kernel);
        return new Conv3d(
                start.weight(),
                Optional.of(start.bias()),
                Conv.of(1, (kernel - 1) / 2).groups(groups));
    }

    /** As {@link #of}, with weights as the initialiser draws them and bias zero. */
    public static Conv3d of(int in, int out, int kernel, Init init, Rng rng) {
        return new Conv3d(
                init.parameter(rng, out, in, kernel, kernel, kernel),
                Optional.of(Init.zeros().parameter(rng, out)),
                Conv.of(1, (kernel - 1) / 2));
    }

    /** This layer without its bias, as before a normalisation. */
    public Conv3d unbiased() {
        return new Conv3d(weight, Optional.empty(), how);
    }

    public Conv3d stride(long... steps) {
        return new Conv3d(weight, bias, how.stride(steps));
    }

    public Conv3d padding(long... widths) {
        return new Conv3d(weight, bias, how.padding(widths));
    }

    public Conv3d dilation(long... factors) {
        return new Conv3d(weight, bias, how.dilation(factors));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.conv3d(weight, bias.get(), how) : x.conv3d(weight, how);
    }
}
