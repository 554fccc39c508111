package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * Adam. Kingma and Ba 2015, algorithm 1.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param weightDecay times the weight is added to the gradient (L2 regularisation)
 */
public record Adam(double lr, double beta1, double beta2, double epsilon, double weightDecay) implements Rule {
    public static Adam of(double lr) {
        return new Adam(lr, 0.9, 0.999, 1e-8, 0);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public Adam betas(double first, double second) {
        return new Adam(lr, first, second, epsilon, weightDecay);
    }

    public Adam epsilon(double least) {
        return new Adam(lr, beta1, beta2, least, weightDecay);
    }

    public Adam weightDecay(double factor) {
        return new Adam(lr, beta1, beta2, epsilon, factor);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var first = State.like(parameters);
        var second = State.like(parameters);
        var step = State.counter(parameters);
        return (gradients, rate) -> {
            step.add_(1);
            Foreach.adam(parameters, gradients, first, second, step, rate, beta1, beta2, epsilon, weightDecay, false);
        };
    }
}
