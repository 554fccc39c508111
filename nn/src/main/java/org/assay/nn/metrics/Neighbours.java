package org.assay.nn.metrics;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Who is next to whom: whether samples of a model can be told from data, and whether views of one example find each other. */
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
        requireAlike(a, b);
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

    /**
     * How often, among the embeddings of two views of each example, the one with the largest cosine to an embedding is that of the same example's other view: the
     * contrastive accuracy of Chen et al. 2020 (SimCLR), over all 2 n. By chance it is 1 / (2 n - 1).
     *
     * @param first {@code [example, feature]}
     * @param second those of the other views, in the same order
     */
    public static double partnersFound(Tensor first, Tensor second) {
        requireAlike(first, second);
        return Scope.call(() -> {
            long n = first.size(0);
            var z = Tensor.cat(first.detach(), second.detach()).normalize(1);
            var itself = Tensor.eye(2 * n).gt(0.5);
            var nearest =
                    z.matmul(z.t()).maskedFill(itself, Double.NEGATIVE_INFINITY).argmax(1);
            var partners = Tensor.arange(2 * n).add(n).remainder(2 * n);
            return nearest.eq(partners).to(DType.FLOAT64).mean().item();
        });
    }

    private static void requireAlike(Tensor a, Tensor b) {
        if (!Arrays.equals(a.shape(), b.shape()) || a.rank() != 2) {
            throw new IllegalArgumentException("Two samples of one size are needed, [example, feature], not "
                    + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape()) + ".");
        }
    }
}
