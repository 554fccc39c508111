package org.assay.nn.models;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A vision transformer: {@code [batch, channel, size, size]} to {@code [batch, class]}. Dosovitskiy et al. 2021.
 *
 * @param clsToken {@code [1, 1, width]}, read by the head; without one the head reads the mean over patches
 * @param posEmbed added to the tokens {@code [1, position, width]}
 */
public record VisionTransformer(
        PatchEmbedding patchEmbed,
        Optional<Tensor> clsToken,
        Tensor posEmbed,
        List<TransformerBlock> blocks,
        LayerNorm norm,
        Linear head)
        implements Layer {

    /** Sizes; images are square, of a multiple of the patch's size. */
    public record Config(int size, int channels, int patch, int width, int depth, int heads, int classes) {}

    /** With a class token; positions start normal of deviation 0.02. */
    public static VisionTransformer of(Config config, Rng rng) {
        return build(config, Optional.of(Init.normal(0.02).parameter(rng, 1, 1, config.width)), rng);
    }

    /** Without a class token: the head reads the mean over patches. */
    public static VisionTransformer pooled(Config config, Rng rng) {
        return build(config, Optional.empty(), rng);
    }

    private static VisionTransformer build(Config config, Optional<Tensor> token, Rng rng) {
        long side = config.size / config.patch;
        return new VisionTransformer(
                PatchEmbedding.of(config.channels, config.patch, config.width, rng),
                token,
                Init.normal(0.02).parameter(rng, 1, side * side + (token.isPresent() ? 1 : 0), config.width),
                Stream.generate(() -> TransformerBlock.of(config.width, config.heads, rng))
                        .limit(config.depth)
                        .toList(),
                LayerNorm.of(config.width),
                Linear.of(config.width, config.classes, rng));
    }

    /** This network with dropout in its blocks. */
    public VisionTransformer dropping(double rate) {
        var dropping = blocks.stream().map(block -> block.dropping(rate)).toList();
        return new VisionTransformer(patchEmbed, clsToken, posEmbed, dropping, norm, head);
    }

    @Override
    public Tensor forward(Tensor x) {
        return head.forward(features(x));
    }

    /** What the head reads: {@code [batch, width]}. */
    public Tensor features(Tensor x) {
        var tokens = tokens(x);
        return clsToken.isPresent() ? tokens.select(1, 0) : tokens.mean(1);
    }

    /** The normalised tokens after the last block {@code [batch, position, width]}, the class token first if there is one. */
    public Tensor tokens(Tensor x) {
        var h = patchEmbed.forward(x);
        if (clsToken.isPresent()) {
            h = Tensor.cat(List.of(clsToken.get().expand(h.size(0), -1, -1), h), 1);
        }
        h = h.add(posEmbed);
        for (var block : blocks) {
            h = block.forward(h);
        }
        return norm.forward(h);
    }
}
