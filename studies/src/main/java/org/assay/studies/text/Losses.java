package org.assay.studies.text;

import java.util.ArrayList;
import org.assay.nn.models.LanguageModel;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What the tokens of a text cost a network, in nats, by how much it has read before. */
final class Losses {
    private static final int ROWS = 256;
    private static final int STREAMS = 32;
    private static final int STRETCH = 256;

    private Losses() {}

    /**
     * The mean over a text that is read from its beginning to its end, in 32 parts side by side. Each part is begun early, by as many tokens as
     * {@code lead} has, and counted from where the part before it ends; what does not fill all parts is left out.
     *
     * @param lead tokens before the text
     */
    static double carried(LanguageModel model, Tensor lead, Tensor text) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            long early = lead.count();
            long part = text.count() / STREAMS;
            var rows = Tensor.cat(lead, text).unfold(0, early + part, part).narrow(0, 0, STREAMS);
            var reading = model.reading();
            var costs = new ArrayList<Tensor>();
            for (long from = 0; from + 1 < early + part; from += STRETCH) {
                long length = Math.min(STRETCH, early + part - 1 - from);
                var stretch = rows.narrow(1, from, length + 1);
                costs.add(Scope.call(() -> costs(reading, stretch)));
            }
            return Tensor.cat(costs, 1).narrow(1, early - 1, part).mean().item();
        }));
    }

    /**
     * The mean at each place of windows that are read by themselves.
     *
     * @param every tokens from the start of a window to that of the next
     * @return {@code [length]}
     */
    static double[] byPlace(LanguageModel model, Tensor text, int length, int every) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var windows = text.unfold(0, length + 1L, every);
            var sum = Tensor.zeros(length);
            for (var part : windows.split(ROWS, 0)) {
                Scope.run(() -> sum.add_(costs(model.reading(), part).sum(0)));
            }
            return sum.div((double) windows.size(0)).toDoubles();
        }));
    }

    /** {@code [row, position - 1]}, for each token but the first. */
    private static Tensor costs(LanguageModel.Reading reading, Tensor tokens) {
        long length = tokens.size(1) - 1;
        var logits = reading.read(tokens.narrow(1, 0, length)).flatten(0, 1);
        return logits.crossEntropyEach(tokens.narrow(1, 1, length).flatten(), 0).view(tokens.size(0), length);
    }
}
