package org.assay.bench;

import java.util.Map;
import org.assay.nn.Embedding;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Lstm;
import org.assay.nn.models.Gpt;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Rule;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** Models of the next of 65 characters. */
final class Sequences {
    private static final int VOCABULARY = 65;
    private static final int WIDTH = 128;

    private static final int GPT_BATCH = 32;
    private static final Gpt.Config GPT = new Gpt.Config(VOCABULARY, 128, WIDTH, 4, 4);

    private static final int LSTM_BATCH = 64;
    private static final int LSTM_STEPS = 64;
    private static final int LSTM_LAYERS = 2;

    static final double GPT_FLOP = GPT_BATCH
            * (GPT.depth() * Vision.transformerFlop(GPT.context(), WIDTH) + 2.0 * GPT.context() * WIDTH * VOCABULARY);
    static final double LSTM_FLOP =
            2.0 * LSTM_BATCH * LSTM_STEPS * (LSTM_LAYERS * 8.0 * WIDTH * WIDTH + (double) WIDTH * VOCABULARY);

    private Sequences() {}

    /** Characters, a recurrent network and a linear layer. */
    record CharacterModel(Embedding embedding, Lstm lstm, Linear head) implements Layer {
        @Override
        public Tensor forward(Tensor characters) {
            return head.forward(lstm.forward(embedding.forward(characters)));
        }
    }

    static Task gpt(Rng rng) {
        return task(Gpt.of(GPT, rng.split("model")), AdamW.of(1e-3).weightDecay(0.1), GPT_BATCH, GPT.context(), rng);
    }

    static Task lstm(Rng rng) {
        var start = rng.split("model");
        var model = new CharacterModel(
                Embedding.of(VOCABULARY, WIDTH, start),
                Lstm.of(WIDTH, WIDTH, LSTM_LAYERS, start),
                Linear.of(WIDTH, VOCABULARY, start));
        return task(model, Adam.of(2e-3), LSTM_BATCH, LSTM_STEPS, rng);
    }

    private static Task task(Layer model, Rule rule, long batch, long length, Rng rng) {
        var x = rng.split("x").integers(0, VOCABULARY, batch, length);
        var y = rng.split("y").integers(0, VOCABULARY, batch, length);
        return new Task(
                model,
                Map.of("x", x, "y", y),
                rule,
                () -> model.forward(x).flatten(0, 1).crossEntropy(y.flatten()));
    }
}
