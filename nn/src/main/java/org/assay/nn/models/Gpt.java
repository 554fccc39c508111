package org.assay.nn.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.nn.Embedding;
import org.assay.nn.Init;
import org.assay.nn.KeyValueCache;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * A decoder-only transformer: tokens {@code [batch, position]} to logits of the next {@code [batch, position, vocabulary]}.
 * Radford et al. 2019 (GPT-2), whose initialisation it has. The head shares the token embedding's weight.
 *
 * @param wte tokens {@code [vocabulary, width]}
 * @param wpe positions {@code [context, width]}
 */
public record Gpt(Embedding wte, Embedding wpe, List<TransformerBlock> blocks, LayerNorm norm, Linear head)
        implements Layer, LanguageModel {
    private static final double DEVIATION = 0.02;

    /** Sizes; {@code context} is the most positions a sequence may have. */
    public record Config(int vocabulary, int context, int width, int depth, int heads) {}

    public static Gpt of(Config config, Rng rng) {
        var init = Init.normal(DEVIATION);
        var wte = Embedding.of(config.vocabulary, config.width, init, rng);
        var blocks = new ArrayList<TransformerBlock>();
        for (int i = 0; i < config.depth; i++) {
            blocks.add(started(
                    TransformerBlock.of(config.width, config.heads, rng)
                            .masked()
                            .activation(Tensor::geluTanh),
                    config.depth,
                    rng));
        }
        return new Gpt(
                wte,
                Embedding.of(config.context, config.width, init, rng),
                List.copyOf(blocks),
                LayerNorm.of(config.width),
                new Linear(wte.weight(), java.util.Optional.empty()));
    }

    /** Matrices normal of deviation 0.02, those that end a branch smaller by the root of the number of branches; biases zero. */
    private static TransformerBlock started(TransformerBlock block, int depth, Rng rng) {
        Autodiff.noGrad(() -> Tree.named(block).forEach((name, parameter) -> {
            if (parameter.rank() == 2) {
                boolean last = name.equals("self_attn.out_proj.weight") || name.equals("linear2.weight");
                double deviation = last ? DEVIATION / Math.sqrt(2.0 * depth) : DEVIATION;
                Scope.run(() -> parameter.copyFrom(Init.normal(deviation).draw(rng, parameter.shape())));
            } else if (name.endsWith("bias")) {
                parameter.zero_();
            }
        }));
        return block;
    }

    /** This network with dropout in its blocks. */
    public Gpt dropping(double rate) {
        return new Gpt(
                wte, wpe, blocks.stream().map(block -> block.dropping(rate)).toList(), norm, head);
    }

    @Override
    public Tensor forward(Tensor tokens) {
        return head.forward(hidden(tokens));
    }

    /** What the head reads: {@code [batch, position, width]}. */
    public Tensor hidden(Tensor tokens) {
        var h = embed(tokens, 0);
        for (var block : blocks) {
            h = block.forward(h);
        }
        return norm.forward(h);
    }

    /** Logits for new tokens after those that the caches, one a block, have seen; they gain the new ones. */
    public Tensor forward(Tensor tokens, List<KeyValueCache> caches) {
        var h = embed(tokens, caches.getFirst().length());
        for (int i = 0; i < blocks.size(); i++) {
            h = blocks.get(i).forward(h, caches.get(i));
        }
        return head.forward(norm.forward(h));
    }

    /** Keeps keys and values; where the context is full, its later half is read again. Gives no gradients to earlier positions. */
    @Override
    public Reading reading() {
        return new GptReading(this);
    }

    /** Empty caches, one for each block. */
    public List<KeyValueCache> caches() {
        return blocks.stream().map(_ -> new KeyValueCache()).toList();
    }

    /**
     * Continues prompts, drawing each token from the softmax of logits over the temperature; at temperature 0 the likeliest.
     * Where the context is full, its later half is kept.
     *
     * @param prompts {@code [batch, position]}, at least one position
     * @return prompts and continuations {@code [batch, position + count]}
     */
    public Tensor generate(Tensor prompts, int count, double temperature, Rng rng) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            long context = wpe.weight().size(0);
            var tokens = prompts;
            var fresh = prompts.size(1) > context ? last(prompts, context) : prompts;
            var caches = caches();
            for (int i = 0; i < count; i++) {
                if (caches.getFirst().length() + fresh.size(1) > context) {
                    caches = caches();
                    fresh = last(tokens, context / 2);
                }
                var logits = forward(fresh, caches).select(1, fresh.size(1) - 1);
                fresh = temperature == 0
                        ? logits.argmax(1).unsqueeze(1)
                        : rng.multinomial(logits.div(temperature).softmax(1), 1, true);
                tokens = Tensor.cat(List.of(tokens, fresh), 1);
            }
            return tokens;
        }));
    }

    private static Tensor last(Tensor tokens, long count) {
        long kept = Math.max(1, count);
        return tokens.narrow(1, tokens.size(1) - kept, kept);
    }

    private Tensor embed(Tensor tokens, long before) {
        long context = wpe.weight().size(0);
        if (tokens.rank() != 2 || before + tokens.size(1) > context) {
            throw new IllegalArgumentException("Tokens must be [batch, position] with at most " + context
                    + " positions, not " + Arrays.toString(tokens.shape())
                    + (before > 0 ? " after " + before + " others." : "."));
        }
        return wte.forward(tokens).add(wpe.weight().narrow(0, before, tokens.size(1)));
    }
}
