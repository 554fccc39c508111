package org.assay.studies.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.lab.Change;
import org.assay.lab.Scale;
import org.assay.nn.Init;
import org.assay.studies.TrialInMemory;
import org.assay.studies.transfer.FineTuning.Penalty;
import org.assay.studies.transfer.TransferLearning.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferLearningTest {

    private static Setup smoke(String arm, Change... further) {
        var plan = new TransferLearning().plan();
        return plan.settings(Scale.SMOKE, plan.arm(arm), List.of(further));
    }

    /** Forward, the gradients of weights and those of inputs but the pixels', counted by hand for pictures of 32 x 32. */
    @Test
    void productsAreThoseCountedByHand() {
        double c1 = 27 * 16 * 1024;
        double c2 = 144 * 32 * 256;
        double c3 = 288 * 64 * 64;
        double c4 = 576 * 64 * 64;
        double all = c1 + c2 + c3 + 2 * c4;
        assertThat(Network.multiplyAdds(0, 32, 4)).isEqualTo(all + 2 * 256);
        assertThat(Network.multiplyAdds(2, 32, 4)).isEqualTo(all + 2 * c4 + c4 + 3 * 256);
        assertThat(Network.multiplyAdds(5, 32, 4)).isEqualTo(3 * all - c1 + 3 * 256);
        // Gradual unfreezing: 92.75 of 6 x 22.12 million.
        var plan = new TransferLearning().plan();
        double gradual = FineTuning.multiplyAdds(plan.settings(Scale.LAPTOP, plan.arm("gradual")), 5, 4);
        double once = FineTuning.multiplyAdds(plan.settings(Scale.LAPTOP, plan.arm("l=1..5")), 5, 4);
        assertThat(gradual / once).isCloseTo(0.699, within(5e-4));
    }

    @Test
    void theRateRisesAndFallsToATenth() {
        var schedule = FineTuning.schedule(50, 20);
        assertThat(schedule.at(0)).isCloseTo(1 / 20.0, within(1e-9));
        assertThat(schedule.at(19)).isCloseTo(1, within(1e-9));
        assertThat(schedule.at(35)).isCloseTo(0.55, within(1e-9));
        assertThat(schedule.at(50)).isCloseTo(0.1, within(1e-9));
    }

    /** What each way of training leaves bit for bit: weights and buffers by block, from the pixels up. */
    @ParameterizedTest
    @CsvSource({
        "l=0, 0, 0, 0",
        "l=2, 2, 2, 2",
        "norms frozen, 5, 0, 0",
        "norms' statistics, 5, 0, 5",
        "norms affine, 5, 5, 0",
        "norms alone, 0, 5, 5",
        "'norms re-estimated,l=0', 0, 0, 5",
        "'augmented,l=0', 0, 0, 0",
        "gradual, 5, 5, 5",
        "head first, 5, 5, 5",
        "L2=0.005, 5, 5, 5"
    })
    void whatIsFrozenStays(String arm, int convolutions, int scales, int statistics) {
        Scope.run(() -> {
            var s = smoke(arm);
            var trial = TrialInMemory.of(s);
            var before = randomHead(Source.fresh(trial, 4));
            var net = Tree.copy(before);
            var train = Pictures.target(trial).train();
            new FineTuning(trial, train, Standardiser.perChannel(train.inputs()), 4).learn(net, s.l());
            for (int i = 0; i < Network.DEPTH; i++) {
                var was = before.blocks().get(i);
                var is = net.blocks().get(i);
                int fromTop = Network.DEPTH - i;
                assertThat(is.conv().weight().equalTo(was.conv().weight()))
                        .as("convolution %d", i)
                        .isEqualTo(fromTop > convolutions);
                assertThat(is.norm().weight().equalTo(was.norm().weight())
                                && is.norm().bias().equalTo(was.norm().bias()))
                        .as("scale %d", i)
                        .isEqualTo(fromTop > scales);
                assertThat(is.norm().runningMean().equalTo(was.norm().runningMean())
                                && is.norm().runningVar().equalTo(was.norm().runningVar()))
                        .as("statistics %d", i)
                        .isEqualTo(fromTop > statistics);
            }
            assertThat(net.head().weight().equalTo(before.head().weight())).isFalse();
        });
    }

    private static Network randomHead(Network net) {
        return new Network(net.blocks(), Init.normal(0.1).over(net.head(), Rng.of(4)));
    }

    /** With a rate of 1e-4 a first step of Adam moves every weight by its rate: of the k-th block from the top 2.6^k times less than of the head. */
    @Test
    void lowerBlocksMoveSlower() {
        Scope.run(() -> {
            var s = smoke("discriminative", Change.set("steps", 1), Change.set("learningRate", 1e-4));
            var trial = TrialInMemory.of(s);
            var before = randomHead(Source.fresh(trial, 4));
            var net = Tree.copy(before);
            var train = Pictures.target(trial).train();
            new FineTuning(trial, train, Standardiser.perChannel(train.inputs()), 4).learn(net, 5);
            for (int k = 1; k <= Network.DEPTH; k++) {
                int block = Network.DEPTH - k;
                double moved = net.blocks()
                        .get(block)
                        .conv()
                        .weight()
                        .sub(before.blocks().get(block).conv().weight())
                        .abs()
                        .max()
                        .item();
                assertThat(moved).as("block %d", block).isCloseTo(1e-4 / Math.pow(2.6, k), within(2e-6 / k));
            }
        });
    }

    @Test
    void aFifthIsKeptWeightedAndRepeated() {
        Scope.run(() -> {
            var labels = Tensor.arange(40).remainder(4L).to(DType.INT64);
            var train = new Examples(Tensor.arange(40).to(DType.FLOAT32), labels);
            long[] minority = {1, 3};
            assertThat(Imbalance.counts(Imbalance.PLAIN.of(train, minority), 4).toDoubles())
                    .containsExactly(10, 2, 10, 2);
            assertThat(Imbalance.counts(Imbalance.OVER_SAMPLED.of(train, minority), 4)
                            .toDoubles())
                    .containsExactly(10, 10, 10, 10);
            assertThat(Imbalance.BALANCED.of(train, minority).count()).isEqualTo(40);
            var n = Tensor.of(DType.FLOAT32, new double[] {100, 20, 100, 20}, 4);
            // Even logits: ln 4 for each picture. Weights 1/100 and 1/20 with mean 1 are 1/3 and 5/3.
            var even = Tensor.zeros(3, 4);
            var y = Tensor.of(new long[] {0, 1, 1}, 3);
            assertThat(Imbalance.PLAIN.loss(even, y, n).item()).isCloseTo(Math.log(4), within(1e-6));
            assertThat(Imbalance.WEIGHTED.loss(even, y, n).item())
                    .isCloseTo(Math.log(4) * (1 / 3.0 + 10 / 3.0) / 3, within(1e-6));
            // With log n_c/n added, even logits give each class its share: 5/12 and 1/12.
            assertThat(Imbalance.ADJUSTED.loss(even, y, n).item())
                    .isCloseTo((Math.log(12 / 5.0) + 2 * Math.log(12)) / 3, within(1e-6));
        });
    }

    @Test
    void weightsDecayTowardsTheirAnchor() {
        Scope.run(() -> {
            var w = Tensor.of(1.0, 2.0);
            assertThat(new Penalty(List.of(w), List.of(Tensor.zerosLike(w)), 0.1)
                            .value()
                            .item())
                    .isCloseTo(0.25, within(1e-6));
            assertThat(new Penalty(List.of(w), List.of(Tensor.of(1.0, 0.0)), 0.1)
                            .value()
                            .item())
                    .isCloseTo(0.2, within(1e-6));
        });
    }

    /** A decay so strong that it alone decides: to where the weights were, they stay; to zero, Adam takes each of 30 steps of about 0.001 from weights of about 0.1. */
    @Test
    void weightsStayAtTheSourceWhereTheyDecayTowardsIt() {
        Scope.run(() -> {
            var strong = List.of(Change.set("decay", 1000.0), Change.set("learningRate", 1e-3));
            double there = change("L2-SP", strong);
            double away = change("L2=0.005", strong);
            assertThat(away).isGreaterThan(0.05);
            assertThat(there).isLessThan(away / 3);
        });
    }

    /** Of the third block's convolution, as a share of its length. */
    private static double change(String arm, List<Change> further) {
        var trial = TrialInMemory.of(smoke(arm, further.toArray(Change[]::new)));
        var before = Source.fresh(trial, 4);
        var net = Tree.copy(before);
        var train = Pictures.target(trial).train();
        new FineTuning(trial, train, Standardiser.perChannel(train.inputs()), 4).learn(net, Network.DEPTH);
        return Outcome.change(net, before, 2);
    }

    @Test
    void fewerLabelsAreAmongMoreAndOthersChoose() {
        Scope.run(() -> {
            var more = Pictures.target(TrialInMemory.of(smoke("l=0")));
            var fewer = Pictures.target(TrialInMemory.of(smoke("l=0", Change.set("labels", 5))));
            assertThat(fewer.train().inputs().equalTo(more.train().inputs().narrow(0, 0, 20)))
                    .isTrue();
            assertThat(fewer.validation().inputs().equalTo(more.validation().inputs()))
                    .isTrue();
            assertThat(Imbalance.counts(more.validation(), 4).toDoubles()).containsOnly(5);
            var pair = Pictures.target(TrialInMemory.of(smoke("pair,l=0")));
            assertThat(Imbalance.counts(pair.train(), 2).toDoubles()).containsExactly(10, 10);
            var pixels = new ArrayList<Double>();
            for (var part : List.of(more.train(), more.validation(), more.test())) {
                for (double sum : part.inputs().to(DType.FLOAT64).sum(1, 2, 3).toDoubles()) {
                    pixels.add(sum);
                }
            }
            assertThat(pixels).doesNotHaveDuplicates();
        });
    }

    /** Guessing is right for 25 of 100 pictures of four classes, and for 17 of those of the source's six. */
    @Test
    void theSmokePlanLearns(@TempDir Path folder) {
        var transferred = ran(folder, smoke("l=1..5"));
        assertThat(transferred.get("source_accuracy")).isGreaterThan(30);
        assertThat(transferred.get("accuracy")).isGreaterThan(35);
        assertThat(transferred.get("accuracy_chosen")).isGreaterThan(35);
        assertThat(transferred).containsKeys("accuracy_shifted", "minority_recall", "majority_recall", "multiply_adds");
        // Half of the classes each: recall averaged over all of them is the accuracy, for as many test pictures of
        // each.
        double recall = (transferred.get("minority_recall") + transferred.get("majority_recall")) / 2;
        assertThat(recall).isCloseTo(transferred.get("accuracy"), within(1e-6));
        assertThat(ran(folder, smoke("distant source")).get("accuracy")).isGreaterThan(30);
    }

    private static Map<String, Double> ran(Path folder, Setup setup) {
        var notes = TrialInMemory.sharingIn(folder, setup);
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> {
                try {
                    new TransferLearning().run(notes);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } finally {
            Native.threads(before);
        }
        return notes.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new TransferLearning().plan();
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
        assertThat(plan.claimArms()).hasSize(19);
        assertThat(plan.search().arms()).hasSize(15);
    }
}
