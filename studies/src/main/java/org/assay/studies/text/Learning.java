package org.assay.studies.text;

import java.util.function.Supplier;
import org.assay.data.text.Sequences;
import org.assay.lab.Trial;
import org.assay.nn.models.Gpt;
import org.assay.nn.models.LanguageModel;
import org.assay.nn.models.RecurrentLanguageModel;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.studies.text.TextGeneration.Model;
import org.assay.studies.text.TextGeneration.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** How each network begins and learns. */
final class Learning {
    private static final int EMBEDDED = 64;
    private static final int HEADS = 4;
    private static final int WARM_UP = 100;
    private static final double FLOOR = 0.1;
    private static final int SHOWN = 50;

    private final Trial<Setup> trial;
    private final Setup s;
    private double shown;

    private Learning(Trial<Setup> trial) {
        this.trial = trial;
        this.s = trial.setting();
    }

    /**
     * A trained network.
     *
     * @param tokens of the training text
     */
    static LanguageModel trained(Trial<Setup> trial, Tensor tokens, int vocabulary) {
        var s = trial.setting();
        var learning = new Learning(trial);
        var model = begin(s, vocabulary, Rng.of(trial.seed("init")));
        long start = System.nanoTime();
        switch (model) {
            case RecurrentLanguageModel net -> learning.inOrder(net, tokens);
            case Gpt net -> learning.anywhere(net, tokens);
            default -> throw new IllegalStateException("Nothing is known of how " + model + " learns.");
        }
        trial.timing("seconds_of_training", (System.nanoTime() - start) / 1e9);
        trial.operations(6.0 * multiplyAdds(model) * s.steps() * s.batch() * s.context());
        return model;
    }

    static LanguageModel begin(Setup s, int vocabulary, Rng rng) {
        if (s.model() == Model.TRANSFORMER) {
            return Gpt.of(new Gpt.Config(vocabulary, s.context(), s.width(), s.layers(), HEADS), rng);
        }
        var config = new RecurrentLanguageModel.Config(vocabulary, EMBEDDED, s.width(), s.layers());
        return s.model() == Model.RNN
                ? RecurrentLanguageModel.rnn(config, rng)
                : RecurrentLanguageModel.lstm(config, rng);
    }

    /** Weights of matrices that each token is multiplied by; those of attention to other tokens are not among them. */
    static long multiplyAdds(LanguageModel model) {
        return Tree.named(model).entrySet().stream()
                .filter(part -> part.getValue().rank() == 2
                        && !part.getKey().startsWith("embedding")
                        && !part.getKey().startsWith("wpe"))
                .mapToLong(part -> part.getValue().count())
                .sum();
    }

    /**
     * Several streams side by side, each a part of the text from its start on. The state goes on from one stretch to the next, and begins anew with
     * each pass, whose first stretch starts a little later or earlier.
     */
    private void inOrder(RecurrentLanguageModel net, Tensor tokens) {
        var adam = Optimiser.of(net, Adam.of(s.learningRate()))
                .schedule(Schedule.cosine(s.steps(), FLOOR))
                .clip(s.model() == Model.RNN ? 5 : 1);
        var rng = Rng.of(trial.seed("order"));
        int length = s.context();
        long perStream = (tokens.count() - length - 1) / s.batch();
        int step = 0;
        while (step < s.steps()) {
            var streams =
                    tokens.narrow(0, rng.nextInt(length), perStream * s.batch()).view(s.batch(), perStream);
            var reading = net.reading();
            for (long from = 0; from + length < perStream && step < s.steps(); from += length) {
                var stretch = streams.narrow(1, from, length + 1L);
                step(
                        adam,
                        step++,
                        () -> loss(reading.read(stretch.narrow(1, 0, length)), stretch.narrow(1, 1, length)));
            }
        }
    }

    /** Windows from random places, as nanoGPT has it. */
    private void anywhere(Gpt net, Tensor tokens) {
        var decayed = AdamW.of(s.learningRate()).betas(0.9, 0.99).weightDecay(0.1);
        int warmUp = Math.min(WARM_UP, s.steps() / 8);
        var adam = Optimiser.of(net, decayed)
                .with((_, parameter) -> parameter.rank() < 2, decayed.weightDecay(0))
                .schedule(Schedule.cosine(s.steps() - warmUp, FLOOR).warmup(warmUp))
                .clip(1);
        var rng = Rng.of(trial.seed("order"));
        for (int step = 0; step < s.steps(); step++) {
            var windows = Sequences.windows(tokens, s.context(), s.batch(), rng);
            step(adam, step, () -> loss(net.forward(windows.inputs()), windows.labels()));
            Scope.free(windows);
        }
    }

    private static Tensor loss(Tensor logits, Tensor next) {
        return logits.flatten(0, 1).crossEntropy(next.flatten());
    }

    private void step(Optimiser adam, int step, Supplier<Tensor> loss) {
        shown += adam.minimise(loss) / SHOWN;
        if ((step + 1) % SHOWN == 0) {
            trial.series("training loss", step + 1.0, shown);
            trial.progress(0.8 * step / s.steps());
            shown = 0;
        }
    }
}
