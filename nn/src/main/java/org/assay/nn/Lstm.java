package org.assay.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.tensor.Inline;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A long short-term memory. Hochreiter and Schmidhuber 1997, with forget gates (Gers et al. 2000). Parameters as PyTorch's.
 *
 * @param weights by PyTorch's names: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, ...
 * @param bidirectional whether each layer also runs backwards
 * @param dropout rate between layers in training
 */
public record Lstm(@Inline Map<String, Tensor> weights, boolean bidirectional, double dropout) implements Layer {

    /**
     * Where the layers stand.
     *
     * @param hidden {@code [layers * directions, batch, width]}
     * @param cell shaped as hidden
     */
    public record State(Tensor hidden, Tensor cell) {}

    /**
     * What a run gives.
     *
     * @param output the top layer at every time {@code [batch, time, directions * width]}
     * @param state where every layer stands at the end
     */
    public record Result(Tensor output, State state) {}

    /** One or more layers, each above the other, with weights as in PyTorch. */
    public static Lstm of(int in, int width, int layers, Rng rng) {
        return new Lstm(RecurrentWeights.draw(in, width, layers, false, 4, rng), false, 0);
    }

    /** As {@link #of}, with each layer running both ways: outputs have twice the width, forwards first. */
    public static Lstm bidirectional(int in, int width, int layers, Rng rng) {
        return new Lstm(RecurrentWeights.draw(in, width, layers, true, 4, rng), true, 0);
    }

    /** This network with dropout between its layers. */
    public Lstm dropping(double rate) {
        return new Lstm(weights, bidirectional, new Dropout(rate).rate());
    }

    /** The top layer at every time: {@code [batch, time, in]} to {@code [batch, time, directions * width]}. */
    @Override
    public Tensor forward(Tensor x) {
        return run(x).output();
    }

    /** Runs over a sequence {@code [batch, time, in]} from zeros. */
    public Result run(Tensor x) {
        var zeros = RecurrentWeights.start(weights, x);
        return run(x, new State(zeros, zeros));
    }

    /** Runs over a sequence from a state, as one that an earlier run gave. */
    public Result run(Tensor x, State state) {
        if (dropout == 0 || !Mode.isRandom()) {
            var all = x.lstm(state.hidden, state.cell, List.copyOf(weights.values()), bidirectional);
            return new Result(all.output(), new State(all.hidden(), all.cell()));
        }
        int directions = bidirectional ? 2 : 1;
        int layers = RecurrentWeights.layers(weights, bidirectional);
        var h = x;
        var hidden = new ArrayList<Tensor>();
        var cell = new ArrayList<Tensor>();
        for (int i = 0; i < layers; i++) {
            var below = i == 0 ? h : new Dropout(dropout).forward(h);
            var one = below.lstm(
                    state.hidden.narrow(0, (long) i * directions, directions),
                    state.cell.narrow(0, (long) i * directions, directions),
                    RecurrentWeights.ofLayer(weights, i, bidirectional),
                    bidirectional);
            h = one.output();
            hidden.add(one.hidden());
            cell.add(one.cell());
        }
        return new Result(h, new State(Tensor.cat(hidden, 0), Tensor.cat(cell, 0)));
    }
}
