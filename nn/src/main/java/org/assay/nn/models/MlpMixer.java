package org.assay.nn.models;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Layer;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** MLP-Mixer: perceptrons along patches and along channels in turn, {@code [batch, channel, size, size]} to {@code [batch, class]}. Tolstikhin et al. 2021. */
public record MlpMixer(PatchEmbedding stem, List<Block> blocks, LayerNorm norm, Linear head) implements Layer {

    /** Sizes; the two hidden ones are the widths inside the perceptrons along patches and along channels. */
    public record Config(
            int size, int channels, int patch, int width, int depth, int tokenHidden, int channelHidden, int classes) {}

    /** One block, of {@code [batch, patch, width]}. Figure 1. */
    public record Block(LayerNorm norm1, Mlp mlpTokens, LayerNorm norm2, Mlp mlpChannels) implements Layer {
        public static Block of(int patches, int width, int tokenHidden, int channelHidden, Rng rng) {
            return new Block(
                    LayerNorm.of(width),
                    Mlp.of(rng, patches, tokenHidden, patches).activation(Tensor::gelu),
                    LayerNorm.of(width),
                    Mlp.of(rng, width, channelHidden, width).activation(Tensor::gelu));
        }

        @Override
        public Tensor forward(Tensor x) {
            var h = x.add(mlpTokens.forward(norm1.forward(x).transpose(1, 2)).transpose(1, 2));
            return h.add(mlpChannels.forward(norm2.forward(h)));
        }
    }

    public static MlpMixer of(Config config, Rng rng) {
        int side = config.size / config.patch;
        return new MlpMixer(
                PatchEmbedding.of(config.channels, config.patch, config.width, rng),
                Stream.generate(() ->
                                Block.of(side * side, config.width, config.tokenHidden, config.channelHidden, rng))
                        .limit(config.depth)
                        .toList(),
                LayerNorm.of(config.width),
                Linear.of(config.width, config.classes, rng));
    }

    @Override
    public Tensor forward(Tensor x) {
        var h = stem.forward(x);
        for (var block : blocks) {
            h = block.forward(h);
        }
        return head.forward(norm.forward(h).mean(1));
    }
}
