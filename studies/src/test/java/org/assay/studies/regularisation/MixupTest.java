package org.assay.studies.regularisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.data.Standardiser;
import org.assay.nn.Dropout;
import org.assay.nn.Linear;
import org.assay.studies.TrialInMemory;
import org.assay.studies.regularisation.Classifier.Network;
import org.assay.studies.regularisation.Mixup.Setup;
import org.assay.studies.regularisation.Problem.Source;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MixupTest {

    private static final int CLASSES = 3;

    /** Logits W h with h = x, so that everything can be worked out by hand. */
    private static Classifier linear(double... weights) {
        long inputs = weights.length / CLASSES;
        return new Classifier(
                x -> x, new Linear(Tensor.of(weights, CLASSES, inputs).parameter(), Optional.empty()));
    }

    private static Examples batch() {
        var x = Rng.of(3).normal(6, 4);
        return new Examples(x, Mixing.oneHot(Tensor.of(new long[] {0, 1, 2, 0, 1, 2}, 6), CLASSES));
    }

    private static Classifier net() {
        return linear(Rng.of(5).normal(CLASSES, 4).to(DType.FLOAT64).toDoubles());
    }

    private static Classifier floats(Classifier net) {
        return new Classifier(
                net.body(),
                new Linear(net.head().weight().detach().to(DType.FLOAT32).parameter(), Optional.empty()));
    }

    /** Minus the log of the softmax at a class, for a logit vector. */
    private static double crossEntropy(double[] z, int label) {
        double sum = 0;
        for (double logit : z) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - z[label];
    }

    private static double[] logits(double[] w, double[] x) {
        var z = new double[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
            for (int d = 0; d < x.length; d++) {
                z[k] += w[k * x.length + d] * x[d];
            }
        }
        return z;
    }

    /** The paper's loss lambda CE(f(x'), y) + (1 - lambda) CE(f(x'), y_pi), with the share and the order that the same generator draws. */
    @Test
    void theLossOfMixupIsThatOfBothLabels() {
        Scope.run(() -> {
            var net = floats(net());
            var w = net.head().weight().detach().toDoubles();
            var batch = batch();
            var x = batch.inputs().toDoubles();
            int[] y = {0, 1, 2, 0, 1, 2};
            for (double alpha : new double[] {0.2, 1, 8}) {
                var rng = Rng.of(17);
                double lambda = rng.beta(alpha, alpha, 1).item();
                var others = rng.permutation(6).toLongs();
                double both = 0;
                double inputs = 0;
                for (int i = 0; i < 6; i++) {
                    int j = (int) others[i];
                    var mixed = new double[4];
                    for (int d = 0; d < 4; d++) {
                        mixed[d] = lambda * x[4 * i + d] + (1 - lambda) * x[4 * j + d];
                    }
                    var z = logits(w, mixed);
                    both += (lambda * crossEntropy(z, y[i]) + (1 - lambda) * crossEntropy(z, y[j])) / 6;
                    inputs += crossEntropy(z, lambda > 0.5 ? y[i] : y[j]) / 6;
                }
                assertThat(loss(Mixture.PAIRS, net, batch, alpha)).isCloseTo(both, within(1e-5));
                assertThat(loss(Mixture.INPUTS, net, batch, alpha)).isCloseTo(inputs, within(1e-5));
                // Features that are the inputs, mixed or not.
                assertThat(loss(Mixture.FEATURES, net, batch, alpha)).isCloseTo(both, within(1e-5));
            }
        });
    }

    private static double loss(Mixture mixture, Classifier net, Examples batch, double alpha) {
        return mixture.loss(net, batch, alpha, Rng.of(17)).item();
    }

    /** A bend between inputs and features tells mixed features from mixed inputs. */
    @Test
    void featuresAreMixedBehindTheBody() {
        Scope.run(() -> {
            var head = floats(net()).head();
            var net = new Classifier(Tensor::square, head);
            var batch = batch();
            var squared = new Examples(batch.inputs().square(), batch.labels());
            assertThat(loss(Mixture.FEATURES, net, batch, 1))
                    .isCloseTo(loss(Mixture.PAIRS, new Classifier(x -> x, head), squared, 1), within(1e-6));
            assertThat(loss(Mixture.PAIRS, net, batch, 1))
                    .isNotCloseTo(loss(Mixture.FEATURES, net, batch, 1), within(1e-3));
        });
    }

    @Test
    void withoutMixtureNothingIsDrawn() {
        Scope.run(() -> {
            var rng = Rng.of(9);
            Mixture.NONE.loss(floats(net()), batch(), 1, rng);
            assertThat(rng.nextLong()).isEqualTo(Rng.of(9).nextLong());
        });
    }

    /** Mean 1/2 and variance 1 / (4 (2 alpha + 1)). */
    @Test
    void sharesHaveTheMomentsOfBeta() {
        Scope.run(() -> {
            for (double alpha : new double[] {0.2, 1, 8}) {
                var shares = Rng.of(1).beta(alpha, alpha, 20_000).to(DType.FLOAT64);
                double variance = 1 / (4 * (2 * alpha + 1));
                assertThat(shares.mean().item()).isCloseTo(0.5, within(4 * Math.sqrt(variance / 20_000)));
                assertThat(shares.sub(0.5).square().mean().item()).isCloseTo(variance, within(0.03 * variance));
            }
        });
    }

    /** 0.1 over three classes: 0.9 + 0.1 / 3 for the label. */
    @Test
    void smoothedLabelsStillAddUpToOne() {
        Scope.run(() -> {
            var smoothed = Learning.smoothed(Mixing.oneHot(Tensor.of(new long[] {1}, 1), CLASSES), 0.1)
                    .toDoubles();
            assertThat(smoothed[0]).isCloseTo(0.1 / 3, within(1e-7));
            assertThat(smoothed[1]).isCloseTo(0.9 + 0.1 / 3, within(1e-7));
            assertThat(smoothed[2]).isCloseTo(0.1 / 3, within(1e-7));
        });
    }

    /** d CE / dx = W^T (softmax - one-hot), for each example its own, however many there are. */
    @Test
    void inputGradientsAreThoseOfSingleExamples() {
        Scope.run(() -> {
            var net = floats(net());
            var w = net.head().weight().detach().toDoubles();
            int n = 1_100;
            var x = Rng.of(8).normal(n, 4);
            var labels = Rng.of(9).integers(0, CLASSES, n);
            var gradient = net.inputGradient(new Examples(x, labels)).toDoubles();
            var inputs = x.toDoubles();
            var y = labels.toLongs();
            for (int i : new int[] {0, 499, 500, 1_099}) {
                var z = logits(w, java.util.Arrays.copyOfRange(inputs, 4 * i, 4 * i + 4));
                for (int d = 0; d < 4; d++) {
                    double expected = 0;
                    for (int k = 0; k < CLASSES; k++) {
                        double p = Math.exp(-crossEntropy(z, k));
                        expected += w[k * 4 + d] * (p - (y[i] == k ? 1 : 0));
                    }
                    assertThat(gradient[4 * i + d]).isCloseTo(expected, within(1e-5));
                }
            }
        });
    }

    /**
     * Classes at places 0, 1 and 2 of a line, logits x (0, 2, 4) - (0, 1, 4) as of the nearest place: from class 0 at 0 to class 2 at 2 the middle is class 1,
     * from 0 to 1 no other class comes.
     */
    @Test
    void aThirdClassBetweenTwoIsAMiss() {
        Scope.run(() -> {
            var nearest = linear(0, 0, 2, -1, 4, -4);
            var net = floats(nearest);
            var from = new Examples(Tensor.of(new float[] {0, 1, 0, 1}, 2, 2), Tensor.of(new long[] {0, 0}, 2));
            var to = new Examples(Tensor.of(new float[] {2, 1, 1, 1}, 2, 2), Tensor.of(new long[] {2, 1}, 2));
            var between = new Smoothness(from, to);
            assertThat(between.at(0.1, net).miss()).isZero();
            assertThat(between.at(0.55, net).miss()).isEqualTo(0.5);
            assertThat(between.at(0.9, net).miss()).isZero();
            // At 0.9 the labels are those of the far ends, 2 and 1, at x = 1.8 and 0.9.
            double first = length(1.8, 2);
            double second = length(0.9, 1);
            assertThat(between.at(0.9, net).gradient()).isCloseTo((first + second) / 2, within(1e-5));
        });
    }

    private static double length(double x, int label) {
        double[] slope = {0, 2, 4};
        double[] shift = {0, -1, -4};
        double[] z = {0, 2 * x - 1, 4 * x - 4};
        double along = 0;
        double aside = 0;
        for (int k = 0; k < CLASSES; k++) {
            double difference = Math.exp(-crossEntropy(z, k)) - (k == label ? 1 : 0);
            along += slope[k] * difference;
            aside += shift[k] * difference;
        }
        return Math.hypot(along, aside);
    }

    @Test
    void pairsAreOfDifferentClasses() {
        Scope.run(() -> {
            var labels = Tensor.of(new long[] {0, 0, 0, 0, 1}, 5);
            var pairs = Smoothness.of(new Examples(Tensor.arange(5).to(DType.FLOAT32), labels), 40, Rng.of(2));
            assertThat(pairs.from().count()).isEqualTo(40);
            assertThat(pairs.from()
                            .labels()
                            .ne(pairs.to().labels())
                            .countNonzero()
                            .item())
                    .isEqualTo(40);
        });
    }

    /** Of deviation 0.5, four of 255 grey levels are 8 / 255 units; pixels stay between black and white. */
    @Test
    void attacksMoveEveryPixelByItsStep() {
        Scope.run(() -> {
            var units = new Standardiser(
                    Tensor.full(0.25, 1, 1, 1).to(DType.FLOAT64),
                    Tensor.full(0.5, 1, 1, 1).to(DType.FLOAT64));
            var pixels = Tensor.of(new float[] {0.5f, 0.5f, 0.999f, 0.001f}, 1, 1, 2, 2);
            var pictures = units.apply(pixels);
            var gradient = Tensor.of(new float[] {3, -0.001f, 2, -5}, 1, 1, 2, 2);
            var moved = units.invert(new FastGradient(units, pictures).moved(pictures, gradient, 4))
                    .toDoubles();
            assertThat(moved[0]).isCloseTo(0.5 + 4 / 255.0, within(1e-5));
            assertThat(moved[1]).isCloseTo(0.5 - 4 / 255.0, within(1e-5));
            assertThat(moved[2]).isCloseTo(1, within(1e-5));
            assertThat(moved[3]).isCloseTo(0, within(1e-5));
        });
    }

    @Test
    void everyNetworkIsItsHeadOnItsBody() {
        Scope.run(() -> {
            for (var network : List.of(Network.CNN, Network.PREACT_RESNET18, Network.PERCEPTRON)) {
                var net = Classifier.of(network, 4, 0.5, 7, Rng.of(1));
                var x = network == Network.PERCEPTRON
                        ? Rng.of(2).normal(3, 2)
                        : Rng.of(2).normal(3, 3, 16, 16);
                var scores = net.scores(x);
                assertThat(scores.shape()).containsExactly(3, 7);
                var again = net.head().forward(net.body().forward(x)).detach();
                assertThat(scores.sub(again).abs().max().item()).isLessThan(1e-5);
            }
            assertThat(new Dropout(0.5).forward(Tensor.ones(3)).toDoubles()).containsExactly(1, 1, 1);
        });
    }

    private static Setup shapes(Mixture mixture, double wrong) {
        return new Setup(
                Source.SHAPES,
                Network.CNN,
                mixture,
                8,
                0,
                0,
                wrong,
                2,
                8,
                200,
                200,
                200,
                false,
                40,
                40,
                20,
                0.1,
                1e-4,
                true,
                60,
                60);
    }

    /** A network without mixup learns wrong labels by heart; with it, it learns fewer, and finds more true ones. */
    @Test
    void mixupKeepsWrongLabelsFromBeingLearned() {
        var erm = ran(shapes(Mixture.NONE, 0.5));
        var mixup = ran(shapes(Mixture.PAIRS, 0.5));
        assertThat(erm.get("wrong_labels_learned")).isGreaterThan(0.5);
        assertThat(mixup.get("wrong_labels_learned")).isLessThan(erm.get("wrong_labels_learned") - 0.1);
        assertThat(mixup.get("truth_found")).isGreaterThan(erm.get("truth_found"));
        assertThat(erm).containsKeys("test_error", "best_error", "overfit_gap").hasSize(5);
    }

    @Test
    void trueLabelsAreLearnedAndProbed() {
        var cells = ran(shapes(Mixture.PAIRS, 0));
        assertThat(cells.get("test_error")).isLessThan(0.75);
        assertThat(cells.get("gradient")).isPositive();
        assertThat(cells.get("fgsm_error@eps=8")).isGreaterThanOrEqualTo(cells.get("fgsm_error@eps=1"));
        assertThat(cells).containsKeys("miss@t=0.1", "miss@t=0.5", "miss@t=0.9", "test_error_reestimated");
    }

    @Test
    void moonsAreLearned() {
        var cells = ran(new Setup(
                Source.MOONS,
                Network.PERCEPTRON,
                Mixture.NONE,
                1,
                0,
                0,
                0,
                1,
                32,
                100,
                500,
                500,
                true,
                60,
                60,
                25,
                0.1,
                1e-4,
                true,
                0,
                0));
        assertThat(cells.get("test_error")).isLessThan(0.15);
    }

    private static Map<String, Double> ran(Setup setup) {
        var notes = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new Mixup().run(notes));
        } finally {
            Native.threads(before);
        }
        return notes.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new Mixup().plan();
        assertThat(plan.claims()).hasSize(8);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
    }
}
