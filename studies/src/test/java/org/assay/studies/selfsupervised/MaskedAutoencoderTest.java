package org.assay.studies.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.lab.Claim;
import org.assay.lab.Scale;
import org.assay.nn.models.VisionTransformer;
import org.assay.studies.TrialInMemory;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.studies.selfsupervised.PatchShuffle.Sampling;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedAutoencoderTest {
    private static final int SIDE = 7;
    private static final int PATCHES = SIDE * SIDE;

    private static Setup setup(String arm) {
        return setup(arm, Scale.SMOKE);
    }

    private static Setup setup(String arm, Scale scale) {
        var plan = new MaskedAutoencoder().plan();
        return plan.settings(scale, plan.arm(arm));
    }

    /** Tokens that carry their own number come back to their places, and the others are the mask token. */
    @Test
    void whatIsShuffledComesBackToItsPlace() {
        Scope.run(() -> {
            var numbers = Tensor.arange(0.0, 5.0 * PATCHES, 1.0).reshape(5, PATCHES, 1);
            for (var sampling : Sampling.values()) {
                var shuffle = PatchShuffle.of(sampling, 5, SIDE, 0.75, Rng.of(1));
                var visible = shuffle.visible(numbers);
                assertThat(visible.shape()).containsExactly(5, 12, 1);
                var back = shuffle.restored(visible, Tensor.full(-1, 1, 1, 1)).toDoubles();
                var mask = shuffle.mask().toDoubles();
                for (int i = 0; i < 5 * PATCHES; i++) {
                    assertThat(back[i]).isEqualTo(mask[i] == 1 ? -1 : i);
                }
                assertThat(shuffle.mask().sum(1).toDoubles()).containsOnly(37);
            }
        });
    }

    @Test
    void theWholePartOfTheRestIsVisible() {
        assertThat(PatchShuffle.kept(PATCHES, 0.25)).isEqualTo(36);
        assertThat(PatchShuffle.kept(PATCHES, 0.75)).isEqualTo(12);
        assertThat(PatchShuffle.kept(PATCHES, 0.9)).isEqualTo(4);
        // 1 - 0.9 is a little less than a tenth.
        assertThat(PatchShuffle.kept(10, 0.9)).isEqualTo(1);
        assertThat(PatchShuffle.kept(196, 0.75)).isEqualTo(49);
    }

    /** Hidden 37 times of 49, each patch: of 4,000 pictures 3,020 with a deviation of 27. */
    @Test
    void eachPatchIsHiddenAsOften() {
        Scope.run(() -> {
            var often = PatchShuffle.of(Sampling.RANDOM, 4_000, SIDE, 0.75, Rng.of(2))
                    .mask()
                    .sum(0)
                    .toDoubles();
            for (double times : often) {
                assertThat(times).isCloseTo(4_000 * 37 / 49.0, within(5 * 27.2));
            }
        });
    }

    /**
     * Neighbours of which one is hidden: of 84 pairs at random 84 x 2 x 37/49 x 12/48 = 31.7; blocks leave less than half of them. Hidden patches of one picture with
     * 10 % hidden are one rectangle, or the upper rows of one and a part of the row below.
     */
    @Test
    void blocksHangTogether() {
        Scope.run(() -> {
            assertThat(borders(PatchShuffle.of(Sampling.RANDOM, 2_000, SIDE, 0.75, Rng.of(3)), 2_000))
                    .isCloseTo(31.7, within(0.6));
            assertThat(borders(PatchShuffle.of(Sampling.BLOCKS, 2_000, SIDE, 0.75, Rng.of(3)), 2_000))
                    .isBetween(6.0, 15.0);
            var one = PatchShuffle.of(Sampling.BLOCKS, 500, 10, 0.08, Rng.of(4));
            var mask = one.mask().toDoubles();
            for (int picture = 0; picture < 500; picture++) {
                int from = 100 * picture;
                var hidden =
                        IntStream.range(0, 100).filter(i -> mask[from + i] == 1).toArray();
                assertThat(hidden).hasSize(8);
                int left = IntStream.of(hidden).map(i -> i % 10).min().orElseThrow();
                int right = IntStream.of(hidden).map(i -> i % 10).max().orElseThrow();
                int top = hidden[0] / 10;
                int width = right - left + 1;
                // A rectangle of 7 patches by rounding is followed by part of another one.
                boolean first =
                        IntStream.range(0, 8).allMatch(k -> hidden[k] == 10 * (top + k / width) + left + k % width);
                mask[from] = first ? 1 : 0;
            }
            assertThat(IntStream.range(0, 500).filter(i -> mask[100 * i] == 1).count())
                    .isGreaterThan(250);
        });
    }

    private static double borders(PatchShuffle shuffle, int pictures) {
        var mask = shuffle.mask().toDoubles();
        int mixed = 0;
        for (int i = 0; i < mask.length; i++) {
            int place = i % PATCHES;
            mixed += place % SIDE < SIDE - 1 && mask[i] != mask[i + 1] ? 1 : 0;
            mixed += place / SIDE < SIDE - 1 && mask[i] != mask[i + SIDE] ? 1 : 0;
        }
        return (double) mixed / pictures;
    }

    /** Squared errors of hidden patches, picture by picture and value by value; patch 0 of a picture of 8 x 8 is its upper left quarter. */
    @Test
    void theLossIsOfHiddenPatchesAlone() {
        Scope.run(() -> {
            var x = Rng.of(5).normal(3, 1, 8, 8);
            var guess = Rng.of(6).normal(3, 4, 16);
            var shuffle = PatchShuffle.of(Sampling.RANDOM, 3, 2, 0.5, Rng.of(7));
            var mask = shuffle.mask().toDoubles();
            var pixels = x.toDoubles();
            var told = guess.toDoubles();
            for (boolean normalised : new boolean[] {false, true}) {
                double hidden = 0;
                double all = 0;
                for (int i = 0; i < 12; i++) {
                    var patch = new double[16];
                    for (int k = 0; k < 16; k++) {
                        int row = i % 4 / 2 * 4 + k / 4;
                        int column = i % 2 * 4 + k % 4;
                        patch[k] = pixels[64 * (i / 4) + 8 * row + column];
                    }
                    double mean = 0;
                    double square = 0;
                    for (double value : patch) {
                        mean += value / 16;
                    }
                    for (double value : patch) {
                        square += (value - mean) * (value - mean) / 15;
                    }
                    double error = 0;
                    for (int k = 0; k < 16; k++) {
                        double target = normalised ? (patch[k] - mean) / Math.sqrt(square + 1e-6) : patch[k];
                        error += (told[16 * i + k] - target) * (told[16 * i + k] - target) / 16;
                    }
                    hidden += mask[i] * error / 6;
                    all += error / 12;
                }
                assertThat(MaskedModel.loss(guess, x, 4, shuffle, false, normalised)
                                .item())
                        .isCloseTo(hidden, within(1e-5));
                assertThat(MaskedModel.loss(guess, x, 4, shuffle, true, normalised)
                                .item())
                        .isCloseTo(all, within(1e-5));
            }
            // What is said of visible patches is of no account.
            var other = guess.add(shuffle.mask().unsqueeze(2).neg().add(1.0).mul(100.0));
            assertThat(MaskedModel.loss(other, x, 4, shuffle, false, false).item())
                    .isEqualTo(
                            MaskedModel.loss(guess, x, 4, shuffle, false, false).item());
        });
    }

    /** Nothing of a hidden patch reaches the guess, and every visible one does, at all places; the order of visible ones is of no account. */
    @Test
    void theModelSeesVisiblePatchesAlone() {
        Scope.run(() -> {
            for (var arm : new String[] {"mae", "tokens-in-encoder"}) {
                var s = setup(arm);
                var model = MaskedModel.of(s, 1, Rng.of(8));
                var x = Rng.of(9).normal(1, 1, 28, 28);
                var shuffle = PatchShuffle.of(Sampling.RANDOM, 1, 4, 0.75, Rng.of(10));
                var order = shuffle.order().toLongs();
                var guess = model.guess(x, shuffle);
                assertThat(guess.shape()).containsExactly(1, 16, 49);
                for (int i = 0; i < 16; i++) {
                    var changed = x.copy();
                    changed.narrow(2, order[i] / 4 * 7, 7)
                            .narrow(3, order[i] % 4 * 7, 7)
                            .add_(1);
                    var moved = model.guess(changed, shuffle).sub(guess).abs().amax(2);
                    if (i < 4) {
                        assertThat(moved.min().item()).isGreaterThan(1e-6);
                    } else {
                        assertThat(moved.max().item()).isZero();
                    }
                }
                long first = order[0];
                order[0] = order[3];
                order[3] = first;
                var other = new PatchShuffle(Tensor.of(order, 1, 16), 4);
                assertThat(model.guess(x, other).allClose(guess, 0, 1e-5)).isTrue();
            }
        });
    }

    /** The two arms differ in where the mask token is, and start with the same encoder. */
    @Test
    void armsStartWithTheSameEncoder() {
        var one = MaskedModel.of(setup("mae"), 3, Rng.of(1));
        var other = MaskedModel.of(setup("tokens-in-encoder"), 3, Rng.of(1));
        assertThat(Tree.flatten(one.encoder()).equalTo(Tree.flatten(other.encoder())))
                .isTrue();
        assertThat(Tree.flatten(one.decoder()).equalTo(Tree.flatten(other.decoder())))
                .isTrue();
        assertThat(Tree.count(MaskedModel.of(setup("mae", Scale.LAPTOP), 1, Rng.of(1))
                        .encoder()
                        .blocks()))
                .isEqualTo(3 * (12 * 64 * 64 + 13 * 64));
    }

    /**
     * At laptop scale, by hand: patches 36 x 16 x 64 = 36,864; a block of 9 tokens 12 x 9 x 64^2 + 2 x 9^2 x 64 = 452,736, of 36 tokens 1,935,360; the way to the decoder
     * 9 or 36 times 64 x 32; its block of 36 tokens 12 x 36 x 32^2 + 2 x 36^2 x 32 = 525,312; pixels 36 x 32 x 16 = 18,432.
     */
    @Test
    void multiplicationsAreCounted() {
        double few = MaskedModel.multiplyAdds(setup("mae", Scale.LAPTOP), 1);
        assertThat(few).isEqualTo(36_864 + 3 * 452_736 + 18_432 + 525_312 + 18_432);
        double all = MaskedModel.multiplyAdds(setup("tokens-in-encoder", Scale.LAPTOP), 1);
        assertThat(all).isEqualTo(36_864 + 3 * 1_935_360 + 73_728 + 525_312 + 18_432);
        assertThat(all / few).isCloseTo(3.30, within(0.01));
    }

    /** Adam's first step moves each weight by the rate, whatever the gradient: 0.75^3 of it at the patches, 1 at the head. */
    @Test
    void lowerLayersLearnSlower() {
        var net = VisionTransformer.pooled(new VisionTransformer.Config(8, 1, 4, 8, 2, 2, 3), Rng.of(1));
        var before = Tree.named(Tree.copy(net));
        Scope.run(() -> {
            var optimiser = FineTuning.optimiser(net, 0.1, 0.75, 0);
            optimiser.step(optimiser.parameters().stream().map(Tensor::onesLike).toList());
        });
        var moved = new HashMap<String, Double>();
        Tree.named(net)
                .forEach((name, weight) ->
                        moved.put(name, before.get(name).sub(weight).max().item()));
        assertThat(moved.get("patch_embed.weight")).isCloseTo(0.1 * 0.421875, within(1e-6));
        assertThat(moved.get("blocks.0.norm1.bias")).isCloseTo(0.1 * 0.5625, within(1e-6));
        assertThat(moved.get("blocks.1.self_attn.in_proj_weight")).isCloseTo(0.1 * 0.75, within(1e-6));
        assertThat(moved.get("norm.weight")).isCloseTo(0.1, within(1e-6));
        assertThat(moved.get("head.bias")).isCloseTo(0.1, within(1e-6));
    }

    /** Without a gradient matrices alone shrink, by rate times decay; the fixed positions are none of the weights. */
    @Test
    void matricesAloneDecay() {
        var net = VisionTransformer.pooled(new VisionTransformer.Config(8, 1, 4, 8, 2, 2, 3), Rng.of(1))
                .fixedPositions(8);
        var before = Tree.named(Tree.copy(net));
        Scope.run(() -> {
            var optimiser = FineTuning.optimiser(net, 0.1, 1, 0.5);
            optimiser.step(
                    optimiser.parameters().stream().map(Tensor::zerosLike).toList());
        });
        Tree.named(net).forEach((name, weight) -> {
            boolean matrix = weight.requiresGrad() && weight.rank() > 1;
            assertThat(weight.allClose(before.get(name).mul(matrix ? 0.95 : 1.0), 0, 1e-6))
                    .as(name)
                    .isTrue();
        });
    }

    /** Labelled pictures are as many of each class and among the unlabelled ones; probes have the first of these; all arms of a seed share them. */
    @Test
    void armsShareThePictures() {
        Scope.run(() -> {
            var one = MaskedData.of(TrialInMemory.of(setup("scratch")));
            var other = MaskedData.of(TrialInMemory.of(setup("tokens-in-encoder")));
            assertThat(one.labelled().inputs().equalTo(other.labelled().inputs()))
                    .isTrue();
            assertThat(one.test().inputs().equalTo(other.test().inputs())).isTrue();
            assertThat(one.labelled().labels().bincount(10).toLongs()).containsOnly(20);
            assertThat(one.probed().inputs().equalTo(one.unlabelled().narrow(0, 0, 300)))
                    .isTrue();
            var all = one.unlabelled().flatten(1, -1);
            for (var few :
                    one.labelled().inputs().narrow(0, 0, 20).flatten(1, -1).unbind(0)) {
                assertThat(all.sub(few).abs().amax(1).eq(0.0).countNonzero().itemLong())
                        .isEqualTo(1);
            }
        });
    }

    /** What fine-tuning changes does not change what came before it, and what came before differs between arms. */
    @Test
    void learningWithoutLabelsIsShared() {
        var plan = new MaskedAutoencoder().plan();
        var mae = setup("mae", Scale.LAPTOP);
        var tuned = plan.settings(
                Scale.LAPTOP, plan.arm("mae"), java.util.List.of(org.assay.lab.Change.set("fineRate", 0.5)));
        assertThat(tuned.pretraining()).isEqualTo(mae.pretraining());
        assertThat(setup("ratio=0.25", Scale.LAPTOP).pretraining()).isNotEqualTo(mae.pretraining());
        assertThat(setup("tokens-in-encoder", Scale.LAPTOP).pretraining()).isNotEqualTo(mae.pretraining());
    }

    /**
     * The model tells hidden patches better than the mean of each picture does, whose error is about the variance inside pictures; an encoder that has not learned is
     * probed and fine-tuned alike.
     */
    @Test
    void trialsLearn(@TempDir Path folder) throws Exception {
        var mae = ran(folder, setup("mae"));
        var within = Scope.call(() -> {
            var data = MaskedData.of(TrialInMemory.of(setup("mae")));
            var x = data.units().apply(data.unlabelled());
            return x.sub(x.mean(true, 2, 3)).square().mean().item();
        });
        assertThat(mae.get("reconstruction_loss")).isLessThan(within);
        assertThat(mae)
                .containsOnlyKeys("reconstruction_loss", "probe_accuracy", "fine_tuned_accuracy", "mega_multiply_adds");
        assertThat(mae.get("probe_accuracy")).isGreaterThan(0.2);
        var scratch = ran(folder, setup("scratch"));
        assertThat(scratch).containsOnlyKeys("probe_accuracy", "fine_tuned_accuracy");
        for (var arm : new String[] {"tokens-in-encoder", "blocks", "normalised"}) {
            assertThat(ran(folder, setup(arm))).containsKey("probe_accuracy").doesNotContainKey("fine_tuned_accuracy");
        }
    }

    private static Map<String, Double> ran(Path folder, Setup setup) throws Exception {
        var trial = TrialInMemory.sharingIn(folder, setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            new MaskedAutoencoder().run(trial);
        } finally {
            Native.threads(before);
        }
        return trial.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new MaskedAutoencoder().plan();
        assertThat(plan.claims()).hasSize(6);
        assertThat(plan.claims().stream().filter(Claim::primary).count()).isEqualTo(2);
    }
}
