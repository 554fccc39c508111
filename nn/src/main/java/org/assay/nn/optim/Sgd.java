package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Foreach;
import org.assay.tensor.Tensor;

/**
 * Stochastic gradient descent, with momentum as PyTorch has it: {@code v = momentum v + g}, {@code w = w - lr v}.
 *
 * @param momentum in {@code [0, 1)}
 * @param nesterov whether the step looks ahead: {@code w = w - lr (g + momentum v)}
 * @param weightDecay times the weight is added to the gradient
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay) implements Rule {
    public static Sgd of(double lr) {
        return new Sgd(lr, 0, false, 0);
    }

    /** Plain descent of a model. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public Sgd momentum(double share) {
        return new Sgd(lr, share, nesterov, weightDecay);
    }

    /** Nesterov's momentum. */
    public Sgd nesterov(double share) {
        return new Sgd(lr, share, true, weightDecay);
    }

    public Sgd weightDecay(double factor) {
        return new Sgd(lr, momentum, nesterov, factor);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var momenta = momentum > 0 ? State.like(parameters) : List.<Tensor>of();
        boolean[] start = {true};
        return (gradients, rate) -> {
            Foreach.sgd(parameters, gradients, momenta, rate, momentum, nesterov, weightDecay, start[0]);
            start[0] = false;
        };
    }
}
