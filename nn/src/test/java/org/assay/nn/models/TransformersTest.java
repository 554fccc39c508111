package org.assay.nn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.nn.GradientCheck;
import org.assay.nn.Mode;
import org.assay.nn.optim.AdamW;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class TransformersTest {
    private final Rng rng = Rng.of(1);

    private Gpt gpt() {
        return GradientCheck.doubles(Gpt.of(new Gpt.Config(11, 8, 16, 2, 2), rng));
    }

    /** ViT-S/16 and Mixer-B/16 as in the timm library's tables; GPT-2's own formula. */
    @Test
    void parameterCountsAreThePublishedOnes() {
        Scope.run(() -> {
            var vit = VisionTransformer.of(new VisionTransformer.Config(224, 3, 16, 384, 12, 6, 1000), rng);
            assertThat(Tree.count(vit)).isEqualTo(22_050_664);
            var mixer = MlpMixer.of(new MlpMixer.Config(224, 3, 16, 768, 12, 384, 3072, 1000), rng);
            assertThat(Tree.count(mixer)).isEqualTo(59_880_472);
        });
        long w = 16;
        assertThat(Tree.count(gpt())).isEqualTo(11 * w + 8 * w + 2 * (12 * w * w + 13 * w) + 2 * w);
    }

    @Test
    void patchesAreAStridedConvolution() {
        var embed = PatchEmbedding.of(3, 4, 5, rng);
        var x = rng.normal(2, 3, 8, 12);
        var conv = x.conv2d(embed.weight(), embed.bias(), Conv.of(4, 0))
                .flatten(2, 3)
                .transpose(1, 2);
        assertThat(embed.forward(x).allClose(conv, 1e-5, 1e-6)).isTrue();
        assertThatThrownBy(() -> embed.forward(Tensor.zeros(1, 3, 9, 8)))
                .hasMessageContaining("Patches of 4 x 4 need")
                .hasMessageContaining("not [1, 3, 9, 8].");
    }

    /** The softmax of the products of queries and keys of what a block reads, normalised, one head and query after the other; the second block reads what the first gives. */
    @Test
    void attentionIsThatOfEveryBlock() {
        var net = GradientCheck.doubles(VisionTransformer.of(new VisionTransformer.Config(8, 2, 4, 8, 2, 2, 3), rng));
        var x = rng.normal(2, 2, 8, 8).to(DType.FLOAT64);
        var all = net.attention(x);
        assertThat(all).hasSize(2);
        var token = net.clsToken().orElseThrow().expand(2, -1, -1);
        var read = Tensor.cat(List.of(token, net.patchEmbed().forward(x)), 1)
                .add(net.posEmbed().orElseThrow());
        for (int block = 0; block < 2; block++) {
            var b = net.blocks().get(block);
            var weights = all.get(block);
            assertThat(weights.shape()).containsExactly(2, 2, 5, 5);
            var qkv = b.norm1()
                    .forward(read)
                    .linear(b.selfAttn().inProjWeight(), b.selfAttn().inProjBias());
            for (int query = 0; query < 5; query++) {
                var terms = new double[5];
                for (int key = 0; key < 5; key++) {
                    // The second picture and head: channels 4 to 7 of queries, 12 to 15 of keys.
                    for (int c = 4; c < 8; c++) {
                        terms[key] += qkv.at(1, query, c).item()
                                * qkv.at(1, key, c + 8).item()
                                / 2;
                    }
                }
                double total = Arrays.stream(terms).map(Math::exp).sum();
                for (int key = 0; key < 5; key++) {
                    assertThat(weights.at(1, 1, query, key).item())
                            .isCloseTo(Math.exp(terms[key]) / total, within(1e-12));
                }
            }
            read = b.forward(read);
        }
    }

    @Test
    void gradientsAgreeWithDifferences() {
        var small = new VisionTransformer.Config(4, 1, 2, 8, 1, 2, 3);
        GradientCheck.of(VisionTransformer.of(small, rng), 2, 1, 4, 4);
        GradientCheck.of(VisionTransformer.pooled(small, rng), 2, 1, 4, 4);
        GradientCheck.of(MlpMixer.of(new MlpMixer.Config(4, 1, 2, 6, 2, 5, 7, 3), rng), 2, 1, 4, 4);
        var gpt = gpt();
        var tokens = Tensor.of(new long[] {1, 4, 4, 2}, 1, 4);
        GradientCheck.of(() -> gpt.forward(tokens), Tree.parameters(gpt));
        var model = GradientCheck.doubles(Transformer.of(new Transformer.Config(7, 9, 8, 1, 2, 12), rng));
        GradientCheck.of(() -> model.forward(tokens, tokens), Tree.parameters(model));
    }

    @Test
    void whatComesLaterDoesNotChangeWhatCameBefore() {
        var gpt = gpt();
        var a = gpt.forward(Tensor.of(new long[] {1, 2, 3, 4}, 1, 4));
        var b = gpt.forward(Tensor.of(new long[] {1, 2, 9, 9}, 1, 4));
        assertThat(a.narrow(1, 0, 2).allClose(b.narrow(1, 0, 2), 0, 1e-12)).isTrue();
        assertThat(a.narrow(1, 2, 1).allClose(b.narrow(1, 2, 1), 0, 1e-6)).isFalse();
    }

    @Test
    void cachesGiveTheLogitsOfTheWholeSequence() {
        var gpt = gpt();
        var tokens = Tensor.of(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4);
        var caches = gpt.caches();
        var first = gpt.forward(tokens.narrow(1, 0, 3), caches);
        var rest = gpt.forward(tokens.narrow(1, 3, 1), caches);
        assertThat(Tensor.cat(List.of(first, rest), 1).allClose(gpt.forward(tokens), 0, 1e-12))
                .isTrue();
    }

    @Test
    void aMemoryWithoutAMaskIsSeenWhole() {
        var block = GradientCheck.doubles(DecoderBlock.of(8, 2, 12, rng).activation(Tensor::gelu));
        var x = rng.normal(2, 5, 8).to(DType.FLOAT64);
        var memory = rng.normal(2, 7, 8).to(DType.FLOAT64);
        var all = Tensor.ones(DType.BOOL, 2, 1, 1, 7);
        assertThat(block.forward(x, memory).allClose(block.forward(x, memory, all), 0, 1e-12))
                .isTrue();
        assertThat(block.activation(Tensor::relu).forward(x, memory).allClose(block.forward(x, memory), 0, 1e-6))
                .isFalse();
    }

    @Test
    void greedyGenerationFollowsTheLikeliestToken() {
        var gpt = gpt();
        var tokens = Tensor.of(new long[] {3, 1}, 1, 2);
        var generated = gpt.generate(tokens, 5, 0, rng);
        for (int i = 0; i < 5; i++) {
            var next =
                    gpt.forward(tokens).select(1, tokens.size(1) - 1).argmax(1).unsqueeze(1);
            tokens = Tensor.cat(List.of(tokens, next), 1);
        }
        assertThat(generated.toLongs()).containsExactly(tokens.toLongs());
    }

    @Test
    void generationGoesOnPastTheContextAndRepeatsWithItsSeed() {
        var gpt = gpt();
        var prompt = Tensor.of(new long[] {3, 1, 2}, 1, 3);
        var first = gpt.generate(prompt, 20, 1, Rng.of(5));
        assertThat(first.shape()).containsExactly(1, 23);
        assertThat(gpt.generate(prompt, 20, 1, Rng.of(5)).toLongs()).containsExactly(first.toLongs());
        assertThat(gpt.generate(prompt, 20, 1, Rng.of(6)).toLongs()).isNotEqualTo(first.toLongs());
        assertThatThrownBy(() -> gpt.forward(Tensor.zeros(DType.INT64, 1, 9)))
                .hasMessage("Tokens must be [batch, position] with at most 8 positions, not [1, 9].");
    }

    @Test
    void theStartIsNearlyUniform() {
        var gpt = Gpt.of(new Gpt.Config(65, 32, 32, 2, 4), rng);
        var tokens = rng.integers(0, 65, 4, 33);
        double loss = gpt.forward(tokens.narrow(1, 0, 32))
                .flatten(0, 1)
                .crossEntropy(tokens.narrow(1, 1, 32).flatten())
                .item();
        assertThat(loss).isCloseTo(Math.log(65), within(0.1));
    }

    @Test
    void paddingOfTheSourceIsNotSeen() {
        var model = GradientCheck.doubles(Transformer.of(new Transformer.Config(7, 9, 8, 2, 2, 12), rng));
        var target = Tensor.of(new long[] {1, 4, 2}, 1, 3);
        var bare = model.forward(Tensor.of(new long[] {3, 5}, 1, 2), target);
        var padded = model.forward(Tensor.of(new long[] {3, 5, 0, 0}, 1, 4), target);
        assertThat(padded.allClose(bare, 0, 1e-12)).isTrue();
    }

    @Test
    void greedyDecodingFollowsTheLikeliestToken() {
        var model = GradientCheck.doubles(Transformer.of(new Transformer.Config(7, 9, 8, 2, 2, 12), rng));
        var source = Tensor.of(new long[] {3, 5, 1}, 1, 3);
        var written = model.greedy(source, 1, 99, 4);
        var tokens = Tensor.of(new long[] {1}, 1, 1);
        for (int i = 0; i < 4; i++) {
            var next = model.forward(source, tokens).select(1, i).argmax(1).unsqueeze(1);
            tokens = Tensor.cat(List.of(tokens, next), 1);
        }
        assertThat(written.toLongs()).containsExactly(tokens.narrow(1, 1, 4).toLongs());
        // With its first token as the end it stops there.
        assertThat(model.greedy(source, 1, written.at(0, 0).itemLong(), 4).shape())
                .containsExactly(1, 1);
    }

    /** A user's loop: the decoder learns to repeat its source. */
    @Test
    void theEncoderDecoderLearnsToCopy() {
        var model = Transformer.of(new Transformer.Config(6, 6, 32, 1, 2, 64), rng);
        var optimiser = AdamW.of(model, 3e-3);
        Mode.training(rng, () -> {
            for (int i = 0; i < 150; i++) {
                var source = rng.integers(2, 6, 32, 3);
                var input = Tensor.cat(List.of(Tensor.full(DType.INT64, 1, 32, 1), source.narrow(1, 0, 2)), 1);
                optimiser.minimise(
                        () -> model.forward(source, input).flatten(0, 1).crossEntropy(source.flatten()));
            }
        });
        var source = Tensor.of(new long[] {5, 2, 4, 3, 3, 2}, 2, 3);
        assertThat(model.greedy(source, 1, 99, 3).toLongs()).containsExactly(source.toLongs());
    }
}
