package org.assay.nn.models;

import java.util.Optional;
import org.assay.nn.Embedding;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Lstm;
import org.assay.nn.Rnn;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A recurrent network over embedded tokens {@code [batch, position]} with logits of the next {@code [batch, position, vocabulary]}.
 *
 * @param cells an {@link Rnn} or an {@link Lstm}
 */
public record RecurrentLanguageModel(Embedding embedding, Layer cells, Linear head) implements Layer, LanguageModel {

    /** Sizes; {@code embedded} is the width of a token's vector. */
    public record Config(int vocabulary, int embedded, int width, int layers) {}

    /** Plain cells with orthogonal matrices from state to state and Glorot's from below. */
    public static RecurrentLanguageModel rnn(Config config, Rng rng) {
        var cells = Rnn.of(config.embedded, config.width, config.layers, rng);
        Autodiff.noGrad(() -> cells.weights().forEach((name, weight) -> {
            if (weight.rank() == 2) {
                var init = name.startsWith("weight_hh") ? Init.orthogonal(1) : Init.xavierUniform();
                Scope.run(() -> weight.copyFrom(init.draw(rng, weight.shape())));
            }
        }));
        return of(config, cells, rng);
    }

    /** Long short-term memories whose gates begin by not forgetting: with a bias of 1 (Jozefowicz et al. 2015). */
    public static RecurrentLanguageModel lstm(Config config, Rng rng) {
        var cells = Lstm.of(config.embedded, config.width, config.layers, rng);
        // Rows are those of the input gate, of the forget gate, and of others.
        Autodiff.noGrad(() -> cells.weights().forEach((name, bias) -> {
            if (name.startsWith("bias")) {
                double value = name.startsWith("bias_ih") ? 1 : 0;
                Scope.run(() -> bias.narrow(0, config.width, config.width).copyFrom(Tensor.full(value, config.width)));
            }
        }));
        return of(config, cells, rng);
    }

    private static RecurrentLanguageModel of(Config config, Layer cells, Rng rng) {
        return new RecurrentLanguageModel(
                Embedding.of(config.vocabulary, config.embedded, rng),
                cells,
                Linear.of(config.width, config.vocabulary, rng));
    }

    /** Reads from the beginning. */
    @Override
    public Tensor forward(Tensor tokens) {
        return reading().read(tokens);
    }

    @Override
    public Reading reading() {
        return new Carrying();
    }

    /** Keeps the state, and nothing of how it came about. */
    private final class Carrying implements Reading {
        private Optional<Lstm.State> state = Optional.empty();

        @Override
        public Tensor read(Tensor tokens) {
            var x = embedding.forward(tokens);
            var ran = run(x);
            var before = state;
            state = Optional.of(Scope.detached(() -> new Lstm.State(
                    ran.state().hidden().detach().copy(),
                    ran.state().cell().detach().copy())));
            before.ifPresent(Scope::free);
            return head.forward(ran.output());
        }

        private Lstm.Result run(Tensor x) {
            if (cells instanceof Lstm lstm) {
                return state.isPresent() ? lstm.run(x, state.get()) : lstm.run(x);
            }
            if (cells instanceof Rnn rnn) {
                var ran = state.isPresent() ? rnn.run(x, state.get().hidden()) : rnn.run(x);
                return new Lstm.Result(ran.output(), new Lstm.State(ran.state(), ran.state()));
            }
            throw new IllegalStateException("Cells are an Rnn or an Lstm, not " + cells + ".");
        }
    }
}
