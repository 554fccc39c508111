package org.assay.studies.uncertainty;

import java.util.ArrayList;
import org.assay.nn.Linear;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Scores of how well a trained classifier knows an input, {@code [n]}, higher for what is known, from activations {@code [n, d]} or logits {@code [n, class]}. */
final class PostHoc {
    private static final long PIECE = 1000;

    private PostHoc() {}

    /** Maximum softmax probability. Hendrycks and Gimpel 2017. */
    static Tensor msp(Tensor logits) {
        return logits.softmax(1).amax(1);
    }

    /** Maximum logit. Hendrycks et al. 2022. */
    static Tensor maxLogit(Tensor logits) {
        return logits.amax(1);
    }

    /** {@code log sum exp} of the logits. Liu et al. 2020. */
    static Tensor energy(Tensor logits) {
        return logits.logsumexp(1);
    }

    /** Activations cut off at a quantile of all training activations. Sun et al. 2021 (ReAct), with 0.9. */
    static Tensor rectified(Tensor z, Tensor train, double quantile) {
        return z.clampMax(train.flatten().quantile(quantile).item());
    }

    /** Minus the distance to the nearest class mean under the covariance that the classes share. Lee et al. 2018. */
    static Tensor mahalanobis(Tensor z, Tensor train, Tensor labels, int classes) {
        return Scope.call(() -> {
            var x = train.to(DType.FLOAT64);
            var member = Tensor.eye(DType.FLOAT64, classes).rows(labels);
            var means = member.t().matmul(x).div(member.sum(0).unsqueeze(1));
            var centred = x.sub(means.rows(labels));
            var covariance = centred.t().matmul(centred).div((double) x.size(0));
            // Units that never fire leave the covariance singular.
            double ridge = 1e-6 * covariance.trace().item() / x.size(1);
            var root = covariance
                    .add(Tensor.eye(DType.FLOAT64, x.size(1)).mul(ridge))
                    .cholesky();
            var whitened = root.triangularSolve(z.to(DType.FLOAT64).t(), false).t();
            return whitened.cdist(root.triangularSolve(means.t(), false).t())
                    .square()
                    .amin(1)
                    .neg();
        });
    }

    /** Minus the distance to the k-th nearest training example, both on the unit sphere. Sun et al. 2022. */
    static Tensor nearestNeighbours(Tensor z, Tensor train, long k) {
        return Scope.call(() -> {
            var others = train.normalize(1).t();
            var parts = new ArrayList<Tensor>();
            for (var part : z.normalize(1).split(PIECE, 0)) {
                parts.add(
                        Scope.call(() -> part.matmul(others).topk(k, 1).values().select(1, k - 1)));
            }
            // On the sphere the squared distance is 2 - 2 cos.
            return Tensor.cat(parts, 0)
                    .mul(2.0)
                    .sub(2.0)
                    .clampMax(0)
                    .neg()
                    .sqrt()
                    .neg();
        });
    }

    /** Perturbs activations in place of class vectors: the mean of the maximum softmax probability at {@code z + delta |z| e / |e|} over directions. */
    static Tensor perturbedActivations(Tensor z, Linear head, Tensor directions, double delta) {
        return Scope.call(() -> {
            var shifts = directions.normalize(1).linear(head.weight().detach());
            var logits = head.forward(z).detach().unsqueeze(1);
            var length = z.norm(2, true, 1).unsqueeze(2).mul(delta);
            return logits.add(length.mul(shifts.unsqueeze(0)))
                    .softmax(2)
                    .amax(2)
                    .mean(1);
        });
    }

    /** The temperature at which the mean of the maximum softmax probability over examples is what it should be. */
    static double temperature(Tensor logits, double mean) {
        double low = 1e-2;
        double high = 1e2;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            double at = Scope.call(() -> msp(logits.div(middle)).mean().item());
            if (at > mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }
}
