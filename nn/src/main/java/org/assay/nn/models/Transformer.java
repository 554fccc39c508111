package org.assay.nn.models;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Embedding;
import org.assay.nn.Init;
import org.assay.nn.KeyValueCache;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * An encoder and a decoder: source tokens {@code [batch, key]} and target tokens {@code [batch, position]} to logits of the
 * next target token {@code [batch, position, vocabulary]}. Vaswani et al. 2017, normalising first. Token 0 is padding: it
 * is not attended to in the source.
 */
public record Transformer(
        Embedding source,
        Embedding target,
        List<TransformerBlock> encoder,
        LayerNorm encoderNorm,
        List<DecoderBlock> decoder,
        LayerNorm decoderNorm,
        Linear head) {

    /** Sizes; {@code hidden} is the width inside the perceptrons. */
    public record Config(int sourceVocabulary, int targetVocabulary, int width, int depth, int heads, int hidden) {}

    /** What the decoder reads: the encoded source and which of its places are not padding. */
    public record Memory(Tensor encoded, Tensor seen) {}

    public static Transformer of(Config config, Rng rng) {
        var init = Init.normal(1 / Math.sqrt(config.width));
        return new Transformer(
                Embedding.of(config.sourceVocabulary, config.width, init, rng),
                Embedding.of(config.targetVocabulary, config.width, init, rng),
                Stream.generate(() -> TransformerBlock.of(config.width, config.heads, config.hidden, rng)
                                .activation(Tensor::relu))
                        .limit(config.depth)
                        .toList(),
                LayerNorm.of(config.width),
                Stream.generate(() -> DecoderBlock.of(config.width, config.heads, config.hidden, rng))
                        .limit(config.depth)
                        .toList(),
                LayerNorm.of(config.width),
                Linear.of(config.width, config.targetVocabulary, rng));
    }

    /** This network with dropout in its blocks. */
    public Transformer dropping(double rate) {
        return new Transformer(
                source,
                target,
                encoder.stream().map(block -> block.dropping(rate)).toList(),
                encoderNorm,
                decoder.stream().map(block -> block.dropping(rate)).toList(),
                decoderNorm,
                head);
    }

    public Tensor forward(Tensor sources, Tensor targets) {
        return decode(targets, encode(sources));
    }

    public Memory encode(Tensor sources) {
        var seen = sources.ne(0L).unsqueeze(1).unsqueeze(1);
        var h = embed(source, sources, 0);
        for (var block : encoder) {
            h = block.forward(h, seen);
        }
        return new Memory(encoderNorm.forward(h), seen);
    }

    public Tensor decode(Tensor targets, Memory memory) {
        var h = embed(target, targets, 0);
        for (var block : decoder) {
            h = block.forward(h, memory.encoded, memory.seen);
        }
        return head.forward(decoderNorm.forward(h));
    }

    /**
     * The likeliest token after each other, from {@code start} until all have ended or {@code longest} tokens.
     *
     * @return {@code [batch, position]} without the start; after {@code end} comes padding
     */
    public Tensor greedy(Tensor sources, long start, long end, int longest) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var memory = encode(sources);
            var caches = decoder.stream().map(_ -> new KeyValueCache()).toList();
            var token = Tensor.zeros(DType.INT64, sources.size(0), 1).add(start);
            var done = token.ne(token);
            var written = new java.util.ArrayList<Tensor>();
            for (int i = 0; i < longest && !done.all().toBooleans()[0]; i++) {
                var h = embed(target, token, i);
                for (int b = 0; b < decoder.size(); b++) {
                    h = decoder.get(b).forward(h, memory.encoded, memory.seen, caches.get(b));
                }
                token = head.forward(decoderNorm.forward(h)).argmax(-1).maskedFill(done, 0);
                done = done.logicalOr(token.eq(end));
                written.add(token);
            }
            return Tensor.cat(written, 1);
        }));
    }

    private static Tensor embed(Embedding table, Tensor tokens, long before) {
        int width = (int) table.weight().size(1);
        var positions = Tensor.arange((double) before, (double) (before + tokens.size(1)), 1);
        return table.forward(tokens)
                .mul(Math.sqrt(width))
                .add(Positions.sinusoidal(positions, width).to(table.weight().dtype()));
    }
}
