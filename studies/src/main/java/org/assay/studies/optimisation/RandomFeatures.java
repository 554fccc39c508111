package org.assay.studies.optimisation;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * {@code phi(x) = sqrt(2/N) cos(x W + b)}, W ~ N(0, 1/s^2), b ~ U(0, 2 pi) (Rahimi and Recht 2007). Features are nested: N of them are the first N
 * of the largest draw.
 *
 * @param w {@code [inputs, most]}, FLOAT64
 * @param b {@code [most]}, FLOAT64
 */
record RandomFeatures(Tensor w, Tensor b) {

    /**
     * Draws features for inputs {@code [n, inputs]}.
     *
     * @param most the largest N
     */
    static RandomFeatures of(Tensor x, long most, Rng rng) {
        return Scope.call(() -> {
            double s = medianDistance(x) / 2;
            return new RandomFeatures(
                    rng.normalWith(0, 1 / s, x.size(1), most).to(DType.FLOAT64),
                    rng.uniformBetween(0, 2 * Math.PI, most).to(DType.FLOAT64));
        });
    }

    /** Median Euclidean distance of two different rows of {@code [n, inputs]}. */
    static double medianDistance(Tensor x) {
        return Scope.call(() -> {
            var pairs = Tensor.ones(x.size(0), x.size(0)).triu(1).gt(0.0);
            return x.cdist(x).maskedSelect(pairs).median().item();
        });
    }

    /** What all the features share before they are scaled, {@code [n, most]}: {@link #first} takes N of them. */
    Tensor cosines(Tensor x) {
        return Scope.call(() -> x.to(DType.FLOAT64).matmul(w).add_(b).cos());
    }

    /** phi of N features, {@code [n, N]}. */
    static Tensor first(Tensor cosines, long count) {
        return cosines.narrow(1, 0, count).mul(Math.sqrt(2.0 / count));
    }
}
