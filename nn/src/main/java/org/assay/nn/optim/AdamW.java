package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * Adam with decoupled weight decay: {@code w = (1 - lr weightDecay) w} beside Adam's step. Loshchilov and Hutter 2019, algorithm 2.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param weightDecay in units of the learning rate; 0.01 by default, as in PyTorch
 */
public record AdamW(double lr, double beta1, double beta2, double epsilon, double weightDecay) implements Rule {
    public static AdamW of(double lr) {
        return new AdamW(lr, 0.9, 0.999, 1e-8, 0.01);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public AdamW betas(double first, double second) {
        return new AdamW(lr, first, second, epsilon, weightDecay);
    }

    public AdamW epsilon(double least) {
        return new AdamW(lr, beta1, beta2, least, weightDecay);
    }

    public AdamW weightDecay(double factor) {
        return new AdamW(lr, beta1, beta2, epsilon, factor);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var first = State.like(parameters);
        var second = State.like(parameters);
        var step = State.counter(parameters);
        return (gradients, rate) -> {
            step.add_(1);
            Foreach.adam(parameters, gradients, first, second, step, rate, beta1, beta2, epsilon, weightDecay, true);
        };
    }
}
