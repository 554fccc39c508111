package org.assay.nn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.tensor.Buffer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A vision transformer: {@code [batch, channel, size, size]} to {@code [batch, class]}. Dosovitskiy et al. 2021.
 *
 * <p>It can be taken in steps, as where some patches are hidden: {@link #patchEmbed()}, {@link #placed} and {@link #encode}.
 *
 * @param clsToken {@code [1, 1, width]}, read by the head; without one the head reads the mean over patches
 * @param posEmbed learned, added to the tokens {@code [1, position, width]}
 * @param posFixed added as well, and not learned; at most one of the two is there
 */
public record VisionTransformer(
        PatchEmbedding patchEmbed,
        Optional<Tensor> clsToken,
        Optional<Tensor> posEmbed,
        @Buffer Optional<Tensor> posFixed,
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
                Optional.of(
                        Init.normal(0.02).parameter(rng, 1, side * side + (token.isPresent() ? 1 : 0), config.width)),
                Optional.empty(),
                Stream.generate(() -> TransformerBlock.of(config.width, config.heads, rng))
                        .limit(config.depth)
                        .toList(),
                LayerNorm.of(config.width),
                Linear.of(config.width, config.classes, rng));
    }

    /** This network with dropout in its blocks. */
    public VisionTransformer dropping(double rate) {
        var dropping = blocks.stream().map(block -> block.dropping(rate)).toList();
        return new VisionTransformer(patchEmbed, clsToken, posEmbed, posFixed, dropping, norm, head);
    }

    /**
     * This network with the places of a square grid ({@link Positions#grid}) instead of learned positions, and none for the class token. The width is a
     * multiple of 4.
     */
    public VisionTransformer fixedPositions(int size) {
        int patch = (int) patchEmbed.weight().size(2);
        int width = (int) patchEmbed.weight().size(0);
        var grid = Positions.grid(size / patch, size / patch, width).unsqueeze(0);
        var fixed = clsToken.isPresent() ? Tensor.cat(List.of(Tensor.zeros(1, 1, width), grid), 1) : grid;
        return new VisionTransformer(patchEmbed, clsToken, Optional.empty(), Optional.of(fixed), blocks, norm, head);
    }

    /** This network without positions: of a mean over patches their order is then of no account. */
    public VisionTransformer withoutPositions() {
        return new VisionTransformer(patchEmbed, clsToken, Optional.empty(), Optional.empty(), blocks, norm, head);
    }

    /** This network with another head. */
    public VisionTransformer head(Linear other) {
        return new VisionTransformer(patchEmbed, clsToken, posEmbed, posFixed, blocks, norm, other);
    }

    /**
     * This network with its matrices drawn anew, that of the patches as {@code [width, channel patch patch]}, its biases at zero, and a head of zeros, from which all classes
     * are equally likely.
     */
    public VisionTransformer drawn(Init init, Rng rng) {
        var patches = patchEmbed.weight();
        return new VisionTransformer(
                PatchEmbedding.of((int) patches.size(1), (int) patches.size(2), (int) patches.size(0), init, rng),
                clsToken,
                posEmbed,
                posFixed,
                init.over(blocks, rng),
                norm,
                Init.zeros().over(head, rng));
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
        return encode(placed(patchEmbed.forward(x)));
    }

    /** All patches of pictures {@code [batch, patch, width]}, or one that stands for all of them {@code [1, 1, width]}, with their positions. */
    public Tensor placed(Tensor patches) {
        long before = clsToken.isPresent() ? 1 : 0;
        return positions()
                .map(positions -> patches.add(positions.narrow(1, before, positions.size(1) - before)))
                .orElse(patches);
    }

    /** Patches with their positions, any number in any order {@code [batch, patch, width]}, to what {@link #tokens} gives. */
    public Tensor encode(Tensor placed) {
        var h = first(placed);
        for (var block : blocks) {
            h = block.forward(h);
        }
        return norm.forward(h);
    }

    /** The attention weights of every block, {@code [batch, head, query, key]}, the class token first if there is one. */
    public List<Tensor> attention(Tensor x) {
        var all = new ArrayList<Tensor>();
        var h = first(placed(patchEmbed.forward(x)));
        for (var block : blocks) {
            all.add(block.weights(h));
            h = block.forward(h);
        }
        return all;
    }

    /** What the first block reads. */
    private Tensor first(Tensor placed) {
        return clsToken.map(token -> {
                    var first = positions()
                            .map(positions -> token.add(positions.narrow(1, 0, 1)))
                            .orElse(token);
                    return Tensor.cat(List.of(first.expand(placed.size(0), -1, -1), placed), 1);
                })
                .orElse(placed);
    }

    private Optional<Tensor> positions() {
        return posEmbed.or(() -> posFixed);
    }
}
