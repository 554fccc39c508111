package org.assay.nn.metrics;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Whether samples of a model can be told from data by who is next to whom. */
public final class Neighbours {
    private Neighbours() {}

    /**
     * How often the nearest other example comes from the same of two samples: near 0.5 when they are alike, 1 when they lie
     * apart, below 0.5 when one repeats the other. Lopez-Paz and Oquab 2017, section 3, leaving one out.
     *
     * @param a {@code [example, feature]}
     * @param b as many examples with as many features
     */
    public static double twoSampleAccuracy(Tensor a, Tensor b) {
        if (!Arrays.equals(a.shape(), b.shape()) || a.rank() != 2) {
            throw new IllegalArgumentException("Two samples of one size are needed, [example, feature], not "
                    + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape()) + ".");
        }
        return Scope.call(() -> {
            long n = a.size(0);
            var all = Tensor.cat(a.detach(), b.detach()).to(DType.FLOAT64);
            var itself = Tensor.eye(2 * n).gt(0.5);
            var nearest =
                    all.cdist(all).maskedFill(itself, Double.POSITIVE_INFINITY).argmin(1);
            var first = Tensor.arange(2 * n).lt(n);
            return nearest.lt(n).eq(first).to(DType.FLOAT64).mean().item();
        });
    }

    /** The Euclidean distance of each of {@code [example, feature]} to the nearest of {@code [other, feature]}: {@code [example]}. */
    public static Tensor distances(Tensor examples, Tensor others) {
        return Scope.call(() -> examples.detach().cdist(others.detach()).amin(1));
    }
}
