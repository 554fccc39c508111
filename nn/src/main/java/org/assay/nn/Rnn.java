package org.assay.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.tensor.Inline;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A plain recurrent network with tanh. Elman 1990. Parameters as PyTorch's.
 *
 * @param weights by PyTorch's names: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, ...
 * @param bidirectional whether each layer also runs backwards
 * @param dropout rate between layers in training
 */
public record Rnn(@Inline Map<String, Tensor> weights, boolean bidirectional, double dropout) implements Layer {

    /**
     * What a run gives.
     *
     * @param output the top layer at every time {@code [batch, time, directions * width]}
     * @param state where every layer stands at the end {@code [layers * directions, batch, width]}
     */
    public record Result(Tensor output, Tensor state) {}

    /** One or more layers, each above the other, with weights as in PyTorch. */
    public static Rnn of(int in, int width, int layers, Rng rng) {
        return new Rnn(RecurrentWeights.draw(in, width, layers, false, 1, rng), false, 0);
    }

    /** As {@link #of}, with each layer running both ways: outputs have twice the width, forwards first. */
    public static Rnn bidirectional(int in, int width, int layers, Rng rng) {
        return new Rnn(RecurrentWeights.draw(in, width, layers, true, 1, rng), true, 0);
    }

    /** This network with dropout between its layers. */
    public Rnn dropping(double rate) {
        return new Rnn(weights, bidirectional, new Dropout(rate).rate());
    }

    /** The top layer at every time: {@code [batch, time, in]} to {@code [batch, time, directions * width]}. */
    @Override
    public Tensor forward(Tensor x) {
        return run(x).output();
    }

    /** Runs over a sequence {@code [batch, time, in]} from zeros. */
    public Result run(Tensor x) {
        return run(x, RecurrentWeights.start(weights, x));
    }

    /** Runs over a sequence from a state, as one that an earlier run gave. */
    public Result run(Tensor x, Tensor state) {
        if (dropout == 0 || !Mode.isRandom()) {
            var all = x.rnn(state, List.copyOf(weights.values()), bidirectional);
            return new Result(all.output(), all.hidden());
        }
        int directions = bidirectional ? 2 : 1;
        int layers = RecurrentWeights.layers(weights, bidirectional);
        var h = x;
        var hidden = new ArrayList<Tensor>();
        for (int i = 0; i < layers; i++) {
            var below = i == 0 ? h : new Dropout(dropout).forward(h);
            var one = below.rnn(
                    state.narrow(0, (long) i * directions, directions),
                    RecurrentWeights.ofLayer(weights, i, bidirectional),
                    bidirectional);
            h = one.output();
            hidden.add(one.hidden());
        }
        return new Result(h, Tensor.cat(hidden, 0));
    }
}
