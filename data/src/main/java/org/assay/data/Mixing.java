package org.assay.data;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Examples mixed with others of their batch. Labels are shares of classes, {@code [example, class]}, FLOAT32 ({@link #oneHot}
 * makes them), or target values {@code [example, …]}; they are mixed as the inputs are.
 */
public final class Mixing {
    private Mixing() {}

    /** Class numbers {@code [example]} as shares {@code [example, class]}, FLOAT32. */
    public static Tensor oneHot(Tensor labels, long classes) {
        return Scope.call(() -> labels.oneHot(classes).to(DType.FLOAT32));
    }

    /**
     * Each example times lambda plus another times 1 - lambda, lambda drawn once for the batch from Beta(alpha, alpha) (Zhang,
     * Cisse, Dauphin and Lopez-Paz 2018, arXiv:1710.09412). Inputs are floats.
     */
    public static Examples mixup(Examples batch, double alpha, Rng rng) {
        return Scope.call(() -> {
            double lambda = rng.beta(alpha, alpha, 1).item();
            var others = rng.permutation(batch.count());
            return new Examples(
                    mixed(batch.inputs(), batch.inputs().rows(others), lambda),
                    mixed(batch.labels(), batch.labels().rows(others), lambda));
        });
    }

    /**
     * A rectangle of each picture replaced by that of another, the same for the whole batch: its sides the picture's times
     * sqrt(1 - lambda), lambda from Beta(alpha, alpha), its centre even over the picture, cut at the border; labels are mixed by
     * the share of pixels that stayed (Yun et al. 2019, arXiv:1905.04899). Pictures {@code [picture, channel, height, width]} of
     * any type.
     */
    public static Examples cutmix(Examples batch, double alpha, Rng rng) {
        Augment.batch(batch.inputs());
        return Scope.call(() -> {
            double side = Math.sqrt(1 - rng.beta(alpha, alpha, 1).item());
            long height = batch.inputs().size(2);
            long width = batch.inputs().size(3);
            var rows = stretch(height, side, rng);
            var columns = stretch(width, side, rng);
            var inside = rows.reshape(-1, 1).logicalAnd(columns);
            double kept = 1 - inside.to(DType.FLOAT64).mean().item();
            var others = rng.permutation(batch.count());
            return new Examples(
                    Tensor.where(inside, batch.inputs().rows(others), batch.inputs()),
                    mixed(batch.labels(), batch.labels().rows(others), kept));
        });
    }

    /** Which places of a line lie around a random centre. */
    private static Tensor stretch(long length, double share, Rng rng) {
        long cut = (long) (length * share);
        long start = rng.nextLong(length) - cut / 2;
        var places = Tensor.arange(length);
        return places.ge(start).logicalAnd(places.lt(start + cut));
    }

    private static Tensor mixed(Tensor own, Tensor other, double lambda) {
        if (!own.dtype().isFloating()) {
            throw new DataException(
                    "integers cannot be mixed: inputs as floats, and class numbers as Mixing.oneHot makes them");
        }
        return own.mul(lambda).add(other, 1 - lambda);
    }
}
