package org.assay.nn.metrics;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How far two samples are apart along random directions. Rabin et al. 2011; Bonneel et al. 2015. */
public final class SlicedWasserstein {
    private SlicedWasserstein() {}

    /**
     * The root of the mean, over directions drawn evenly, of the squared 2-Wasserstein distance between the samples' projections.
     *
     * @param a {@code [example, dimension]}
     * @param b as many examples and dimensions
     */
    public static double distance(Tensor a, Tensor b, int directions, Rng rng) {
        if (!Arrays.equals(a.shape(), b.shape()) || a.rank() != 2) {
            throw new IllegalArgumentException("Two samples of one size are needed, [example, dimension], not "
                    + Arrays.toString(a.shape()) + " and " + Arrays.toString(b.shape()) + ".");
        }
        return Scope.call(() -> {
            var along = rng.normal(a.size(1), directions).to(DType.FLOAT64).normalize(0);
            return Math.sqrt(
                    sorted(a, along).sub(sorted(b, along)).square().mean().item());
        });
    }

    private static Tensor sorted(Tensor x, Tensor along) {
        return x.detach().to(DType.FLOAT64).matmul(along).sort(0).values();
    }
}
