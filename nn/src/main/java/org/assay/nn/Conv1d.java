package org.assay.nn;

import java.util.Optional;
import org.assay.tensor.Conv;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Convolution of {@code [batch, in, length]} to {@code [batch, out, length]}.
 *
 * @param weight {@code [out, in / groups, kernel]}
 * @param bias {@code [out]}
 * @param how stride, padding, dilation and groups
 */
public record Conv1d(Tensor weight, Optional<Tensor> bias, Conv how) implements Layer {

    /**
     * Stride 1, padded with {@code (kernel - 1) / 2} zeros on each side, so that odd kernels keep the size; weights and
     * bias as in PyTorch.
     */
    public static Conv1d of(int in, int out, int kernel, Rng rng) {
        return grouped(in, out, kernel, 1, rng);
    }

    /** As {@link #of}, with channels in groups that do not see each other; as many groups as channels is depthwise. */
    public static Conv1d grouped(int in, int out, int kernel, int groups, Rng rng) {
        var start = Kernels.draw(rng, out, in, groups, kernel);
        return new Conv1d(
                start.weight(),
                Optional.of(start.bias()),
                Conv.of(1, (kernel - 1) / 2).groups(groups));
    }

    /** As {@link #of}, with weights as the initialiser draws them and bias zero. */
    public static Conv1d of(int in, int out, int kernel, Init init, Rng rng) {
        return new Conv1d(
                init.parameter(rng, out, in, kernel),
                Optional.of(Init.zeros().parameter(rng, out)),
                Conv.of(1, (kernel - 1) / 2));
    }

    /** This layer without its bias, as before a normalisation. */
    public Conv1d unbiased() {
        return new Conv1d(weight, Optional.empty(), how);
    }

    public Conv1d stride(long... steps) {
        return new Conv1d(weight, bias, how.stride(steps));
    }

    public Conv1d padding(long... widths) {
        return new Conv1d(weight, bias, how.padding(widths));
    }

    public Conv1d dilation(long... factors) {
        return new Conv1d(weight, bias, how.dilation(factors));
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias.isPresent() ? x.conv1d(weight, bias.get(), how) : x.conv1d(weight, how);
    }
}
