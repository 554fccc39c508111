package org.assay.nn;

import java.util.Arrays;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Buffer;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Zero mean and unit variance of each channel, then scale and shift: {@code [batch, channel, ...]} with any number of
 * spatial dimensions. In training with the statistics of the batch, which move the running ones; in evaluation with the
 * running ones. Ioffe and Szegedy 2015.
 *
 * @param weight {@code [channel]}
 * @param bias {@code [channel]}
 * @param runningMean {@code [channel]}
 * @param runningVar {@code [channel]}, of unbiased variances
 * @param momentum the weight of the present batch in the running statistics
 */
public record BatchNorm(
        Tensor weight,
        Tensor bias,
        @Buffer Tensor runningMean,
        @Buffer Tensor runningVar,
        double momentum,
        double epsilon)
        implements Layer {

    /** Scale 1, shift 0, momentum 0.1, epsilon 1e-5, as in PyTorch. */
    public static BatchNorm of(int channels) {
        return new BatchNorm(
                Tensor.ones(channels).parameter(),
                Tensor.zeros(channels).parameter(),
                Tensor.zeros(channels),
                Tensor.ones(channels),
                0.1,
                1e-5);
    }

    /** This layer with another weight of the present batch in its running statistics. */
    public BatchNorm momentum(double share) {
        return new BatchNorm(weight, bias, runningMean, runningVar, share, epsilon);
    }

    /** This layer with its scale at 0: a residual branch that ends in it starts as nothing. Goyal et al. 2017, section 5.1. */
    public BatchNorm zeroed() {
        return new BatchNorm(Tensor.zerosLike(weight).parameter(), bias, runningMean, runningVar, momentum, epsilon);
    }

    /**
     * Computes the running statistics of a whole model anew, as the means over batches: after weights were averaged or
     * otherwise replaced. Izmailov et al. 2018, section 3.2. Dropout stays off.
     */
    public static void reestimate(Layer model, Iterable<Tensor> batches) {
        long before = 0;
        for (var batch : batches) {
            Mode.averaging(
                    before++,
                    () -> Scope.call(() -> {
                        Autodiff.noGrad(() -> model.forward(batch));
                        return true;
                    }));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        if (!Mode.isTraining()) {
            return x.batchNorm(weight, bias, runningMean, runningVar, false, 0, epsilon);
        }
        requireSpread(x);
        return Mode.movesStatistics()
                ? x.batchNorm(weight, bias, runningMean, runningVar, true, Mode.momentum(momentum), epsilon)
                : x.batchNorm(weight, bias, epsilon);
    }

    /** Refuses a batch that has one value a channel, of which there is no deviation. */
    static void requireSpread(Tensor x) {
        if (x.rank() < 2 || x.count() <= x.size(1)) {
            throw new IllegalArgumentException("Batch normalisation in training needs more than one value a channel; "
                    + Arrays.toString(x.shape()) + " has one: use a larger batch.");
        }
    }
}
