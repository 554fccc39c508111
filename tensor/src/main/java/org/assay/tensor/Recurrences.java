package org.assay.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Recurrent networks over whole sequences, fused. */
sealed interface Recurrences permits Tensor {
    /**
     * What a recurrent network gives.
     *
     * @param output the top layer's state at every time {@code [batch, time, directions * width]}
     * @param hidden the last state of every layer {@code [layers * directions, batch, width]}
     */
    record Recurrence(Tensor output, Tensor hidden) {}

    /**
     * What an LSTM gives.
     *
     * @param output the top layer's state at every time {@code [batch, time, directions * width]}
     * @param hidden the last state of every layer {@code [layers * directions, batch, width]}
     * @param cell the last cell of every layer, shaped as hidden
     */
    record LongRecurrence(Tensor output, Tensor hidden, Tensor cell) {}

    /**
     * An LSTM over {@code [batch, time, in]} (Hochreiter and Schmidhuber 1997).
     *
     * @param hidden the first state {@code [layers * directions, batch, width]}
     * @param cell the first cell, shaped as hidden
     * @param weights per layer and direction {@code [4 width, in]}, {@code [4 width, width]} and two biases {@code [4
     *     width]}, gates in the order input, forget, cell, output
     */
    default LongRecurrence lstm(Tensor hidden, Tensor cell, List<Tensor> weights, boolean bidirectional) {
        var three = Call.all(
                "lstm",
                () -> {
                    var parts = torch.lstm(
                            self().raw(),
                            Args.vector(List.of(hidden, cell)),
                            Args.vector(weights),
                            true,
                            layers(weights, bidirectional),
                            0,
                            false,
                            bidirectional,
                            true);
                    return List.of(parts.get0(), parts.get1(), parts.get2());
                },
                inputs(weights, hidden, cell));
        return new LongRecurrence(three.get(0), three.get(1), three.get(2));
    }

    /**
     * A GRU over {@code [batch, time, in]} (Cho et al. 2014).
     *
     * @param hidden the first state {@code [layers * directions, batch, width]}
     * @param weights per layer and direction {@code [3 width, in]}, {@code [3 width, width]} and two biases {@code [3
     *     width]}, gates in the order reset, update, new
     */
    default Recurrence gru(Tensor hidden, List<Tensor> weights, boolean bidirectional) {
        var two = Call.all(
                "gru",
                () -> {
                    var parts = torch.gru(
                            self().raw(),
                            hidden.raw(),
                            Args.vector(weights),
                            true,
                            layers(weights, bidirectional),
                            0,
                            false,
                            bidirectional,
                            true);
                    return List.of(parts.get0(), parts.get1());
                },
                inputs(weights, hidden));
        return new Recurrence(two.get(0), two.get(1));
    }

    /** A plain recurrent network with tanh over {@code [batch, time, in]}; weights as {@link #gru}, one gate. */
    default Recurrence rnn(Tensor hidden, List<Tensor> weights, boolean bidirectional) {
        var two = Call.all(
                "rnn",
                () -> {
                    var parts = torch.rnn_tanh(
                            self().raw(),
                            hidden.raw(),
                            Args.vector(weights),
                            true,
                            layers(weights, bidirectional),
                            0,
                            false,
                            bidirectional,
                            true);
                    return List.of(parts.get0(), parts.get1());
                },
                inputs(weights, hidden));
        return new Recurrence(two.get(0), two.get(1));
    }

    private static long layers(List<Tensor> weights, boolean bidirectional) {
        return weights.size() / (bidirectional ? 8 : 4);
    }

    private Tensor[] inputs(List<Tensor> weights, Tensor... others) {
        var all = new ArrayList<Tensor>();
        all.add(self());
        all.addAll(List.of(others));
        all.addAll(weights);
        return Args.array(all);
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
