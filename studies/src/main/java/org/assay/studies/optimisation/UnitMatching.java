package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.solve.Assignment;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Which hidden unit of one perceptron plays the part of which unit of another. Ainsworth et al. 2023, section 3. */
final class UnitMatching {

    /** A layer is not moved for less than this gain, which rounding could feign. */
    private static final double LEAST_GAIN = 1e-9;

    private UnitMatching() {}

    /**
     * A matching by weights.
     *
     * @param permutation of the second network
     * @param objective sum over layers of the inner products of what the hidden units read and send
     * @param sweeps passes over the layers until none gained
     */
    record Found(UnitPermutation permutation, double objective, int sweeps) {}

    /** The best of several descents from the identity, each with visits of its own order, by the objective. */
    static Found byWeights(Mlp a, Mlp b, int descents, Rng rng) {
        return Scope.call(() -> {
            var first = doubles(a);
            var second = doubles(b);
            var best = descent(first, second, rng.split(0));
            for (int i = 1; i < descents; i++) {
                var next = descent(first, second, rng.split(i));
                best = next.objective > best.objective ? next : best;
            }
            return best;
        });
    }

    private static Mlp doubles(Mlp net) {
        return Autodiff.noGrad(() -> Tree.map(net, t -> t.detach().to(DType.FLOAT64)));
    }

    /** Algorithm 1: one layer after another gets its best order given the others, until no layer gains. */
    private static Found descent(Mlp a, Mlp b, Rng rng) {
        var now = UnitPermutation.identity(b);
        var layers = IntStream.range(0, now.orders().size()).boxed().toList();
        int sweeps = 0;
        boolean gained = true;
        while (gained) {
            gained = false;
            sweeps++;
            for (int l : rng.shuffle(layers)) {
                var better = better(l, a, b, now);
                if (better.isPresent()) {
                    now = now.with(l, better.get());
                    gained = true;
                }
            }
        }
        return new Found(now, objective(a, b, now), sweeps);
    }

    private static Optional<Tensor> better(int l, Mlp a, Mlp b, UnitPermutation now) {
        return Scope.call(() -> {
            var c = similarity(l, a, b, now);
            var order = Assignment.dearest(c);
            return value(c, order) > value(c, now.orders().get(l)) + LEAST_GAIN ? Optional.of(order) : Optional.empty();
        });
    }

    /** Entry (i, j): what unit i of a and unit j of b have in common in layer l, given the order of the other layers of b. */
    static Tensor similarity(int l, Mlp a, Mlp b, UnitPermutation others) {
        var below = a.layers().get(l);
        var above = a.layers().get(l + 1);
        var c = below.weight()
                .matmul(others.columns(l, b.layers().get(l).weight()).t());
        var sent = b.layers().get(l + 1).weight();
        if (l + 1 < others.orders().size()) {
            sent = sent.rows(others.orders().get(l + 1));
        }
        c = c.add(above.weight().t().matmul(sent));
        return c.add(bias(below).unsqueeze(1).mul(bias(b.layers().get(l)).unsqueeze(0)));
    }

    private static Tensor bias(Linear layer) {
        return layer.bias().orElseGet(() -> Tensor.zeros(layer.weight().size(0)));
    }

    private static double value(Tensor c, Tensor order) {
        return c.gather(1, order.unsqueeze(1)).sum().item();
    }

    /** Inner product of all weights and of the hidden units' biases with those of the reordered network. */
    static double objective(Mlp a, Mlp b, UnitPermutation order) {
        return Scope.call(() -> {
            var moved = order.apply(b);
            double sum = 0;
            for (int l = 0; l < a.layers().size(); l++) {
                var own = a.layers().get(l);
                var other = moved.layers().get(l);
                sum += own.weight().mul(other.weight()).sum().item();
                sum += l == order.orders().size()
                        ? 0
                        : bias(own).mul(bias(other)).sum().item();
            }
            return sum;
        });
    }

    /** Section 3.1: in each layer by itself, such that the activations on some inputs correlate as much as can be. */
    static UnitPermutation byActivations(Mlp a, Mlp b, Tensor inputs) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var own = activations(a, inputs);
            var other = activations(b, inputs);
            var orders = new ArrayList<Tensor>();
            for (int l = 0; l < own.size(); l++) {
                orders.add(Assignment.dearest(own.get(l).t().matmul(other.get(l))));
            }
            return new UnitPermutation(orders);
        }));
    }

    /** Of each hidden layer, {@code [input, unit]}, each unit at mean 0 and length 1; a unit that never changes is 0. */
    private static List<Tensor> activations(Mlp net, Tensor inputs) {
        var found = new ArrayList<Tensor>();
        var h = inputs;
        for (var layer : net.layers().subList(0, net.layers().size() - 1)) {
            h = net.activation().forward(layer.forward(h));
            found.add(h.sub(h.mean(true, 0)).normalize(0));
        }
        return found;
    }
}
