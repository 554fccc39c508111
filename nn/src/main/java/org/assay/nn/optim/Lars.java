package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Tensor;

/**
 * Momentum with a learning rate of its own for each weight matrix: {@code trust |w| / (|g| + weightDecay |w|)} times the
 * common one. You et al. 2017, equation 6. Vectors (biases, normalisation) take the common rate and no decay, as usual.
 *
 * @param trust the coefficient eta
 */
public record Lars(double lr, double momentum, double weightDecay, double trust) implements Rule {

    /** Momentum 0.9, no weight decay, trust 0.001. */
    public static Lars of(double lr) {
        return new Lars(lr, 0.9, 0, 1e-3);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public Lars momentum(double share) {
        return new Lars(lr, share, weightDecay, trust);
    }

    public Lars weightDecay(double factor) {
        return new Lars(lr, momentum, factor, trust);
    }

    public Lars trust(double coefficient) {
        return new Lars(lr, momentum, weightDecay, coefficient);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var momenta = State.like(parameters);
        return (gradients, rate) -> {
            for (int i = 0; i < parameters.size(); i++) {
                var w = parameters.get(i);
                var g = gradients.get(i);
                double own = rate;
                if (w.rank() > 1) {
                    own *= localRate(w, g);
                    g = g.add(w, weightDecay);
                }
                momenta.get(i).mul_(momentum).add_(g, own);
                w.sub_(momenta.get(i));
            }
        };
    }

    private double localRate(Tensor w, Tensor g) {
        double weight = w.norm().item();
        double gradient = g.norm().item();
        return weight > 0 && gradient > 0 ? trust * weight / (gradient + weightDecay * weight) : 1;
    }
}
