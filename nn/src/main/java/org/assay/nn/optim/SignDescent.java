package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * Steps of one length in every coordinate: {@code w = w - lr sign(m)} with the moving mean of gradients
 * {@code m = momentum m + (1 - momentum) g}. Bernstein et al. 2018 (signSGD, Signum).
 *
 * @param momentum 0 for the sign of the gradient itself
 * @param weightDecay in units of the learning rate
 */
public record SignDescent(double lr, double momentum, double weightDecay) implements Rule {
    public static SignDescent of(double lr) {
        return new SignDescent(lr, 0, 0);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public SignDescent momentum(double share) {
        return new SignDescent(lr, share, weightDecay);
    }

    public SignDescent weightDecay(double factor) {
        return new SignDescent(lr, momentum, factor);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var means = momentum > 0 ? State.like(parameters) : List.<Tensor>of();
        return (gradients, rate) -> {
            if (weightDecay > 0) {
                Foreach.mul_(parameters, 1 - rate * weightDecay);
            }
            if (momentum > 0) {
                Foreach.lerp_(means, gradients, 1 - momentum);
            }
            Foreach.add_(parameters, Foreach.sign(momentum > 0 ? means : gradients), -rate);
        };
    }
}
