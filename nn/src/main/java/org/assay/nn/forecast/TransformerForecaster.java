package org.assay.nn.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Dropout;
import org.assay.nn.KeyValueCache;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.nn.models.DecoderBlock;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * An encoder of the past and a decoder that reads its later half again, followed by zeros, and fills these in all at once. The Transformer of the comparisons
 * of Zhou et al. 2021 (Informer), normalising first.
 *
 * @param dropout rate of tokens and branches; attention weights are not dropped, which takes most of the time
 * @param horizon how many zeros
 */
public record TransformerForecaster(
        SeriesEmbedding source,
        SeriesEmbedding target,
        List<TransformerBlock> encoder,
        LayerNorm encoderNorm,
        List<DecoderBlock> decoder,
        LayerNorm decoderNorm,
        Linear head,
        double dropout,
        int horizon)
        implements Forecaster {

    /**
     * Sizes.
     *
     * @param marks how many are read, 0 for none
     * @param hidden width inside the perceptrons
     * @param encoder layers
     * @param decoder layers
     */
    public record Config(
            int channels,
            int marks,
            boolean positions,
            int horizon,
            int width,
            int heads,
            int hidden,
            int encoder,
            int decoder,
            double dropout) {}

    public static TransformerForecaster of(Config c, Rng rng) {
        return new TransformerForecaster(
                SeriesEmbedding.of(c.channels, c.marks, c.positions, c.width, rng),
                SeriesEmbedding.of(c.channels, c.marks, c.positions, c.width, rng),
                Stream.generate(() -> block(c, rng)).limit(c.encoder).toList(),
                LayerNorm.of(c.width),
                Stream.generate(() -> DecoderBlock.of(c.width, c.heads, c.hidden, rng)
                                .activation(Tensor::gelu)
                                .droppingBranches(c.dropout))
                        .limit(c.decoder)
                        .toList(),
                LayerNorm.of(c.width),
                Linear.of(c.width, c.channels, rng),
                c.dropout,
                c.horizon);
    }

    private static TransformerBlock block(Config c, Rng rng) {
        return TransformerBlock.of(c.width, c.heads, c.hidden, rng).droppingBranches(c.dropout);
    }

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        long length = past.size(1);
        long known = length / 2;
        var drop = new Dropout(dropout);
        var h = drop.forward(source.embed(past, marks.narrow(1, 0, length)));
        for (var block : encoder) {
            h = block.forward(h);
        }
        var memory = encoderNorm.forward(h);
        var asked = past.narrow(1, length - known, known).pad(0, 0, 0, horizon);
        var y = drop.forward(target.embed(asked, marks.narrow(1, length - known, known + horizon)));
        for (var block : decoder) {
            y = block.forward(y, memory);
        }
        return head.forward(decoderNorm.forward(y.narrow(1, known, horizon)));
    }

    /**
     * A stack of masked blocks that says the next step after each, and reads what it said to go on. It learns every next step of the whole window from the
     * true ones before (teacher forcing).
     *
     * @param value of one step, since a convolution would see the next one
     * @param calendar of the step that is to be said
     */
    public record Iterated(
            Linear value, Linear calendar, List<TransformerBlock> blocks, LayerNorm norm, Linear head, int horizon)
            implements Forecaster {

        /** With as many blocks as the other has encoder and decoder layers. */
        public static Iterated of(Config c, Rng rng) {
            return new Iterated(
                    Linear.of(c.channels, c.width, rng),
                    Linear.of(c.marks, c.width, rng).unbiased(),
                    Stream.generate(() -> block(c, rng).masked())
                            .limit(c.encoder + c.decoder)
                            .toList(),
                    LayerNorm.of(c.width),
                    Linear.of(c.width, c.channels, rng),
                    c.horizon);
        }

        @Override
        public Tensor forecast(Tensor past, Tensor marks) {
            var caches = blocks.stream().map(_ -> new KeyValueCache()).toList();
            var said = new ArrayList<Tensor>();
            var fresh = past;
            long read = 0;
            for (int t = 0; t < horizon; t++) {
                var next = marks.narrow(1, read + 1, fresh.size(1));
                var h = tokens(fresh, next, read);
                for (int i = 0; i < blocks.size(); i++) {
                    h = blocks.get(i).forward(h, caches.get(i));
                }
                read += fresh.size(1);
                fresh = head.forward(norm.forward(h.narrow(1, h.size(1) - 1, 1)));
                said.add(fresh);
            }
            return Tensor.cat(said, 1);
        }

        @Override
        public Tensor loss(Window window) {
            var all = Tensor.cat(List.of(window.past(), window.future()), 1);
            long steps = all.size(1) - 1;
            var h = tokens(all.narrow(1, 0, steps), window.marks().narrow(1, 1, steps), 0);
            for (var block : blocks) {
                h = block.forward(h);
            }
            return head.forward(norm.forward(h)).mse(all.narrow(1, 1, steps));
        }

        private Tensor tokens(Tensor x, Tensor nextMarks, long from) {
            return value.forward(x)
                    .add(calendar.forward(nextMarks))
                    .add(SeriesEmbedding.positions(from, x.size(1), value.weight()));
        }
    }
}
