package org.assay.solve;

import java.util.Arrays;
import org.assay.solve.Isotonic.Fit;
import org.assay.tensor.Tensor;

/**
 * The permutahedron {@code P(w)}: the convex hull of all permutations of a vector w. Projections on it sort and rank softly ({@link SoftSort}). Blondel,
 * Teboul, Berthet and Djolonga 2020, propositions 3 and 4.
 *
 * <p>A projection sorts, finds the blocks of an isotonic regression and takes means in them: O(n log n) forward. In a neighbourhood of almost every point the
 * blocks stay the same, so the gradient is that of the means: O(n), and exact almost everywhere.
 */
public final class Permutahedron {
    private Permutahedron() {}

    /**
     * The nearest points of {@code P(w)} to z along the last dimension, differentiable by both.
     *
     * @param z {@code [..., n]} of a floating-point type, which the result has too
     * @param w {@code [n]} or of the shape of z
     */
    public static Tensor project(Tensor z, Tensor w) {
        var sorted = Sorted.of(z, w, Fit.MEAN);
        return sorted.back(
                sorted.s.sub(sorted.each(sorted.sums(sorted.s.sub(sorted.w)).div(sorted.sizes()))), z);
    }

    /**
     * The points of {@code P(w)} that maximise {@code z'mu - sum mu (log mu - 1)} along the last dimension: those nearest to {@code exp(z)} by relative entropy.
     * Differentiable by both.
     *
     * @param z {@code [..., n]} of a floating-point type, which the result has too
     * @param w positive, {@code [n]} or of the shape of z
     */
    public static Tensor projectByEntropy(Tensor z, Tensor w) {
        var sorted = Sorted.of(z, w, Fit.ENTROPY);
        // A block's largest share is 1, so that sums are 1 at least but where there is no block.
        var shares = sorted.s.sub(sorted.largest()).exp();
        return sorted.back(
                shares.mul(sorted.each(
                        sorted.sums(sorted.w).div(sorted.sums(shares).clampMin(1)))),
                z);
    }

    /**
     * In how many blocks the elements of each vector move together in {@link #project}, INT64 {@code [...]}: n where the result is a permutation of w, 1 where it
     * is the mean of w and a difference to z alike for all.
     */
    public static Tensor blocks(Tensor z, Tensor w) {
        var shape = z.shape();
        var counts = Sorted.of(z, w, Fit.MEAN).block.amax(1).add(1L);
        return counts.reshape(Arrays.copyOf(shape, shape.length - 1));
    }

    /**
     * Rows in descending order, and their blocks.
     *
     * @param s z sorted, {@code [rows, n]}
     * @param w sorted, {@code [rows, n]}
     * @param order where the elements of s were, {@code [rows, n]}
     * @param block {@code [rows, n]}
     */
    private record Sorted(Tensor s, Tensor w, Tensor order, Tensor block) {
        static Sorted of(Tensor z, Tensor w, Fit fit) {
            if (z.rank() < 1 || w.rank() < 1 || z.size(-1) != w.size(-1)) {
                throw new IllegalArgumentException("A permutahedron has points with as many entries as w; z is "
                        + Arrays.toString(z.shape()) + " and w " + Arrays.toString(w.shape()) + ".");
            }
            long n = z.size(-1);
            var byZ = z.reshape(-1, n).sortDescending(-1);
            var byW = w.to(z.dtype())
                    .sortDescending(-1)
                    .values()
                    .expand(z.shape())
                    .reshape(-1, n);
            var block = Isotonic.blocks(byZ.values(), byW, fit).to(z.device());
            return new Sorted(byZ.values(), byW, byZ.indices(), block);
        }

        /** Of each block the sum, {@code [rows, n]} with zeros beyond the last block. */
        Tensor sums(Tensor values) {
            return Tensor.zerosLike(s.detach()).scatterAdd(1, block, values);
        }

        Tensor sizes() {
            return sums(Tensor.onesLike(s.detach())).clampMin(1);
        }

        /** Of each element its block's value. */
        Tensor each(Tensor ofBlocks) {
            return ofBlocks.gather(1, block);
        }

        /** Of each element its block's largest, as a constant. */
        Tensor largest() {
            var all = s.detach();
            return each(all.amin(true, 1).expandAs(all).contiguous().scatterReduce(1, block, all, "amax", true));
        }

        Tensor back(Tensor inOrder, Tensor z) {
            return inOrder.gather(1, order.argsort(1)).reshape(z.shape());
        }
    }
}
