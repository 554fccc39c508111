package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Another order of the hidden units of a perceptron, which computes the same function.
 *
 * @param orders of each hidden layer, {@code [unit]}, INT64: unit i of the reordered network is unit {@code orders[l][i]} of the given one
 */
record UnitPermutation(List<Tensor> orders) {
    UnitPermutation {
        orders = List.copyOf(orders);
    }

    static UnitPermutation identity(Mlp net) {
        return new UnitPermutation(
                hidden(net).mapToObj(l -> Tensor.arange(width(net, l))).toList());
    }

    static UnitPermutation random(Mlp net, Rng rng) {
        return new UnitPermutation(
                hidden(net).mapToObj(l -> rng.permutation(width(net, l))).toList());
    }

    private static IntStream hidden(Mlp net) {
        return IntStream.range(0, net.layers().size() - 1);
    }

    private static long width(Mlp net, int layer) {
        return net.layers().get(layer).weight().size(0);
    }

    /** The same with one layer in another order. */
    UnitPermutation with(int layer, Tensor order) {
        var changed = new ArrayList<>(orders);
        changed.set(layer, order);
        return new UnitPermutation(changed);
    }

    /** Rows, biases and the columns that read them, moved together. */
    Mlp apply(Mlp net) {
        var moved = new ArrayList<Linear>();
        for (int l = 0; l < net.layers().size(); l++) {
            var layer = net.layers().get(l);
            var read =
                    new Linear(columns(l, layer.weight().detach()), layer.bias().map(Tensor::detach));
            moved.add(l == orders.size() ? read : rows(read, orders.get(l)));
        }
        return new Mlp(moved, net.activation());
    }

    private static Linear rows(Linear layer, Tensor order) {
        return new Linear(layer.weight().rows(order), layer.bias().map(b -> b.rows(order)));
    }

    /** The weights of layer l on the reordered units below it. */
    Tensor columns(int l, Tensor weight) {
        return l == 0 ? weight : weight.indexSelect(1, orders.get(l - 1));
    }
}
