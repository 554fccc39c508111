package org.assay.nn;

import java.util.stream.IntStream;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Buffer;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * As {@link BatchNorm}, with another norm in the place of the deviation: each channel less its mean, divided by
 * {@code (mean |x - mean|^p)^(1/p)} plus epsilon, then scaled and shifted; {@code [batch, channel, ...]}. An infinite p divides by the largest
 * distance from the mean, and p = 2 is batch normalisation. Santurkar et al. 2018, section 3.3.
 *
 * @param weight {@code [channel]}
 * @param bias {@code [channel]}
 * @param runningMean {@code [channel]}
 * @param runningNorm {@code [channel]}
 * @param p from 1 on
 * @param momentum the weight of the present batch in the running statistics
 */
public record LpBatchNorm(
        Tensor weight,
        Tensor bias,
        @Buffer Tensor runningMean,
        @Buffer Tensor runningNorm,
        double p,
        double momentum,
        double epsilon)
        implements Layer {
    public LpBatchNorm {
        if (!(p >= 1)) {
            throw new IllegalArgumentException("There is no norm of power " + p + ": give one from 1 on.");
        }
    }

    /** Scale 1, shift 0, momentum 0.1, epsilon 1e-5. */
    public static LpBatchNorm of(int channels, double p) {
        return new LpBatchNorm(
                Tensor.ones(channels).parameter(),
                Tensor.zeros(channels).parameter(),
                Tensor.zeros(channels),
                Tensor.ones(channels),
                p,
                0.1,
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        long[] channels = IntStream.range(0, x.rank())
                .mapToLong(dim -> dim == 1 ? weight.count() : 1)
                .toArray();
        if (!Mode.isTraining()) {
            return scaled(x.sub(runningMean.view(channels)), runningNorm.view(channels), channels);
        }
        BatchNorm.requireSpread(x);
        var others = IntStream.range(0, x.rank()).filter(dim -> dim != 1).toArray();
        var mean = x.mean(true, others);
        var centred = x.sub(mean);
        var norm = norm(centred, others);
        if (Mode.movesStatistics()) {
            double share = Mode.momentum(momentum);
            Scope.run(() -> Autodiff.noGrad(() -> {
                runningMean.lerp_(mean.flatten(), share);
                runningNorm.lerp_(norm.flatten(), share);
            }));
        }
        return scaled(centred, norm, channels);
    }

    private Tensor scaled(Tensor centred, Tensor norm, long... channels) {
        return centred.mul(weight.view(channels).div(norm.add(epsilon))).add(bias.view(channels));
    }

    private Tensor norm(Tensor centred, int... others) {
        if (Double.isInfinite(p)) {
            return centred.abs().amax(true, others);
        }
        if (p == 1) {
            return centred.abs().mean(true, others);
        }
        return p == 2
                ? centred.square().mean(true, others).sqrt()
                : centred.abs().pow(p).mean(true, others).pow(1 / p);
    }
}
