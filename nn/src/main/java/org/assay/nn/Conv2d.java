package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Convolution of {@code [batch, in, height, width]} to {@code [batch, out, height, width]}.
 *
 * @param weight {@code [out, in / groups, kernel, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, dilation and groups
 */
public record Conv2d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /**
     * Stride 1, padded with {@code (kernel - 1) / 2} zeros on each side, so that odd kernels keep the size; weights and
     * bias as in PyTorch.
     */
    public static Conv2d of(int in, int out, int kernel, Rng rng) {
        return grouped(in, out, kernel, 1, rng);
    }

    /** As {@link #of}, with channels in groups that do not see each other; as many groups as channels is depthwise. */
    public static Conv2d grouped(int in, int out, int kernel, int groups, Rng rng) {
        var start = Kernels.draw(rng, out, in, groups, kernel, kernel);
        return new Conv2d(
                start.weight(),
                Optional.of(start.bias()),
                Conv.of(1, (kernel - 1) / 2).groups(groups));
    }

    /** As {@link #of}, with weights as the initialiser draws them and bias zero. */
    public static Conv2d of(int in, int out, int kernel, Init init, Rng rng) {
        return new Conv2d(
                init.parameter(rng, out, in, kernel, kernel),
                Optional.of(Init.zeros().parameter(rng, out)),
                Conv.of(1, (kernel - 1) / 2));
    }

    /** This layer without its bias, as before a normalisation. */
    public Conv2d unbiased() {
        return new Conv2d(weight, Optional.empty(), how);
    }

    public Conv2d stride(long... steps) {
        return new Conv2d(weight, bias, how.stride(steps));
    }

    public Conv2d padding(long... widths) {
        return new Conv2d(weight, bias, how.padding(widths));
    }

    public Conv2d dilation(long... factors) {
        return new Conv2d(weight, bias, how.dilation(factors));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.conv2d(weight, bias.get(), how) : x.conv2d(weight, how);
    }
}
