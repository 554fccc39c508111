package org.assay.data.generate;

import java.util.Arrays;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Normal clusters of one width, of which density, score and posterior are known.
 *
 * @param means {@code [component, dimension]}, FLOAT32
 * @param deviation of every component in every direction
 * @param weights {@code [component]}, FLOAT32, adding up to 1
 */
public record GaussianMixture(Tensor means, double deviation, Tensor weights) {
    public GaussianMixture {
        if (means.rank() != 2 || weights.rank() != 1 || means.size(0) != weights.size(0)) {
            throw new DataException("means " + Arrays.toString(means.shape()) + " and weights "
                    + Arrays.toString(weights.shape()) + " do not go together: [component, dimension] and [component]");
        }
        if (!(deviation > 0)) {
            throw new DataException("the deviation of the components must be positive, and is " + deviation);
        }
    }

    /** Equal components. */
    public static GaussianMixture of(Tensor means, double deviation) {
        long k = means.size(0);
        return new GaussianMixture(means, deviation, Tensor.full(1.0 / k, k));
    }

    /** So many equal components evenly on a circle in the plane. */
    public static GaussianMixture ring(int components, double radius, double deviation) {
        var means = new float[2 * components];
        for (int k = 0; k < components; k++) {
            means[2 * k] = (float) (radius * Math.cos(2 * Math.PI * k / components));
            means[2 * k + 1] = (float) (radius * Math.sin(2 * Math.PI * k / components));
        }
        return of(Tensor.of(means, components, 2), deviation);
    }

    /** Points {@code [n, dimension]}, FLOAT32, and the component each came from. */
    public Examples draw(long n, Rng rng) {
        return Scope.call(() -> {
            var component = rng.multinomial(weights, n, true);
            var noise = rng.normal(n, means.size(1)).mul(deviation);
            return new Examples(means.rows(component).add(noise), component);
        });
    }

    /** The natural logarithm of the density at {@code [n, dimension]}: {@code [n]}. */
    public Tensor logDensity(Tensor points) {
        return Scope.call(() -> joint(points).logsumexp(1));
    }

    /** The probability of each component given the point: {@code [n, component]}. */
    public Tensor posterior(Tensor points) {
        return Scope.call(() -> joint(points).softmax(1));
    }

    /** The gradient of the log density: {@code [n, dimension]}. */
    public Tensor score(Tensor points) {
        return Scope.call(() -> joint(points)
                .softmax(1)
                .matmul(means.to(points.dtype()))
                .sub(points)
                .div(deviation * deviation));
    }

    /** The mixture after noise of this deviation has been added to its points. */
    public GaussianMixture blurred(double noise) {
        return new GaussianMixture(means, Math.hypot(deviation, noise), weights);
    }

    private Tensor joint(Tensor points) {
        DType type = points.dtype();
        double dimension = means.size(1);
        double normaliser = -dimension / 2 * Math.log(2 * Math.PI * deviation * deviation);
        var squares = points.unsqueeze(1).sub(means.to(type)).square().sum(2);
        return squares.mul(-1 / (2 * deviation * deviation))
                .add(weights.to(type).log())
                .add(normaliser);
    }
}
