package org.assay.studies.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Change;
import org.assay.lab.Scale;
import org.assay.nn.Dropout;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.nn.models.ResNet;
import org.assay.nn.models.Vgg;
import org.assay.studies.TrialInMemory;
import org.assay.studies.architecture.ModernConvnet.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class ModernConvnetTest {

    /** Settings of an arm with 32 channels and pictures of 16 x 16, as the sizes below are counted for. */
    private static Setup setup(String arm) {
        var plan = new ModernConvnet().plan();
        return plan.settings(Scale.LAPTOP, plan.arm(arm), List.of(Change.set("width", 32)));
    }

    private static ResNet residual(String arm) {
        return (ResNet) ConvNetwork.of(setup(arm), Rng.of(1));
    }

    /** Each number is of one convolution: weights, and weights times places. */
    @Test
    void sizesAreThoseCountedByHand() {
        Scope.run(() -> {
            int weights = 864 + 9_216 + 18_432 + 36_864 + 73_728;
            assertThat(Tree.count(ConvNetwork.of(setup("V0"), Rng.of(1)))).isEqualTo(weights + 320 + 1_290);
            assertThat(Tree.count(ConvNetwork.of(setup("V1"), Rng.of(1)))).isEqualTo(weights + 3 * 320 + 1_290);
            assertThat(ConvNetwork.multiplyAdds(setup("V1")))
                    .isEqualTo(864 * 256 + 9_216 * 256 + 18_432 * 64 + 36_864 * 64 + 73_728 * 16 + 1_280);

            // Stages of 2 x 9 x 32 x 32, of 9 x 32 x 64 + 9 x 64 x 64 + 32 x 64, and of four times that.
            double stem = 864 * 256;
            double stages = 18_432 * 256 + 57_344 * 64 + 229_376 * 16;
            double shortcuts = 2_048 * 64 + 8_192 * 16;
            assertThat(Tree.count(residual("R")))
                    .isEqualTo(864 + 18_432 + 57_344 + 229_376 + 2 * (3 * 32 + 3 * 64 + 3 * 128) + 1_290);
            assertThat(ConvNetwork.multiplyAdds(setup("R"))).isEqualTo(stem + stages + 1_280);
            assertThat(ConvNetwork.multiplyAdds(setup("plain 8"))).isEqualTo(stem + stages - shortcuts + 1_280);
            // Two matrices of 32 x 4, 64 x 8 and 128 x 16.
            assertThat(ConvNetwork.multiplyAdds(setup("SE")))
                    .isEqualTo(stem + stages + 2 * (128 + 512 + 2_048) + 1_280);
            assertThat(ConvNetwork.multiplyAdds(setup("P"))).isEqualTo(384 * 64 + stages / 4 + 1_280);
            // 48 channels on 8 x 8 places and 96 on 4 x 4: 5 x 5 weights each, and two matrices of c x 4 c.
            double first = 48 * 25 + 2 * 48 * 192;
            double second = 96 * 25 + 2 * 96 * 384;
            assertThat(ConvNetwork.multiplyAdds(setup("X")))
                    .isEqualTo(576 * 64 + 2 * first * 64 + 18_432 * 16 + 2 * second * 16 + 960);
            // Biases, scales of blocks and two numbers a normalised channel: 48 and 96 with 4, 1 and 2 more of each a
            // block.
            assertThat(Tree.count(ConvNetwork.of(setup("X"), Rng.of(1))))
                    .isEqualTo((long) (576 + 48 + 2 * 48)
                            + (long) (2 * (first + 48 + 2 * 48 + 192 + 48 + 48))
                            + (2 * 48 + 18_432 + 96)
                            + (long) (2 * (second + 96 + 2 * 96 + 384 + 96 + 96))
                            + (2 * 96 + 970));
        });
    }

    /** A picture of 16 x 16 costs R 12,281,088 multiplications; a training has 78 batches of 128 in each of 6 epochs. */
    @Test
    void aTrainingCostsThreeForwardPassesAnExample() {
        assertThat(ConvTraining.steps(setup("R"))).isEqualTo(6 * 78);
        assertThat(ConvTraining.operations(setup("R"))).isEqualTo(3 * 2 * 12_281_088.0 * 6 * 78 * 128);
    }

    /**
     * With 16 channels R takes 3,125,888 multiplications a picture and 468 steps of 128, the speed-run network 1,688,448 and steps of 1,024: 64.98 of them cost three fifths. Its
     * convolutions see 15, 15, 7, 7, 3, 3 and 1 places a side.
     */
    @Test
    void theSpeedRunStopsAtItsShareOfTheOperations() {
        var plan = new ModernConvnet().plan();
        var s = plan.settings(Scale.LAPTOP, plan.arm("F 60 %"));
        double products = 225 * (12 * 24 + 9 * 24 * 16)
                + 49 * (9 * 16 * 16 + 9 * 16 * 48)
                + 9 * (2 * 9 * 48 * 48)
                + 9 * 48 * 48
                + 480;
        assertThat(ConvNetwork.multiplyAdds(s)).isEqualTo(products).isEqualTo(1_688_448);
        assertThat(s.speed().steps(10_000)).isEqualTo(64);
        var whole = plan.settings(Scale.LAPTOP, plan.arm("F")).speed();
        assertThat(whole.steps(10_000)).isEqualTo(8 * 9);
        assertThat(whole.flips()).isEqualTo(SpeedRecipe.Flips.ALTERNATING);
        assertThat(plan.settings(Scale.LAPTOP, plan.arm("F random")).speed().flips())
                .isEqualTo(SpeedRecipe.Flips.RANDOM);
    }

    @Test
    void everyNetworkGivesTenLogits() {
        Scope.run(() -> {
            var x = Rng.of(2).normal(2, 3, 16, 16);
            for (var arm : new ModernConvnet().plan().armNames()) {
                if (setup(arm).network() != ConvNetwork.SPEED) {
                    assertThat(ConvNetwork.of(setup(arm), Rng.of(1)).forward(x).shape())
                            .as(arm)
                            .containsExactly(2, 10);
                }
            }
        });
    }

    /** Of 100 steps the first five rise to 1, and the last is 94/95 of the way along half a cosine. */
    @Test
    void theRateRisesAndFalls() {
        var schedule = ConvTraining.schedule(setup("V4"), 100);
        assertThat(schedule.at(0)).isCloseTo(0.2, within(1e-12));
        assertThat(schedule.at(4)).isCloseTo(1, within(1e-12));
        assertThat(schedule.at(5)).isCloseTo(1, within(1e-12));
        assertThat(schedule.at(43)).isCloseTo(0.5 * (1 + Math.cos(Math.PI * 38 / 95)), within(1e-12));
        assertThat(schedule.at(99)).isCloseTo(0.000273, within(1e-6));
        assertThat(schedule.at(100)).isZero();
        var constant = ConvTraining.schedule(setup("V4 constant"), 100);
        assertThat(constant.at(0)).isEqualTo(1);
        assertThat(constant.at(99)).isEqualTo(1);
    }

    /** Only kernels and matrices: no bias, no normalisation, no scale of a block. */
    @Test
    void onlyKernelsAndMatricesDecay() {
        Scope.run(() -> {
            assertThat(decaying("V4")).isEqualTo(139_104 + 1_280);
            assertThat(decaying("R")).isEqualTo(306_016 + 1_280);
            assertThat(decaying("X"))
                    .isEqualTo(576 + 2 * (48 * 25 + 2 * 48 * 192) + 18_432 + 2 * (96 * 25 + 2 * 96 * 384) + 960);
        });
    }

    private static long decaying(String arm) {
        return Tree.parameters(ConvNetwork.of(setup(arm), Rng.of(1))).stream()
                .filter(Classifier::decays)
                .mapToLong(Tensor::count)
                .sum();
    }

    @Test
    void rungsStartFromTheSameWeights() {
        Scope.run(() -> {
            var plain = Tree.named(ConvNetwork.of(setup("V0"), Rng.of(1)));
            for (var arm : List.of("V1", "V2", "V4", "V4 constant")) {
                var other = Tree.named(ConvNetwork.of(setup(arm), Rng.of(1)));
                for (var kernel : List.of("features.0.weight", "features.14.weight", "classifier.weight")) {
                    assertThat(same(plain.get(kernel), other.get(kernel)))
                            .as("%s of %s", kernel, arm)
                            .isTrue();
                }
            }
            var residual = Tree.named(residual("R"));
            for (var arm : List.of("SE", "P", "LS")) {
                var other = Tree.named(ConvNetwork.of(setup(arm), Rng.of(1)));
                for (var kernel : List.of("layer1.0.conv1.weight", "layer3.0.downsample.0.weight", "fc.weight")) {
                    assertThat(same(residual.get(kernel), other.get(kernel)))
                            .as("%s of %s", kernel, arm)
                            .isTrue();
                }
            }
            var deep = residual("residual 20").stages();
            var without = residual("plain 20").stages();
            assertThat(without.get("layer3")).hasSize(3);
            var kernels = kernels(Objects.requireNonNull(without.get("layer2")));
            // Those with shortcuts have one more, a projection, in the first block.
            var beside = kernels(Objects.requireNonNull(deep.get("layer2")));
            assertThat(kernels).hasSize(6);
            assertThat(beside).hasSize(7);
            assertThat(kernels.getFirst().equalTo(beside.getFirst())).isTrue();
            assertThat(kernels.getLast().equalTo(beside.getLast())).isTrue();
        });
    }

    private static boolean same(Tensor one, Tensor other) {
        return one.equalTo(other);
    }

    private static List<Tensor> kernels(Object model) {
        return Tree.parameters(model).stream().filter(w -> w.rank() == 4).toList();
    }

    /** With the last scales at 0 a residual network is its stem and its shortcuts, a plain one is not. */
    @Test
    void residualBlocksStartAsShortcuts() {
        Scope.run(() -> {
            var x = Rng.of(2).normal(2, 32, 8, 8).relu();
            var first =
                    Objects.requireNonNull(residual("R").stages().get("layer1")).getFirst();
            assertThat(first.forward(x).equalTo(x)).isTrue();
            var plain = Objects.requireNonNull(residual("plain 8").stages().get("layer1"))
                    .getFirst();
            assertThat(plain).isInstanceOf(Sequential.class);
            assertThat(plain.forward(x).allClose(x, 0, 1e-3)).isFalse();
        });
    }

    /** Behind two poolings and at the end, places 7, 15 and 19 of the layers. */
    @Test
    void dropoutStandsBehindTheStages() {
        Scope.run(() -> {
            var net = (Vgg) ConvNetwork.of(setup("V3"), Rng.of(1));
            var plain = (Vgg) ConvNetwork.of(setup("V2"), Rng.of(1));
            var rates = new ArrayList<String>();
            for (int i = 0; i < net.features().layers().size(); i++) {
                if (net.features().layers().get(i) instanceof Dropout dropout) {
                    rates.add(i + ": " + dropout.rate());
                }
            }
            assertThat(rates).containsExactly("7: 0.2", "15: 0.3", "19: 0.4");
            var x = Rng.of(2).normal(4, 3, 16, 16);
            assertThat(net.forward(x).equalTo(plain.forward(x))).isTrue();
            assertThat(Mode.training(Rng.of(3), () -> Mode.frozenStatistics(() -> net.forward(x)))
                            .allClose(
                                    Mode.training(Rng.of(3), () -> Mode.frozenStatistics(() -> plain.forward(x))),
                                    0,
                                    1e-3))
                    .isFalse();
        });
    }

    /** Two pictures of two classes: ln(1 + e^-2) where the right logit is 2 higher, ln(1 + e) where it is 1 lower. */
    @Test
    void lossIsTheMeanOverPictures() {
        Scope.run(() -> {
            var logits = Tensor.of(new float[] {2, 0, 1, 0}, 2, 2, 1, 1);
            var pictures = new Examples(logits, Tensor.of(new long[] {0, 1}, 2));
            var units = new Standardiser(Tensor.zeros(DType.FLOAT64, 2, 1, 1), Tensor.ones(DType.FLOAT64, 2, 1, 1));
            var classifier = new Classifier(
                    TrialInMemory.of(setup("R")),
                    new Pictures(pictures, pictures, pictures, units),
                    x -> x.flatten(1, 3),
                    false);
            assertThat(classifier.loss(pictures))
                    .isCloseTo((Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1))) / 2, within(1e-6));
            assertThat(classifier.accuracy(pictures)).isEqualTo(0.5);
        });
    }

    @Test
    void filtersAreShownFromTheirSmallestWeightToTheirLargest() {
        Scope.run(() -> {
            var filters = Tensor.of(new float[] {-1, 0, 1, 3, 5, 4}, 2, 3, 1, 1);
            var grid = Filters.grid(filters);
            // Each a pixel and a dark line to its right and below.
            assertThat(grid.shape()).containsExactly(3, 2, 4);
            assertThat(grid.toDoubles())
                    .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0.5, 0, 0, 0, 0, 0);
        });
    }

    @Test
    void theSmokePlanLearns() {
        var plan = new ModernConvnet().plan();
        var right = new ArrayList<Double>();
        for (var arm : plan.arms()) {
            var cells = ran(plan.settings(Scale.SMOKE, arm));
            assertThat(cells).containsKeys("test_accuracy", "train_minus_test", "train_loss", "training_teraflop");
            right.add(cells.get("train_accuracy"));
        }
        // Guessing gives 0.1 of 100 pictures with a deviation of 0.03, and of 18 arms less, even where they err
        // together.
        assertThat(right.stream().mapToDouble(x -> x).average().orElseThrow()).isGreaterThan(0.14);
    }

    private static Map<String, Double> ran(Setup setup) {
        var notes = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new ModernConvnet().run(notes));
        } finally {
            Native.threads(before);
        }
        return notes.metrics();
    }
}
