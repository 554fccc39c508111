package org.assay.studies.selfsupervised;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Init;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.TransformerBlock;
import org.assay.nn.models.PatchEmbedding;
import org.assay.nn.models.Positions;
import org.assay.nn.models.VisionTransformer;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.tensor.Buffer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * An encoder of visible patches and a smaller decoder that tells the hidden ones. Figure 1.
 *
 * @param maskToken stands for a hidden patch, {@code [1, 1, width]}: in the decoder, or in the encoder where that sees all places
 * @param positions of the decoder, {@code [1, patch, decoder width]}
 */
record MaskedModel(
        VisionTransformer encoder,
        Linear narrower,
        Tensor maskToken,
        @Buffer Tensor positions,
        List<TransformerBlock> decoder,
        LayerNorm norm,
        Linear pixels,
        boolean tokensInEncoder) {

    private static final double DEVIATION = 0.02;
    private static final double LEAST_VARIANCE = 1e-6;

    /** The encoder does not depend on the decoder's settings. */
    static MaskedModel of(Setup s, int channels, Rng rng) {
        int side = s.size() / s.patch();
        var draws = rng.split("decoder");
        var init = Init.xavierUniform();
        var decoder = new MaskedModel(
                encoder(s, channels, rng.split("encoder")),
                Linear.of(s.width(), s.decoderWidth(), init, draws),
                Init.normal(DEVIATION).parameter(draws, 1, 1, s.tokensInEncoder() ? s.width() : s.decoderWidth()),
                Positions.grid(side, side, s.decoderWidth()).unsqueeze(0),
                init.over(
                        Stream.generate(() -> TransformerBlock.of(s.decoderWidth(), s.heads(), draws))
                                .limit(s.decoderDepth())
                                .toList(),
                        draws),
                LayerNorm.of(s.decoderWidth()),
                Linear.of(s.decoderWidth(), s.patch() * s.patch() * channels, init, draws),
                s.tokensInEncoder());
        return decoder;
    }

    private static VisionTransformer encoder(Setup s, int channels, Rng rng) {
        var config = new VisionTransformer.Config(
                s.size(), channels, s.patch(), s.width(), s.depth(), s.heads(), MaskedData.CLASSES);
        return VisionTransformer.pooled(config, rng).fixedPositions(s.size()).drawn(Init.xavierUniform(), rng);
    }

    /** What it says of all patches {@code [picture, patch, values]} of pictures of which some are hidden. */
    Tensor guess(Tensor x, PatchShuffle shuffle) {
        var h = tokensInEncoder ? allPlaces(x, shuffle) : visiblePlaces(x, shuffle);
        h = h.add(positions);
        for (var block : decoder) {
            h = block.forward(h);
        }
        return pixels.forward(norm.forward(h));
    }

    private Tensor visiblePlaces(Tensor x, PatchShuffle shuffle) {
        var tokens = encoder.placed(encoder.patchEmbed().forward(x));
        var latent = encoder.encode(shuffle.visible(tokens));
        return shuffle.restored(narrower.forward(latent), maskToken);
    }

    private Tensor allPlaces(Tensor x, PatchShuffle shuffle) {
        var patches = encoder.patchEmbed().forward(x);
        var tokens = Tensor.where(shuffle.mask().unsqueeze(2).gt(0.0), maskToken, patches);
        return narrower.forward(encoder.encode(encoder.placed(tokens)));
    }

    /**
     * The mean squared error of a guess over hidden patches.
     *
     * @param everywhere whether visible ones count, too
     * @param normalised whether each patch is to be guessed in units in which its own mean is 0 and its variance 1
     */
    static Tensor loss(
            Tensor guess, Tensor x, int patch, PatchShuffle shuffle, boolean everywhere, boolean normalised) {
        var target = target(x, patch, normalised);
        var each = guess.sub(target).square().mean(2);
        if (everywhere) {
            return each.mean();
        }
        var mask = shuffle.mask();
        return each.mul(mask).sum().div(mask.sum());
    }

    static Tensor target(Tensor x, int patch, boolean normalised) {
        var patches = PatchEmbedding.patches(x, patch);
        return normalised
                ? patches.sub(patches.mean(true, 2))
                        .div(patches.var(true, 2).add(LEAST_VARIANCE).sqrt())
                : patches;
    }

    /** Multiplications, each with an addition, of a forward pass over one picture; a training step takes three times as many. */
    static double multiplyAdds(Setup s, int channels) {
        double all = Math.pow((double) s.size() / s.patch(), 2);
        double seen = s.tokensInEncoder() ? all : PatchShuffle.kept((int) all, s.ratio());
        double values = (double) s.patch() * s.patch() * channels;
        double ends = all * values * (s.width() + s.decoderWidth()) + seen * s.width() * s.decoderWidth();
        return ends + blocks(s.depth(), seen, s.width()) + blocks(s.decoderDepth(), all, s.decoderWidth());
    }

    /** Queries, keys, values and their merging take 4 products of matrices, the perceptron 8; scores and weighted sums grow with the square of the tokens. */
    private static double blocks(int depth, double tokens, double width) {
        return depth * (12 * tokens * width * width + 2 * tokens * tokens * width);
    }
}
