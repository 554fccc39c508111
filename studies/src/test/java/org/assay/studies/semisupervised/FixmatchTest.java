package org.assay.studies.semisupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.data.Standardiser;
import org.assay.lab.Claim;
import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.studies.TrialInMemory;
import org.assay.studies.semisupervised.Classifier.Network;
import org.assay.studies.semisupervised.Fixmatch.Setup;
import org.assay.studies.semisupervised.Problem.Source;
import org.assay.studies.semisupervised.Views.Strong;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FixmatchTest {
    private static final int CLASSES = 3;
    private static final Layer IDENTITY = x -> x;

    /** exp(z) of a row over their sum. */
    private static double[] softmax(double... z) {
        double sum = Arrays.stream(z).map(Math::exp).sum();
        return Arrays.stream(z).map(x -> Math.exp(x) / sum).toArray();
    }

    private static double[] row(double[] table, int i) {
        return Arrays.copyOfRange(table, CLASSES * i, CLASSES * (i + 1));
    }

    private static Tensor logits(long seed, int rows, double spread) {
        return Rng.of(seed).normal(rows, CLASSES).mul(spread);
    }

    /**
     * Logits that are the inputs, so that the loss of the paper can be summed picture by picture: those whose largest probability reaches tau add
     * -log p(guess), or the cross-entropy with q^(1/T) over its sum; all is divided by mu B.
     */
    @Test
    void theLossIsTheSumOfThePaper() {
        Scope.run(() -> {
            var x = logits(1, 4, 1);
            var y = new long[] {2, 0, 1, 1};
            var weak = logits(2, 12, 2);
            var strong = logits(3, 12, 1);
            for (double tau : new double[] {0, 0.7, 0.9}) {
                for (double temperature : new double[] {0, 0.5, 1}) {
                    double supervised = 0;
                    for (int i = 0; i < 4; i++) {
                        supervised -= Math.log(softmax(row(x.toDoubles(), i))[(int) y[i]]) / 4;
                    }
                    double unsupervised = 0;
                    int kept = 0;
                    for (int i = 0; i < 12; i++) {
                        var q = softmax(row(weak.toDoubles(), i));
                        var p = softmax(row(strong.toDoubles(), i));
                        double most = Math.max(q[0], Math.max(q[1], q[2]));
                        if (most < tau) {
                            continue;
                        }
                        kept++;
                        double norm = 0;
                        for (double share : q) {
                            norm += temperature == 0 ? 0 : Math.pow(share, 1 / temperature);
                        }
                        for (int k = 0; k < CLASSES; k++) {
                            double hard = q[k] == most ? 1 : 0;
                            double target = temperature == 0 ? hard : Math.pow(q[k], 1 / temperature) / norm;
                            unsupervised -= target * Math.log(p[k]) / 12;
                        }
                    }
                    // A threshold divides these twelve: else the mask would not be seen.
                    assertThat(kept).isBetween(tau == 0 ? 12 : 1, tau == 0 ? 12 : 11);
                    var loss = FixmatchLoss.of(IDENTITY, x, Tensor.of(y), weak, strong, tau, temperature, 0.5);
                    assertThat(loss.total().item()).isCloseTo(supervised + 0.5 * unsupervised, within(1e-5));
                    assertThat(loss.pseudo().mask().sum().item()).isEqualTo(kept);
                }
            }
        });
    }

    /** Probabilities 1/2, 1/4 and 1/4 reach a threshold of 1/2 and none above; of two guesses that tie, the first. */
    @Test
    void theThresholdItselfIsReached() {
        Scope.run(() -> {
            var z = Tensor.of(new double[] {0, Math.log(2), 0}, 1, 3);
            assertThat(PseudoLabels.of(z, 0.4999, 0).mask().item()).isEqualTo(1);
            assertThat(PseudoLabels.of(z, 0.5001, 0).mask().item()).isZero();
            assertThat(PseudoLabels.of(z, 0, 0).guess().itemLong()).isEqualTo(1);
            // Squared and normalised again: 1/4, 1/16 and 1/16, by 6/16.
            var sharp = PseudoLabels.of(z, 0, 0.5).target().toDoubles();
            assertThat(sharp[1]).isCloseTo(2 / 3.0, within(1e-6));
            assertThat(sharp[0]).isCloseTo(1 / 6.0, within(1e-6));
            // Two equal logits have probabilities of exactly 1/2.
            assertThat(PseudoLabels.of(Tensor.zeros(1, 2), 0.5, 0).mask().item())
                    .isEqualTo(1);
        });
    }

    /** Without batch statistics weak copies teach nothing by themselves; strong ones do where the mask is 1, by (p - target) / mu B. */
    @Test
    void noGradientGoesThroughWeakCopies() {
        Scope.run(() -> {
            var x = logits(1, 4, 1).parameter();
            var weak = logits(2, 12, 2).parameter();
            var strong = logits(3, 12, 1).parameter();
            var y = Tensor.of(new long[] {2, 0, 1, 1});
            for (double temperature : new double[] {0, 0.5}) {
                var loss = FixmatchLoss.of(IDENTITY, x, y, weak, strong, 0.8, temperature, 1);
                var gradients = Autodiff.grad(loss.total(), List.of(weak, strong), false);
                assertThat(gradients.get(0).abs().max().item()).isZero();
                var mask = loss.pseudo().mask().toDoubles();
                var gradient = gradients.get(1).toDoubles();
                assertThat(mask).contains(0, 1);
                for (int i = 0; i < 12; i++) {
                    var p = softmax(row(strong.detach().toDoubles(), i));
                    for (int k = 0; k < CLASSES; k++) {
                        double target = temperature == 0
                                ? (loss.pseudo().guess().toLongs()[i] == k ? 1 : 0)
                                : loss.pseudo().target().toDoubles()[CLASSES * i + k];
                        assertThat(gradient[CLASSES * i + k]).isCloseTo(mask[i] * (p[k] - target) / 12, within(1e-6));
                    }
                }
            }
        });
    }

    /** One pass: the running mean after a step is that of all three kinds of copies, 1 x 0 + 2 x 3 + 2 x 6 over 5, times the momentum. */
    @Test
    void allCopiesAreNormalisedTogether() {
        Scope.run(() -> {
            var norm = BatchNorm.of(CLASSES).momentum(0.5);
            Mode.training(Rng.of(0), () -> {
                FixmatchLoss.of(
                        Sequential.of(norm),
                        Tensor.zeros(1, CLASSES),
                        Tensor.of(new long[] {0}),
                        Tensor.full(3, 2, CLASSES),
                        Tensor.full(6, 2, CLASSES),
                        0,
                        0,
                        1);
            });
            assertThat(norm.runningMean().toDoubles()).containsExactly(new double[] {1.8, 1.8, 1.8}, within(1e-6));
        });
    }

    /** cos 0 = 1; half way cos(7 pi / 32) = 0.7730; at the end cos(7 pi / 16) = 0.1951. */
    @Test
    void theRateFallsToAFifth() {
        var rate = Learning.rate(1_000);
        assertThat(rate.at(0)).isEqualTo(1);
        assertThat(rate.at(500)).isCloseTo(0.77301, within(1e-5));
        assertThat(rate.at(1_000)).isCloseTo(0.19509, within(1e-5));
    }

    private static Views views(Strong strong) {
        return new Views(
                strong,
                new Standardiser(
                        Tensor.full(0.5, 1, 1, 1).to(DType.FLOAT64),
                        Tensor.full(0.25, 1, 1, 1).to(DType.FLOAT64)));
    }

    /** A white picture stays white whatever its shift; what is cut from it is a grey rectangle of at most 7 x 7 of 14 x 14 pixels. */
    @Test
    void whatIsCutOutIsGrey() {
        Scope.run(() -> {
            var white = Tensor.ones(200, 1, 14, 14);
            var cut = views(Strong.CUTOUT).changed(white, Rng.of(4)).toDoubles();
            int full = 0;
            for (int picture = 0; picture < 200; picture++) {
                int grey = 0;
                int left = 14;
                int right = -1;
                int top = 14;
                int bottom = -1;
                for (int at = 0; at < 196; at++) {
                    double value = cut[196 * picture + at];
                    assertThat(value == 1 || value == 0.5).isTrue();
                    if (value == 0.5) {
                        grey++;
                        left = Math.min(left, at % 14);
                        right = Math.max(right, at % 14);
                        top = Math.min(top, at / 14);
                        bottom = Math.max(bottom, at / 14);
                    }
                }
                assertThat(grey)
                        .isEqualTo((right - left + 1) * (bottom - top + 1))
                        .isBetween(16, 49);
                full += grey == 49 ? 1 : 0;
            }
            // Eight of fourteen places of the centre, both ways, keep the square whole: 33 %.
            assertThat(full / 200.0).isBetween(0.2, 0.45);
            // In units of the network grey is (0.5 - 0.5) / 0.25 and white 2.
            var units = views(Strong.CUTOUT).strong(white, Rng.of(4));
            assertThat(units.min().item()).isZero();
            assertThat(units.max().item()).isEqualTo(2);
        });
    }

    /** A gradient from left to right: weak copies hold its columns in order or reversed, shifted by at most two and reflected at the border. */
    @Test
    void weakCopiesAreShiftedAndMirrored() {
        Scope.run(() -> {
            var ramp = Tensor.arange(14)
                    .to(DType.FLOAT32)
                    .div(14.0)
                    .reshape(1, 1, 1, 14)
                    .expand(300, 1, 14, 14);
            var copies = Views.moved(ramp.contiguous(), Rng.of(2)).mul(14.0).toDoubles();
            var seen = new TreeMap<Integer, Integer>();
            for (int picture = 0; picture < 300; picture++) {
                int found = 0;
                for (int shift = -2; shift <= 2; shift++) {
                    for (int mirrored = 0; mirrored < 2; mirrored++) {
                        boolean same = true;
                        for (int column = 0; column < 14; column++) {
                            int from = (mirrored == 0 ? column : 13 - column) + shift;
                            int reflected = from < 0 ? -from : from > 13 ? 26 - from : from;
                            same &= Math.abs(copies[196 * picture + column] - reflected) < 1e-4;
                        }
                        if (same) {
                            found++;
                            seen.merge(2 * shift + mirrored, 1, Integer::sum);
                        }
                    }
                }
                assertThat(found).isEqualTo(1);
            }
            assertThat(seen).hasSize(10);
        });
    }

    @Test
    void strongCopiesStayInRangeAndBeginWithTheRawPicture() {
        Scope.run(() -> {
            for (long channels : new long[] {1, 3}) {
                var pictures = Rng.of(5).uniform(60, channels, 16, 16);
                for (var strong : Strong.values()) {
                    var changed = views(strong).changed(pictures, Rng.of(6));
                    assertThat(changed.shape()).containsExactly(60, channels, 16, 16);
                    assertThat(changed.min().item()).isGreaterThanOrEqualTo(0);
                    assertThat(changed.max().item()).isLessThanOrEqualTo(1);
                    boolean weak = changed.equalTo(Views.moved(pictures, Rng.of(6)));
                    assertThat(weak).isEqualTo(strong == Strong.NOTHING);
                }
            }
        });
    }

    /** Of six guesses four are accepted, one of these is wrong, and so is one of the other two. */
    @Test
    void pseudoLabelsAreCounted() {
        var tally = new Tally();
        tally.add(new long[] {0, 1, 2}, new long[] {0, 2, 2}, new double[] {1, 1, 0});
        assertThat(tally.hasAccepted()).isTrue();
        tally.add(new long[] {2, 5, 7}, new long[] {2, 5, 6}, new double[] {1, 1, 0});
        assertThat(tally.accepted()).isEqualTo(4 / 6.0);
        assertThat(tally.right()).isEqualTo(4 / 6.0);
        assertThat(tally.impurity()).isEqualTo(1 / 4.0);
        // Classes 0, 2 (twice) and 5; class 1 was never guessed.
        assertThat(tally.classes()).isEqualTo(3);
        assertThat(tally.rarest()).isZero();
        assertThat(new Tally().hasAccepted()).isFalse();
    }

    private static Setup strokes(double lambda, double tau, Strong strong) {
        return new Setup(
                Source.STROKES,
                2,
                40,
                600,
                300,
                200,
                Network.CNN,
                8,
                strong,
                tau,
                0,
                lambda,
                4,
                8,
                150,
                0.03,
                5e-4,
                0.95);
    }

    /** A fold is four pictures of each class, which are among the unlabelled ones, and the same for all arms of a seed. */
    @Test
    void labelsAreFewAndArmsShareThem() {
        Scope.run(() -> {
            var one = Problem.of(TrialInMemory.of(strokes(1, 0.95, Strong.BOTH)));
            var other = Problem.of(TrialInMemory.of(strokes(0, 0, Strong.NOTHING)));
            assertThat(one.labelled().labels().bincount(10).toLongs()).containsOnly(4);
            assertThat(one.labelled().inputs().equalTo(other.labelled().inputs()))
                    .isTrue();
            assertThat(one.test().inputs().equalTo(other.test().inputs())).isTrue();
            var all = one.unlabelled().inputs().flatten(1, -1);
            for (var few : one.labelled().inputs().flatten(1, -1).unbind(0)) {
                assertThat(all.sub(few).abs().amax(1).eq(0.0).countNonzero().itemLong())
                        .isEqualTo(1);
            }
        });
    }

    @Test
    void trialsLearnAndCountWhatTheyTookForLabels() {
        var supervised = ran(strokes(0, 0.95, Strong.BOTH));
        assertThat(supervised).containsOnlyKeys("test_error");
        assertThat(supervised.get("test_error")).isLessThan(0.8);
        var all = ran(strokes(1, 0, Strong.BOTH));
        assertThat(all.get("accepted")).isEqualTo(1);
        assertThat(all.get("impurity")).isCloseTo(all.get("wrong_pseudo_labels"), within(1e-12));
        var sure = ran(strokes(1, 0.6, Strong.CUTOUT));
        assertThat(sure.get("test_error")).isLessThan(0.8);
        assertThat(sure.get("accepted")).isBetween(0.01, 0.99);
        assertThat(sure.get("impurity")).isLessThan(sure.get("wrong_pseudo_labels"));
        assertThat(sure).containsKeys("classes", "rarest_class");
    }

    /** Pictures with labels that are fewer than a batch come several times. */
    @Test
    void fewLabelsFillABatch() {
        var s = strokes(0, 0, Strong.NOTHING);
        var large = new Setup(
                s.source(), 2, 10, 100, 50, 50, Network.CNN, 4, s.strong(), 0, 0, 1, 1, 32, 5, 0.03, 5e-4, 0.9);
        assertThat(ran(large).get("accepted")).isEqualTo(1);
    }

    @Test
    void theNetworkOfThePaperIsThere() {
        Scope.run(() -> {
            var net = Classifier.of(Network.WRN_28_2, 32, 0.999, 3, Rng.of(1));
            assertThat(net.forward(Rng.of(2).normal(2, 3, 32, 32)).shape()).containsExactly(2, 10);
        });
    }

    private static Map<String, Double> ran(Setup setup) {
        var trial = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new Fixmatch().run(trial));
        } finally {
            Native.threads(before);
        }
        return trial.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new Fixmatch().plan();
        assertThat(plan.claims()).hasSize(7);
        assertThat(plan.claims().stream().filter(Claim::primary).count()).isEqualTo(2);
    }
}
