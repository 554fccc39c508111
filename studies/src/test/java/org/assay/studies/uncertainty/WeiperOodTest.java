package org.assay.studies.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.assay.nn.Linear;
import org.assay.nn.metrics.Ranking;
import org.assay.studies.uncertainty.Classifier.Network;
import org.assay.studies.uncertainty.OpenWorld.Sizes;
import org.assay.studies.uncertainty.OpenWorld.Source;
import org.assay.studies.uncertainty.WeiPerScores.Weights;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeiperOodTest {

    private static Linear head(int d, int classes) {
        var rng = Rng.of(4);
        return new Linear(rng.normal(classes, d), Optional.of(rng.normal(classes)));
    }

    private static Tensor doubles(double[] values, long... shape) {
        return Tensor.of(DType.FLOAT64, values, shape);
    }

    /** The paper: noise is nearly orthogonal to a class vector, so that it turns by arctan(delta). */
    @Test
    void classVectorsTurnByTheArcOfTheirPerturbation() {
        Scope.run(() -> {
            var head = head(512, 6);
            var w = head.weight().repeat(50, 1);
            for (double delta : new double[] {0.5, 1, 1.8, 4}) {
                var turned = Perturbations.draw(head, 50, Rng.of(7)).weights(delta);
                var cosine = w.mul(turned).sum(1).div(w.norm(2, false, 1)).div(turned.norm(2, false, 1));
                double angle = Math.toDegrees(cosine.acos().mean().item());
                assertThat(angle).isCloseTo(Math.toDegrees(Math.atan(delta)), within(1.0));
                var relative = turned.sub(w).norm(2, false, 1).div(w.norm(2, false, 1));
                assertThat(relative.sub(delta).abs().max().item()).isLessThan(1e-4);
            }
        });
    }

    @Test
    void perturbedHeadsWithoutPerturbationAreTheHead() {
        Scope.run(() -> {
            var head = head(32, 5);
            var z = Rng.of(1).uniform(20, 32);
            var heads = Perturbations.draw(head, 3, Rng.of(2));
            var logits = heads.heads(heads.logits(z, 0));
            for (int j = 0; j < 3; j++) {
                assertThat(logits.select(1, j).sub(head.forward(z)).abs().max().item())
                        .isLessThan(1e-4);
            }
        });
    }

    /** MSP_W, the logit of every head and class summed by hand. */
    @Test
    void theAverageOverHeadsIsTheMeanOfTheirLargestProbabilities() {
        Scope.run(() -> {
            int d = 7;
            int classes = 3;
            int r = 4;
            var head = head(d, classes);
            var z = Rng.of(1).uniform(2, d);
            var heads = Perturbations.draw(head, r, Rng.of(2));
            var w = head.weight().toDoubles();
            var b = head.bias().orElseThrow().toDoubles();
            var turn = heads.turn().toDoubles();
            var x = z.toDoubles();
            for (int i = 0; i < 2; i++) {
                double mean = 0;
                for (int j = 0; j < r; j++) {
                    var exponentials = new double[classes];
                    for (int k = 0; k < classes; k++) {
                        double logit = b[k];
                        for (int c = 0; c < d; c++) {
                            logit += (w[k * d + c] + 1.8 * turn[(j * classes + k) * d + c]) * x[i * d + c];
                        }
                        exponentials[k] = Math.exp(logit);
                    }
                    double sum = exponentials[0] + exponentials[1] + exponentials[2];
                    mean += Math.max(exponentials[0], Math.max(exponentials[1], exponentials[2])) / sum / r;
                }
                double found = heads.msp(heads.logits(z, 1.8)).mean(1).at(i).item();
                assertThat(found).isCloseTo(mean, within(1e-5));
            }
        });
    }

    /** Mean logits of many turns are those of the class vector again: what an average of projections, unlike one of probabilities, comes to. */
    @Test
    void averagedProjectionsGoBackToTheClassVector() {
        Scope.run(() -> {
            var head = head(64, 3);
            var z = Rng.of(1).uniform(50, 64);
            var heads = Perturbations.draw(head, 400, Rng.of(2));
            var mean = heads.heads(heads.logits(z, 1.8)).mean(1);
            var single = heads.heads(heads.logits(z, 1.8)).select(1, 0);
            double far = single.sub(head.forward(z)).norm().item();
            assertThat(mean.sub(head.forward(z)).norm().item()).isLessThan(far / 10);
        });
    }

    @Test
    void histogramsCountSharesAndLeaveOutWhatIsOutside() {
        Scope.run(() -> {
            var values = Tensor.of(new float[] {0, 0.25f, 0.5f, 1, 1.5f, 0.9f, 0.8f, 0.76f, 0.1f, -0.1f}, 2, 5);
            assertThat(new Bins(0, 1, 4).histograms(values).toDoubles())
                    .containsExactly(0.2, 0.2, 0.2, 0.2, 0.2, 0, 0, 0.6);
        });
    }

    @Test
    void smoothingRepeatsTheEdges() {
        Scope.run(() -> {
            var h = doubles(new double[] {1, 0, 0, 0}, 1, 4);
            // Four bins around each: one to the left, two to the right.
            assertThat(Bins.smoothed(h, 4).toDoubles()).containsExactly(0.5, 0.25, 0, 0);
            assertThat(Bins.smoothed(h, 3).toDoubles()[0]).isCloseTo(2.0 / 3, within(1e-15));
            assertThat(Bins.smoothed(h, 1).toDoubles()).containsExactly(1, 0, 0, 0);
        });
    }

    /** By hand: q = (.6, .4) + .1 and p = (.2, .6) + .1, over sums of 1.2 and 1. */
    @Test
    void theDivergenceIsSymmetricAndOfWhatSumsToOne() {
        Scope.run(() -> {
            var h = doubles(new double[] {0.6, 0.4, 0.2, 0.6}, 2, 2);
            var p = doubles(new double[] {0.2, 0.6}, 2);
            double q1 = 0.7 / 1.2;
            double q2 = 0.5 / 1.2;
            double there = 0.3 * Math.log(0.3 / q1) + 0.7 * Math.log(0.7 / q2);
            double back = q1 * Math.log(q1 / 0.3) + q2 * Math.log(q2 / 0.7);
            var d = Bins.divergence(h, p, 1, 0.1).toDoubles();
            assertThat(d[0]).isCloseTo(there + back, within(1e-14));
            assertThat(d[1]).isCloseTo(0, within(1e-15));
        });
    }

    @Test
    void theScoreWeighsItsThreeTerms() {
        Scope.run(() -> {
            var rng = Rng.of(3);
            var dz = Divergences.of(rng.uniform(40, 64), rng.uniform(5, 64), 20, 0.01, 4);
            var dw = Divergences.of(rng.normal(40, 90), rng.normal(5, 90), 20, 0.025, 15);
            var msp = rng.uniform(5);
            var score = WeiPerScores.confidence(dz, dw, msp, new Weights(2.5, 0.1, 4, 15))
                    .toDoubles();
            var z = dz.smoothed(4).toDoubles();
            var w = dw.smoothed(15).toDoubles();
            var m = msp.toDoubles();
            for (int i = 0; i < 5; i++) {
                assertThat(score[i]).isCloseTo(0.1 * m[i] - z[i] - 2.5 * w[i], within(1e-6));
            }
        });
    }

    @Test
    void ratesOfClassVectorsAreThoseOfTheRanking() {
        Scope.run(() -> {
            var rng = Rng.of(11);
            var members = rng.normal(37, 3);
            var others = rng.normalWith(-1, 1, 50, 3);
            var rates = ClassProjections.rates(members, others, 0.95).toDoubles();
            for (int j = 0; j < 3; j++) {
                var scores =
                        Tensor.cat(members.select(1, j), others.select(1, j)).toDoubles();
                var positive = new boolean[87];
                java.util.Arrays.fill(positive, 0, 37, true);
                assertThat(rates[j]).isCloseTo(Ranking.falsePositiveRateAt(0.95, scores, positive), within(1e-12));
            }
        });
    }

    /** Two classes at (0, 0) and (4, 0), variance 1 along x and 4 along y. */
    @Test
    void mahalanobisDividesByTheSharedVariance() {
        Scope.run(() -> {
            var train = Tensor.of(new float[] {-1, -2, 1, 2, -1, 2, 1, -2, 3, -2, 5, 2, 3, 2, 5, -2}, 8, 2);
            var labels = Tensor.of(new long[] {0, 0, 0, 0, 1, 1, 1, 1}, 8);
            var z = Tensor.of(new float[] {0, 4, 3, 0, 7, 6}, 3, 2);
            var scores = PostHoc.mahalanobis(z, train, labels, 2).toDoubles();
            assertThat(scores[0]).isCloseTo(-4, within(1e-4));
            assertThat(scores[1]).isCloseTo(-1, within(1e-4));
            assertThat(scores[2]).isCloseTo(-18, within(1e-3));
        });
    }

    @Test
    void theNeighbourIsTheKthByAngle() {
        Scope.run(() -> {
            var train = Tensor.of(new float[] {2, 0, 0, 5, -1, 0}, 3, 2);
            var z = Tensor.of(new float[] {3, 3}, 1, 2);
            // At 45, 45 and 135 degrees.
            assertThat(PostHoc.nearestNeighbours(z, train, 2).item())
                    .isCloseTo(-2 * Math.sin(Math.toRadians(22.5)), within(1e-5));
            assertThat(PostHoc.nearestNeighbours(z, train, 3).item())
                    .isCloseTo(-2 * Math.sin(Math.toRadians(67.5)), within(1e-5));
        });
    }

    /** Of logits (ln 9, 0), softmax (0.9, 0.1), temperature 2 leaves 3/4. */
    @Test
    void temperatureMatchesAMean() {
        Scope.run(() -> {
            var logits = doubles(new double[] {Math.log(9), 0}, 1, 2);
            assertThat(PostHoc.temperature(logits, 0.75)).isCloseTo(2, within(1e-9));
        });
    }

    /** A shift of z by v shifts the logits by W v. */
    @Test
    void perturbedActivationsAreThoseThatTheHeadSees() {
        Scope.run(() -> {
            var head = head(6, 4);
            var z = Rng.of(5).uniform(3, 6);
            var e = Rng.of(6).normal(1, 6);
            var shifted = z.add(e.div(e.norm()).mul(z.norm(2, true, 1)).mul(0.7));
            var expected = PostHoc.msp(head.forward(shifted));
            var found = PostHoc.perturbedActivations(z, head, e, 0.7);
            assertThat(found.sub(expected).abs().max().item()).isLessThan(1e-5);
        });
    }

    @Test
    void anOpenWorldKeepsUnknownClassesOutOfTraining() {
        Scope.run(() -> {
            var world = OpenWorld.of(Source.GLYPHS, new Sizes(120, 40, 20), Rng.of(9));
            assertThat(world.train().inputs().shape()).containsExactly(120, 1, 28, 28);
            assertThat(world.test().count()).isEqualTo(40);
            assertThat(world.near().size(0)).isEqualTo(20);
            assertThat(world.train().labels().min().itemLong()).isZero();
            assertThat(world.train().labels().max().itemLong()).isEqualTo(7);
            assertThat(world.far()).containsOnlyKeys("waves", "checkers");
            assertThat(world.train().inputs().mean().item()).isCloseTo(0, within(1e-4));
            assertThat(world.train().inputs().square().mean().item()).isCloseTo(1, within(1e-3));
        });
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void everyNetworkEndsInActivationsThatAreNotNegative(Network network) {
        Scope.run(() -> {
            int side = 32;
            var net = Classifier.of(network, 3, side, 6, Rng.of(1));
            var x = Rng.of(2).normal(2, 3, side, side);
            var z = net.body().forward(x);
            assertThat(z.min().item()).isGreaterThanOrEqualTo(0);
            assertThat(z.size(1))
                    .isEqualTo(
                            switch (network) {
                                case PERCEPTRON -> 128;
                                case CONVOLUTIONS, RES8 -> 256;
                                case RESNET18 -> 512;
                            });
            assertThat(net.forward(x).shape()).containsExactly(2, 6);
        });
    }
}
