package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Tensor;

/**
 * Momentum whose every matrix step is made nearly orthogonal, for the hidden matrices and kernels of a network; other
 * parameters need another rule: {@code Optimiser.of(model, Muon.of(0.02)).with((name, p) -> p.rank() < 2, AdamW.of(3e-4))}.
 * Jordan et al. 2024 (kellerjordan.github.io/posts/muon), in 32-bit floats.
 *
 * @param momentum of the moving mean of gradients, with Nesterov's look ahead
 * @param weightDecay in units of the learning rate
 * @param normalised whether every matrix is brought to the norm of as many unit rows as it has before each step
 */
public record Muon(double lr, double momentum, double weightDecay, boolean normalised) implements Rule {
    /** The quintic's coefficients: steep at 0, so that all singular values soon lie near 1. */
    private static final double A = 3.4445;

    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final int ITERATIONS = 5;

    /** Momentum 0.95, no weight decay. */
    public static Muon of(double lr) {
        return new Muon(lr, 0.95, 0, false);
    }

    public Muon momentum(double share) {
        return new Muon(lr, share, weightDecay, normalised);
    }

    public Muon weightDecay(double factor) {
        return new Muon(lr, momentum, factor, normalised);
    }

    /**
     * With every matrix {@code [out, in]} brought to norm {@code sqrt(out)} before each step, so that the learning rate alone says how far a step turns it: for kernels before a
     * normalisation, whose scale does not count. Jordan 2024 (github.com/KellerJordan/cifar10-airbench).
     */
    public Muon keepingNorm() {
        return new Muon(lr, momentum, weightDecay, true);
    }

    /** The nearly orthogonal matrix {@code U V^T} of a matrix {@code U S V^T}, by five steps of Newton and Schulz; singular values end between about 0.7 and 1.2. */
    public static Tensor orthogonalise(Tensor matrix) {
        boolean tall = matrix.size(0) > matrix.size(1);
        var x = tall ? matrix.t() : matrix;
        x = x.div(x.norm().add(1e-7));
        for (int i = 0; i < ITERATIONS; i++) {
            var gram = x.matmul(x.t());
            var polynomial = gram.mul(B).add(gram.matmul(gram), C);
            x = x.mul(A).add(polynomial.matmul(x));
        }
        return tall ? x.t() : x;
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        for (var parameter : parameters) {
            if (parameter.rank() < 2) {
                throw new IllegalArgumentException("Muon moves matrices and kernels, not a parameter of shape "
                        + java.util.Arrays.toString(parameter.shape())
                        + ": give such parameters another rule, as .with((name, p) -> p.rank() < 2, AdamW.of(3e-4)).");
            }
        }
        var means = State.like(parameters);
        return (gradients, rate) -> {
            for (int i = 0; i < parameters.size(); i++) {
                var w = parameters.get(i);
                var g = gradients.get(i);
                var mean = means.get(i).lerp_(g, 1 - momentum);
                var step = orthogonalise(g.lerp(mean, momentum).flatten(1, -1));
                double scale = Math.sqrt(Math.max(1, (double) step.size(0) / step.size(1)));
                if (normalised) {
                    w.mul_(w.norm().clampMin(1e-12).reciprocal().mul(Math.sqrt((double) w.size(0))));
                }
                w.mul_(1 - rate * weightDecay).add_(step.reshape(w.shape()), -rate * scale);
            }
        };
    }
}
