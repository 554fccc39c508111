package org.assay.nn.optim;

import java.util.ArrayList;
import java.util.List;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Gradients whitened along every dimension by the root of their second moments there: for a matrix
 * {@code w = w - lr L^(-1/4) G R^(-1/4)} with {@code L = sum G G^T}, {@code R = sum G^T G}. Gupta et al. 2018, algorithms 1
 * and 2. Vectors are whitened along their one dimension element by element, as by Adagrad; so is a dimension larger than
 * {@code largest}.
 *
 * @param momentum of the steps
 * @param decay of the moments: 1 sums them as in the paper, less than 1 takes a moving mean
 * @param epsilon times the identity is where the moments start
 * @param every after how many steps the roots are taken anew
 * @param largest the largest dimension with a full matrix of moments
 */
public record Shampoo(
        double lr, double momentum, double weightDecay, double decay, double epsilon, int every, int largest)
        implements Rule {

    /** Momentum 0.9, summed moments, epsilon 1e-4, roots every 10 steps, matrices up to 1024. */
    public static Shampoo of(double lr) {
        return new Shampoo(lr, 0.9, 0, 1, 1e-4, 10, 1024);
    }

    /** A model's optimiser by this rule with its usual numbers. */
    public static Optimiser of(Object model, double lr) {
        return Optimiser.of(model, of(lr));
    }

    public Shampoo momentum(double share) {
        return new Shampoo(lr, share, weightDecay, decay, epsilon, every, largest);
    }

    public Shampoo weightDecay(double factor) {
        return new Shampoo(lr, momentum, factor, decay, epsilon, every, largest);
    }

    public Shampoo decay(double share) {
        return new Shampoo(lr, momentum, weightDecay, share, epsilon, every, largest);
    }

    public Shampoo epsilon(double start) {
        return new Shampoo(lr, momentum, weightDecay, decay, start, every, largest);
    }

    public Shampoo every(int steps) {
        return new Shampoo(lr, momentum, weightDecay, decay, epsilon, steps, largest);
    }

    @Override
    public Update begin(List<Tensor> parameters) {
        var preconditioners = parameters.stream().map(this::preconditioner).toList();
        var momenta = State.like(parameters);
        return (gradients, rate) -> {
            for (int i = 0; i < parameters.size(); i++) {
                var w = parameters.get(i);
                var g = weightDecay == 0 ? gradients.get(i) : gradients.get(i).add(w, weightDecay);
                var step = preconditioners.get(i).whiten(g);
                w.add_(momenta.get(i).mul_(momentum).add_(step), -rate);
            }
        };
    }

    private Preconditioner preconditioner(Tensor parameter) {
        var moments = new ArrayList<Tensor>();
        var roots = new ArrayList<Tensor>();
        for (long size : parameter.rank() == 0 ? new long[] {1} : parameter.shape()) {
            boolean full = parameter.rank() > 1 && size <= largest;
            moments.add(
                    full ? Tensor.eye(DType.FLOAT64, size).mul(epsilon) : Tensor.full(DType.FLOAT64, epsilon, size));
            roots.add(Tensor.zerosLike(moments.getLast()));
        }
        return new Preconditioner(this, moments, roots);
    }

    /** The moments of one parameter along each of its dimensions, and their inverse roots of order {@code 2 k} in k dimensions. */
    private static final class Preconditioner {
        private final Shampoo rule;
        private final List<Tensor> moments;
        private final List<Tensor> roots;
        private long steps;

        Preconditioner(Shampoo rule, List<Tensor> moments, List<Tensor> roots) {
            this.rule = rule;
            this.moments = moments;
            this.roots = roots;
        }

        Tensor whiten(Tensor gradient) {
            return Scope.call(() -> {
                var g = gradient.rank() == 0 ? gradient.reshape(1) : gradient;
                boolean due = steps++ % rule.every == 0;
                var result = g;
                for (int dim = 0; dim < moments.size(); dim++) {
                    gather(moments.get(dim), g, dim);
                    if (due) {
                        roots.get(dim).copyFrom(inverseRoot(moments.get(dim), -1.0 / (2 * moments.size())));
                    }
                    result = apply(roots.get(dim).to(g.dtype()), result, dim);
                }
                return result.reshape(gradient.shape());
            });
        }

        private void gather(Tensor moment, Tensor g, int dim) {
            var rows = g.movedim(dim, 0).reshape(g.size(dim), -1).to(DType.FLOAT64);
            var fresh =
                    moment.rank() == 2 ? rows.matmul(rows.t()) : rows.square().sum(1);
            if (rule.decay < 1) {
                moment.mul_(rule.decay).add_(fresh, 1 - rule.decay);
            } else {
                moment.add_(fresh);
            }
        }

        private static Tensor inverseRoot(Tensor moment, double power) {
            if (moment.rank() == 1) {
                return moment.pow(power);
            }
            var eigen = moment.eigh();
            // Rounding can leave an eigenvalue of a singular matrix of moments below zero.
            var largest = eigen.values().amax().mul(1e-12);
            var scaled = eigen.vectors().mul(eigen.values().maximum(largest).pow(power));
            return scaled.matmul(eigen.vectors().t());
        }

        private static Tensor apply(Tensor root, Tensor g, int dim) {
            if (root.rank() == 1) {
                var shape = new long[g.rank()];
                java.util.Arrays.fill(shape, 1);
                shape[dim] = root.count();
                return g.mul(root.reshape(shape));
            }
            var moved = g.movedim(dim, -1);
            return moved.matmul(root).movedim(-1, dim);
        }
    }
}
