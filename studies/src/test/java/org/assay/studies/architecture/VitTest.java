package org.assay.studies.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.data.Augment;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Change;
import org.assay.lab.Scale;
import org.assay.nn.models.PatchEmbedding;
import org.assay.nn.models.VisionTransformer;
import org.assay.studies.TrialInMemory;
import org.assay.studies.architecture.Vit.Setup;
import org.assay.studies.architecture.VitNetwork.Places;
import org.assay.studies.architecture.VitNetwork.Reading;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class VitTest {

    private static Setup setup(Scale scale, String arm) {
        var plan = new Vit().plan();
        return plan.settings(scale, plan.arm(arm));
    }

    private static Setup laptop(String arm) {
        return setup(Scale.LAPTOP, arm);
    }

    private static VisionTransformer transformer(Setup s) {
        return (VisionTransformer) VitNetwork.of(s, Rng.of(1));
    }

    private static Setup with(Places places, Reading reading) {
        var s = setup(Scale.SMOKE, "vit-4k");
        return new Setup(
                s.source(),
                32,
                VitNetwork.VIT,
                8,
                32,
                2,
                2,
                2,
                places,
                reading,
                0,
                8,
                8,
                false,
                s.train(),
                s.most(),
                s.validation(),
                s.test(),
                s.batch(),
                s.steps(),
                1e-3,
                1,
                0.05);
    }

    private static Setup drawing(int train) {
        var s = with(Places.LEARNED, Reading.MEAN);
        return new Setup(
                s.source(),
                16,
                VitNetwork.VIT,
                4,
                32,
                2,
                2,
                2,
                s.places(),
                s.reading(),
                0,
                8,
                8,
                false,
                train,
                200,
                50,
                30,
                20,
                5,
                1e-3,
                1,
                0.05);
    }

    private static Setup large(String arm) {
        var plan = new Vit().plan();
        return plan.settings(Scale.LAPTOP, plan.arm(arm), List.of(Change.set("size", 32)));
    }

    /** Sizes as stated for the residual network; the rest counted on paper. */
    @Test
    void sizesAreThoseCountedByHand() {
        Scope.run(() -> {
            assertThat(Tree.count(VitNetwork.of(large("cnn-4k"), Rng.of(1)))).isEqualTo(78_042);
            assertThat(VitNetwork.multiplyAdds(large("cnn-4k"))).isEqualTo(442_368 + 4_718_592 + 2 * 3_670_016 + 640);
            assertThat(Tree.count(VitNetwork.of(large("vit-4k"), Rng.of(1))))
                    .isEqualTo(3_136 + 64 + 4_160 + 3 * 33_472 + 128 + 650);
            assertThat(VitNetwork.multiplyAdds(large("vit-4k"))).isEqualTo(196_608 + 3 * 2_670_720 + 640);
            // Convolutions of 3 to 32 on 16 x 16 places and of 32 to 64 on 8 x 8, then patches of 64 numbers.
            assertThat(VitNetwork.multiplyAdds(large("hybrid")))
                    .isEqualTo(221_184 + 1_179_648 + 262_144 + 3 * 2_670_720 + 640);
            var x = Rng.of(2).normal(2, 3, 16, 16);
            for (var arm : new Vit().plan().armNames()) {
                assertThat(VitNetwork.of(laptop(arm), Rng.of(1)).forward(x).shape())
                        .containsExactly(2, 10);
            }
        });
    }

    /** ResNet-18 as torchvision has it, but for the stem, at 32 x 32: 0.56 thousand million products. */
    @Test
    void productsOfTheLargeNetworkAreThePublishedOnes() {
        assertThat(VitNetwork.multiplyAdds(setup(Scale.PAPER, "cnn-4k"))).isCloseTo(0.5554e9, within(0.001e9));
    }

    @Test
    void partsOfOneShapeStartAlike() {
        Scope.run(() -> {
            var vit = transformer(laptop("vit-4k"));
            for (var arm : List.of("vit-nopos", "vit-p8", "vit-sine", "vit-mean", "vit-16k")) {
                var other = transformer(laptop(arm));
                var own = Tree.leaves(vit.blocks());
                var others = Tree.leaves(other.blocks());
                assertThat(others).hasSameSizeAs(own);
                for (int i = 0; i < own.size(); i++) {
                    assertThat(others.get(i).equalTo(own.get(i))).isTrue();
                }
                if (!arm.equals("vit-p8")) {
                    assertThat(other.patchEmbed()
                                    .weight()
                                    .equalTo(vit.patchEmbed().weight()))
                            .isTrue();
                }
            }
            assertThat(vit.blocks()
                            .get(0)
                            .linear1()
                            .weight()
                            .equalTo(vit.blocks().get(1).linear1().weight()))
                    .isFalse();
        });
    }

    /** T5: what the head reads is the same for patches in another order; with positions it is not. */
    @Test
    void withoutPositionsTheOrderOfPatchesIsOfNoAccount() {
        Scope.run(() -> {
            var x = Rng.of(2).normal(4, 3, 32, 32);
            var order = Rng.of(3).permutation(16);
            var other = PatchEmbedding.pictures(PatchEmbedding.patches(x, 8).indexSelect(1, order), 8, 4);
            for (var reading : Reading.values()) {
                for (var places : Places.values()) {
                    var net = transformer(with(places, reading));
                    double moved =
                            net.features(x).sub(net.features(other)).abs().max().item();
                    if (places == Places.NONE) {
                        assertThat(moved).isLessThan(1e-5);
                    } else {
                        assertThat(moved).as("%s, %s", places, reading).isGreaterThan(1e-3);
                    }
                }
            }
        });
    }

    @Test
    void onlyMatricesDecay() {
        Scope.run(() -> {
            var vit = Tree.parameters(VitNetwork.of(laptop("vit-4k"), Rng.of(1)));
            long decaying = vit.stream()
                    .filter(Classifier::decays)
                    .mapToLong(Tensor::count)
                    .sum();
            assertThat(decaying).isEqualTo(48 * 64 + 3 * (4 * 4_096 + 2 * 8_192) + 640);
        });
    }

    /** Of four patches of 4 x 4 pixels one sees them all alike, distances 0, 4, 4 and 4 sqrt(2); the other head sees where it is. */
    @Test
    void distancesAreThoseOfPatchesSeen() {
        Scope.run(() -> {
            var even = Tensor.full(0.2, 5, 5);
            var own = Tensor.eye(5).mul(0.5).add(0.0);
            own.select(1, 0).fill_(0.5);
            var weights = Tensor.stack(List.of(even, own), 0).unsqueeze(0);
            var far = Attention.distance(weights, 2, 4, true).toDoubles();
            assertThat(far[0]).isCloseTo((8 + 4 * Math.sqrt(2)) / 4, within(1e-5));
            assertThat(far[1]).isCloseTo(0, within(1e-6));
            // Two rows of the grid: patch 0 looks at patch 2 alone, below it, and the others at themselves.
            var one = Tensor.eye(4).add(0.0);
            one.at(0, 0).fill_(0);
            one.at(0, 2).fill_(1);
            assertThat(Attention.distance(one.unsqueeze(0).unsqueeze(0), 2, 3, false)
                            .item())
                    .isCloseTo(3 / 4.0, within(1e-6));
        });
    }

    /** Places told by their row alone: one of three in a row is alike, so half of those on a line are, and none of the others. */
    @Test
    void placesOnALineAreMoreAlike() {
        Scope.run(() -> {
            var rows = Tensor.of(new float[] {2, 0, 2, 0, 0, 3, 0, 3}, 4, 2);
            var alike = Attention.similarity(rows);
            assertThat(alike.toDoubles())
                    .containsExactly(new double[] {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1}, within(1e-6));
            assertThat(Attention.line(alike, 2)).isCloseTo(0.5, within(1e-6));
        });
    }

    @Test
    void copiesMoveAlikeWhetherStrongOrNot() {
        Scope.run(() -> {
            var rng = Rng.of(5);
            var batch = new Examples(rng.uniform(40, 3, 16, 16), rng.integers(0, 10, 40));
            var units = Standardiser.perChannel(batch.inputs());
            var weakMoves = Rng.of(6);
            var strongMoves = Rng.of(6);
            var weak = VitTraining.copies(batch, units, false, weakMoves, Rng.of(7));
            var strong = VitTraining.copies(batch, units, true, strongMoves, Rng.of(7));
            assertThat(strongMoves.nextLong()).isEqualTo(weakMoves.nextLong());
            var moved = units.apply(Augment.cropAndFlip(batch.inputs(), 2, Rng.of(6)));
            assertThat(weak.inputs().equalTo(moved)).isTrue();
            assertThat(weak.labels().equalTo(batch.labels())).isTrue();
            assertThat(strong.inputs().allClose(moved, 0, 1e-3)).isFalse();
            assertThat(strong.labels().shape()).containsExactly(40, 10);
            assertThat(strong.labels().sum(1).sub(1.0).abs().max().item()).isLessThan(1e-6);
        });
    }

    @Test
    void smallerTrainingSetsArePartsOfLargerOnes() {
        Scope.run(() -> {
            var small = Pictures.of(drawing(100).pictures(), Rng.of(4));
            var large = Pictures.of(drawing(200).pictures(), Rng.of(4));
            assertThat(large.train()
                            .inputs()
                            .narrow(0, 0, 100)
                            .equalTo(small.train().inputs()))
                    .isTrue();
            for (var part : List.of(small.train(), large.train(), small.validation())) {
                for (long label = 0; label < 10; label++) {
                    assertThat(part.labels().eq(label).countNonzero().item()).isEqualTo(part.count() / 10.0);
                }
            }
            assertThat(large.validation().inputs().equalTo(small.validation().inputs()))
                    .isTrue();
            var seen = new HashSet<Double>();
            for (var part : List.of(large.train(), large.validation(), large.test())) {
                for (double sum : part.inputs().to(DType.FLOAT64).sum(1, 2, 3).toDoubles()) {
                    assertThat(seen.add(sum)).isTrue();
                }
            }
            assertThat(seen).hasSize(280);
        });
    }

    /** More than one piece, the last of them short: two of three are given their label. */
    @Test
    void accuracyIsTheShareOfAllPieces() {
        Scope.run(() -> {
            int n = 1_101;
            var logits = Tensor.eye(3).rows(Tensor.arange(n).remainder(3.0).to(DType.INT64));
            var labels =
                    IntStream.range(0, n).mapToLong(i -> i % 3 == 2 ? 0 : i % 3).toArray();
            var pictures = new Examples(logits.reshape(n, 3, 1, 1), Tensor.of(labels, n));
            var units = new Standardiser(Tensor.zeros(DType.FLOAT64, 3, 1, 1), Tensor.ones(DType.FLOAT64, 3, 1, 1));
            var classifier = new Classifier(
                    TrialInMemory.of(drawing(100)),
                    new Pictures(pictures, pictures, pictures, units),
                    x -> x.flatten(1, 3),
                    false);
            assertThat(classifier.accuracy(pictures)).isCloseTo(2 / 3.0, within(1e-9));
        });
    }

    @Test
    void theSmokePlanLearns() {
        var plan = new Vit().plan();
        var right = new ArrayList<Double>();
        for (var arm : plan.arms()) {
            var cells = ran(plan.settings(Scale.SMOKE, arm));
            assertThat(cells).containsKeys("test_accuracy", "train_minus_test", "parameters", "multiply_adds");
            right.add(cells.get("train_accuracy"));
        }
        // Guessing gives 0.1 of 50, with a deviation of 0.04, of thirteen arms less.
        assertThat(right.stream().mapToDouble(x -> x).average().orElseThrow()).isGreaterThan(0.2);
    }

    private static Map<String, Double> ran(Setup setup) {
        var notes = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new Vit().run(notes));
        } finally {
            Native.threads(before);
        }
        return notes.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new Vit().plan();
        assertThat(plan.claims()).hasSize(5);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
        assertThat(plan.claimArms()).hasSize(8);
        assertThat(plan.arms()).hasSize(13);
        assertThat(plan.search().arms()).hasSize(6);
    }
}
