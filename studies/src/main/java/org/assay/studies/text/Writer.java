package org.assay.studies.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.nn.Decoding;
import org.assay.nn.models.LanguageModel;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Lets a network go on from prompts, in several ways at once. */
final class Writer {
    private Writer() {}

    /**
     * What was written one way.
     *
     * @param tokens without prompts {@code [prompt, count]}
     * @param nats what they cost the network itself, at temperature 1 {@code [prompt, count]}
     */
    record Written(Tensor tokens, Tensor nats) {}

    /**
     * Writes.
     *
     * @param prompts {@code [prompt, position]}
     * @return for each way of drawing
     */
    static List<Written> write(LanguageModel model, Tensor prompts, List<Decoding> ways, int count, Rng rng) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            long each = prompts.size(0);
            var reading = model.reading();
            var steps = new ArrayList<Written>();
            var fresh = prompts.repeat(ways.size(), 1);
            for (int i = 0; i < count; i++) {
                var read = fresh;
                var step = Scope.call(() -> {
                    var logits = reading.read(read).select(1, read.size(1) - 1);
                    var tokens = Tensor.cat(
                            IntStream.range(0, ways.size())
                                    .mapToObj(way -> ways.get(way).draw(logits.narrow(0, way * each, each), rng))
                                    .toList(),
                            0);
                    return new Written(
                            tokens, logits.logSoftmax(1).gather(1, tokens).neg());
                });
                steps.add(step);
                fresh = step.tokens;
            }
            var tokens = Tensor.cat(steps.stream().map(Written::tokens).toList(), 1);
            var nats = Tensor.cat(steps.stream().map(Written::nats).toList(), 1);
            return IntStream.range(0, ways.size())
                    .mapToObj(way -> new Written(
                            tokens.narrow(0, way * each, each).contiguous(),
                            nats.narrow(0, way * each, each).contiguous()))
                    .toList();
        }));
    }
}
