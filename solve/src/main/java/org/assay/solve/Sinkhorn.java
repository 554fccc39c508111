package org.assay.solve;

import java.util.Arrays;
import org.assay.tensor.Tensor;

/**
 * Entropic optimal transport between uniform weights, by Sinkhorn's iterations on logarithms, and the ranks and sorting that it gives: values are carried to
 * anchors in order. Cuturi, Teboul and Vert 2019, section 3. Gradients go through all iterations, which are kept in memory: O(T n m).
 *
 * @param strength of the entropy, positive, in units of the cost
 * @param iterations at least one
 */
public record Sinkhorn(double strength, int iterations) {
    public Sinkhorn {
        if (!(strength > 0) || iterations < 1) {
            throw new IllegalArgumentException(
                    "Sinkhorn's iterations want a positive strength and at least one iteration, not " + strength
                            + " and " + iterations + ".");
        }
    }

    /**
     * The transport plan, {@code [..., n, m]}: columns add up to {@code 1 / m} exactly, rows to {@code 1 / n} once converged.
     *
     * @param cost {@code [..., n, m]}
     */
    public Tensor plan(Tensor cost) {
        if (cost.rank() < 2) {
            throw new IllegalArgumentException(
                    "A cost is a matrix [n, m] or several, not " + Arrays.toString(cost.shape()) + ".");
        }
        double logA = -Math.log((double) cost.size(-2));
        double logB = -Math.log((double) cost.size(-1));
        var kernel = cost.div(-strength);
        // f / strength and g / strength, without their additive constants.
        var g = Tensor.zerosLike(cost.detach().select(-2, 0)).unsqueeze(-2);
        var f = g;
        for (int t = 0; t < iterations; t++) {
            f = kernel.add(g).logsumexp(true, -1).neg().add(logA);
            g = kernel.add(f).logsumexp(true, -2).neg().add(logB);
        }
        return kernel.add(f).add(g).exp();
    }

    /**
     * Soft ranks along the last dimension, ascending, in (0, n] once converged: where each value's share of the plan ends, on average.
     *
     * @param values {@code [..., n]} of a floating-point type, standardised and squashed here; at least two
     */
    public Tensor ranks(Tensor values) {
        long n = values.size(-1);
        var ends = Tensor.arange(n).add(1L).to(values.dtype()).to(values.device());
        return plan(cost(values)).mul(ends).sum(-1).mul(n);
    }

    /** Soft sorted values along the last dimension, ascending: at each anchor the mean of what the plan carries there. */
    public Tensor sort(Tensor values) {
        return plan(cost(values)).mul(values.unsqueeze(-1)).sum(-2).mul(values.size(-1));
    }

    /** {@code (x_i - y_j)^2} of squashed values x and evenly spaced anchors y in [0, 1]. */
    private static Tensor cost(Tensor values) {
        long n = values.size(-1);
        var centred = values.sub(values.mean(true, -1));
        // The mean of squares has a gradient where all values are alike, their deviation has none.
        var deviation = centred.square().mean(true, -1).add(1e-16).sqrt();
        var squashed = centred.div(deviation).sigmoid();
        var anchors = Tensor.linspace(0, 1, n).to(values.dtype()).to(values.device());
        return squashed.unsqueeze(-1).sub(anchors).square();
    }
}
