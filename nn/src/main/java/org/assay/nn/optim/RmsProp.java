package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * Gradients divided by the root of their moving mean square: {@code v = decay v + (1 - decay) g^2},
 * {@code w = w - lr g / (sqrt(v) + epsilon)}. Tieleman and Hinton 2012.
 *
 * @param momentum of the steps
 * @param weightDecay times the weight is added to the gradient
 */
public record RmsProp(double lr, double decay, double momentum, double epsilon, double weightDecay) implements Rule {

    /** Decay 0.99 and epsilon 1e-8, as in PyTorch. */
    public static RmsProp of(double lr) {
        return new RmsProp(lr, 0.99, 0, 1e-8, 0);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public RmsProp decay(double share) {
        return new RmsProp(lr, share, momentum, epsilon, weightDecay);
    }

    public RmsProp momentum(double share) {
        return new RmsProp(lr, decay, share, epsilon, weightDecay);
    }

    public RmsProp weightDecay(double factor) {
        return new RmsProp(lr, decay, momentum, epsilon, factor);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var squares = State.like(parameters);
        var steps = momentum > 0 ? State.like(parameters) : List.<Tensor>of();
        return (given, rate) -> {
            var gradients = weightDecay == 0 ? given : Foreach.add(given, parameters, weightDecay);
            Foreach.mul_(squares, decay);
            Foreach.addcmul_(squares, gradients, gradients, 1 - decay);
            var scale = Foreach.sqrt(squares);
            scale.forEach(s -> s.add_(epsilon));
            if (momentum == 0) {
                Foreach.addcdiv_(parameters, gradients, scale, -rate);
                return;
            }
            Foreach.mul_(steps, momentum);
            Foreach.addcdiv_(steps, gradients, scale, 1);
            Foreach.add_(parameters, steps, -rate);
        };
    }
}
