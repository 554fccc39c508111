package org.assay.nn.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Fréchet's distance between Gaussians fitted to two samples of features: FID when the features are Inception's (Heusel
 * et al. 2017, equation 6). The features are the caller's choice and belong beside every number reported.
 */
public final class Frechet {
    private Frechet() {}

    /**
     * The squared distance {@code |m_a - m_b|^2 + tr(S_a + S_b - 2 (S_a S_b)^(1/2))}, with covariances over n - 1.
     *
     * @param a features {@code [example, feature]}, at least two examples
     * @param b features with as many columns
     */
    public static double distance(Tensor a, Tensor b) {
        requireFeatures(a, b);
        return Scope.call(() -> {
            var x = a.detach().to(DType.FLOAT64);
            var y = b.detach().to(DType.FLOAT64);
            double shift = x.mean(0).sub(y.mean(0)).square().sum().item();
            var covarianceX = covariance(x);
            var covarianceY = covariance(y);
            var root = squareRoot(covarianceX);
            var product = root.matmul(covarianceY).matmul(root);
            double shared = eigenvalues(product).clampMin(0).sqrt().sum().item();
            double trace =
                    covarianceX.diag().sum().add(covarianceY.diag().sum()).item();
            return Math.max(0, shift + trace - 2 * shared);
        });
    }

    /** The distance between what a feature network makes of two samples, taken in batches along dimension 0. */
    public static double distance(UnaryOperator<Tensor> features, Tensor a, Tensor b, int batch) {
        return Scope.call(() -> distance(all(features, a, batch), all(features, b, batch)));
    }

    private static Tensor all(UnaryOperator<Tensor> features, Tensor examples, int batch) {
        return Tensor.cat(
                examples.split(batch, 0).stream()
                        .map(part -> Scope.call(() -> features.apply(part).detach()))
                        .toList(),
                0);
    }

    private static Tensor covariance(Tensor x) {
        var centred = x.sub(x.mean(0));
        return centred.t().matmul(centred).div(x.size(0) - 1.0);
    }

    private static Tensor squareRoot(Tensor symmetric) {
        var eigen = symmetric.eigh();
        var roots = eigen.values().clampMin(0).sqrt();
        return eigen.vectors().mul(roots).matmul(eigen.vectors().t());
    }

    private static Tensor eigenvalues(Tensor product) {
        return product.add(product.t()).div(2.0).eigh().values();
    }

    private static void requireFeatures(Tensor a, Tensor b) {
        for (var sample : List.of(a, b)) {
            if (sample.rank() != 2 || sample.size(0) < 2 || sample.size(1) != a.size(1)) {
                throw new IllegalArgumentException(
                        "Features must be [example, feature] with at least two examples and as"
                                + " many features in both samples; they are " + Arrays.toString(a.shape()) + " and "
                                + Arrays.toString(b.shape()) + ".");
            }
        }
    }
}
