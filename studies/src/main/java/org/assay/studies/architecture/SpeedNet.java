package org.assay.studies.architecture;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.tensor.Buffer;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * The network of the speed runs on CIFAR-10: pictures {@code [picture, 3, side, side]} to logits {@code [picture, 10]}. A first convolution of 2 x 2 pixels that makes their colours
 * uncorrelated and is not trained, three groups of two convolutions, and the largest value of each channel. Jordan 2024 (arXiv:2404.00498), section 3 and appendix.
 *
 * @param filters of the first convolution, {@code [24, 3, 2, 2]}
 * @param bias of it, {@code [24]}, trained for a while
 * @param head without bias; its logits are divided by {@link #SCALE}
 */
record SpeedNet(@Buffer Tensor filters, Tensor bias, List<Group> groups, Linear head) implements Layer {
    private static final int COLOURS = 3;
    private static final int PATCH = 2;
    private static final int FILTERS = 2 * COLOURS * PATCH * PATCH;
    private static final double WHITENING_EPSILON = 5e-4;
    private static final double NORM_EPSILON = 1e-12;
    /** The weight of a batch in the running statistics. */
    private static final double SHARE = 0.4;

    private static final double SCALE = 9;

    /** Shift alone: the scale of a normalised channel stays 1. */
    record Norm(
            Tensor bias,
            @Buffer Tensor scale,
            @Buffer Tensor mean,
            @Buffer Tensor variance) implements Layer {
        static Norm of(int channels) {
            return new Norm(
                    Tensor.zeros(channels).parameter(),
                    Tensor.ones(channels),
                    Tensor.zeros(channels),
                    Tensor.ones(channels));
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.batchNorm(scale, bias, mean, variance, Mode.isTraining(), SHARE, NORM_EPSILON);
        }
    }

    /** Two convolutions of 3 x 3 pixels, the first before a halving of the picture's side. */
    record Group(Conv2d first, Norm firstNorm, Conv2d second, Norm secondNorm) implements Layer {
        static Group of(int in, int out, Rng rng) {
            return new Group(
                    nearlyIdentical(in, out, rng.split("first")),
                    Norm.of(out),
                    nearlyIdentical(out, out, rng.split("second")),
                    Norm.of(out));
        }

        @Override
        public Tensor forward(Tensor x) {
            var half = firstNorm.forward(first.forward(x).maxPool2d(2)).gelu();
            return secondNorm.forward(second.forward(half)).gelu();
        }
    }

    /**
     * A network at its start.
     *
     * @param widths channels of the three groups
     * @param whitened whether the first filters are those of {@link #whitening}, else drawn as others are
     * @param pictures in the network's units, whose patches are made uncorrelated
     */
    static SpeedNet of(List<Integer> widths, boolean whitened, Tensor pictures, Rng rng) {
        var groups = IntStream.range(0, widths.size())
                .mapToObj(i -> Group.of(i == 0 ? FILTERS : widths.get(i - 1), widths.get(i), rng.split("group " + i)))
                .toList();
        var filters = whitened
                ? whitening(pictures)
                : Scope.call(() -> Init.standard().parameter(rng.split("filters"), FILTERS, COLOURS, PATCH, PATCH))
                        .detach();
        return new SpeedNet(
                filters,
                Init.zeros().parameter(rng, FILTERS),
                groups,
                Linear.of(widths.getLast(), Pictures.CLASSES, rng.split("head")).unbiased());
    }

    /**
     * Filters that give uncorrelated values of about variance 1 on the patches of these pictures: eigenvectors of the patches' covariance by the root of their eigenvalues, and
     * their negatives, {@code [24, 3, 2, 2]}.
     */
    static Tensor whitening(Tensor pictures) {
        return Scope.call(() -> {
            var patches = pictures.to(DType.FLOAT64)
                    .im2col(PATCH, Conv.of(1, 0))
                    .permute(0, 2, 1)
                    .reshape(-1, FILTERS / 2);
            var covariance = patches.t().matmul(patches).div(patches.size(0));
            var eigen = covariance.eigh();
            var filters = eigen.vectors()
                    .t()
                    .div(eigen.values().add(WHITENING_EPSILON).sqrt().unsqueeze(1))
                    .flip(0)
                    .to(DType.FLOAT32);
            return Tensor.cat(filters, filters.neg()).reshape(FILTERS, COLOURS, PATCH, PATCH);
        });
    }

    /** A convolution whose first output channels repeat the input. */
    private static Conv2d nearlyIdentical(int in, int out, Rng rng) {
        var weight = Scope.call(() -> {
            var drawn = Init.standard().parameter(rng, out, in, 3, 3).detach();
            int same = Math.min(in, out);
            return Tensor.cat(Init.dirac().draw(rng, same, in, 3, 3), drawn.narrow(0, same, out - same));
        });
        return new Conv2d(weight.parameter(), Optional.empty(), Conv.of(1, 1));
    }

    /** The same network with its first bias fixed, which saves the way back through the first two convolutions' inputs. */
    SpeedNet fixed() {
        return new SpeedNet(filters, bias.detach(), groups, head);
    }

    @Override
    public Tensor forward(Tensor x) {
        var seen = x.channelsLast().conv2d(filters, bias, Conv.of(1, 0)).gelu();
        for (var group : groups) {
            seen = group.forward(seen);
        }
        return head.forward(seen.amax(2, 3)).div(SCALE);
    }

    /** Multiplications with a sum of a forward pass of one picture of that side, those of normalisation and activations apart. */
    static double multiplyAdds(List<Integer> widths, int side) {
        double place = side - 1;
        double sum = place * place * FILTERS * COLOURS * PATCH * PATCH;
        int in = FILTERS;
        for (int width : widths) {
            sum += 9.0 * in * width * place * place;
            place = Math.floor(place / 2);
            sum += 9.0 * width * width * place * place;
            in = width;
        }
        return sum + in * (double) Pictures.CLASSES;
    }
}
