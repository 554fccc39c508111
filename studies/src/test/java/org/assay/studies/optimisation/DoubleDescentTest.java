package org.assay.studies.optimisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assay.data.Examples;
import org.assay.solve.LeastSquares;
import org.assay.studies.optimisation.Digits.Sizes;
import org.assay.studies.optimisation.TestCurve.Rise;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class DoubleDescentTest {

    private static void isClose(Tensor found, double... expected) {
        assertThat(found.toDoubles()).containsExactly(expected, within(1e-9));
    }

    @Test
    void asManyFeaturesAsSamplesFitThemExactly() {
        Scope.run(() -> {
            int n = 60;
            var train = Digits.taught(new Sizes(n, 1, 1), Rng.of(3)).train();
            var y = Digits.targets(train);
            var cosines = RandomFeatures.of(train.inputs(), 120, Rng.of(4)).cosines(train.inputs());
            for (int count : new int[] {30, 60, 90, 120}) {
                var phi = RandomFeatures.first(cosines, count);
                var fit = LeastSquares.of(phi);
                assertThat(fit.rank()).isEqualTo(Math.min(n, count));
                double residual =
                        phi.matmul(fit.minimumNorm(y)).sub(y).abs().max().item();
                if (count < n) {
                    assertThat(residual).isGreaterThan(0.1);
                } else {
                    assertThat(residual).isLessThan(1e-8);
                }
            }
        });
    }

    /** The expectation of phi(x) phi(x') is Gauss's kernel exp(-|x - x'|^2 / 2 s^2), s being half the median distance. */
    @Test
    void featuresAreNestedAndTheirProductsTendToTheKernel() {
        Scope.run(() -> {
            var x = Tensor.of(new double[] {0, 0, 3, 4, 3, 0}, 3, 2); // distances 5, 3 and 4
            assertThat(RandomFeatures.medianDistance(x)).isCloseTo(4, within(1e-6));
            var cosines = RandomFeatures.of(x, 400_000, Rng.of(5)).cosines(x);
            var few = RandomFeatures.first(cosines, 3);
            var more = RandomFeatures.first(cosines, 12);
            isClose(more.narrow(1, 0, 3).mul(2), few.toDoubles());
            var phi = RandomFeatures.first(cosines, 400_000);
            var kernel = phi.matmul(phi.t());
            assertThat(kernel.at(0, 0).item()).isCloseTo(1, within(0.01));
            assertThat(kernel.at(0, 1).item()).isCloseTo(Math.exp(-25 / 8.0), within(0.01));
            assertThat(kernel.at(0, 2).item()).isCloseTo(Math.exp(-9 / 8.0), within(0.01));
        });
    }

    /** Of the labels drawn anew one in ten is the true one by chance. */
    @Test
    void noiseReplacesItsShareOfTheTrainingLabelsAlone() {
        Scope.run(() -> {
            var clean = Digits.taught(new Sizes(50_000, 100, 100), Rng.of(6));
            var noisy = clean.noisy(0.2, Rng.of(7));
            assertThat(changed(clean.train(), noisy.train())).isCloseTo(0.2 * 0.9, within(0.01));
            assertThat(changed(clean.train(), clean.noisy(0, Rng.of(7)).train()))
                    .isZero();
            assertThat(changed(clean.train(), clean.noisy(1, Rng.of(7)).train()))
                    .isCloseTo(0.9, within(0.01));
            assertThat(changed(noisy.train(), clean.noisy(0.2, Rng.of(7)).train()))
                    .isZero();
            assertThat(changed(clean.validation(), noisy.validation())).isZero();
            assertThat(changed(clean.test(), noisy.test())).isZero();
        });
    }

    private static double changed(Examples a, Examples b) {
        return a.labels().ne(b.labels()).countNonzero().item() / a.count();
    }

    @Test
    void imagesArePooledOverTheCentreAndStandardised() {
        Scope.run(() -> {
            var number = Tensor.arange(40);
            var row = Tensor.arange(28).view(1, 1, 28, 1);
            var pixels =
                    number.view(-1, 1, 1, 1).add(row).expand(40, 1, 28, 28); // the number of its image and of its row
            var images = new Examples(pixels, number.remainder(10));
            var pooled = Digits.pooled(images, 3);
            assertThat(pooled.inputs().shape()).containsExactly(40, 64);
            assertThat(pooled.inputs().at(0, 0).item()).isEqualTo(3); // rows 2, 3 and 4
            assertThat(pooled.inputs().at(0, 7).item()).isEqualTo(3);
            assertThat(pooled.inputs().at(0, 8).item()).isEqualTo(6);
            assertThat(pooled.inputs().at(39, 63).item()).isEqualTo(39 + 24);

            var digits = Digits.split(pooled, pooled, new Sizes(20, 10, 30), Rng.of(8));
            assertThat(digits.train().inputs().mean().item()).isCloseTo(0, within(1e-6));
            assertThat(digits.train().inputs().square().mean().item()).isCloseTo(1, within(1e-6));
            // What rows add is in the mean image: every number of an image is its distance to the mean image number.
            var test = digits.test().inputs();
            assertThat(test.sub(test.narrow(1, 0, 1)).abs().max().item()).isLessThan(1e-5);
            assertThat(digits.validation().count()).isEqualTo(10);
            assertThat(digits.test().count()).isEqualTo(30);
        });
    }

    @Test
    void errorsMatchHandWorkedValues() {
        Scope.run(() -> {
            var two = new Examples(Tensor.zeros(2, 1), Tensor.of(new long[] {1, 3}));
            assertThat(Digits.targets(two).at(0, 1).item()).isCloseTo(0.9, within(1e-12));
            assertThat(Digits.targets(two).sum().item()).isCloseTo(0, within(1e-12));
            // Scores of 0 are off by 0.9 once and by 0.1 nine times.
            var none = Tensor.zeros(DType.FLOAT64, 2, 10);
            assertThat(Digits.squaredError(none, two)).isCloseTo(0.81 + 9 * 0.01, within(1e-12));
            var third = Tensor.zeros(DType.FLOAT64, 2, 10).indexFill(1, Tensor.of(new long[] {3}), 1);
            assertThat(Digits.error(third, two)).isEqualTo(0.5);
        });
    }

    @Test
    void aNetworkHasTheParametersOfTheFormula() {
        Scope.run(() -> {
            for (int k : new int[] {2, 67, 512}) {
                assertThat(Tree.count(NetworkCurves.network(64, k, Rng.of(1)))).isEqualTo(75L * k + 10);
            }
        });
    }

    @Test
    void looksEndAtTheLastStepAndAreASquareRootOfTwoApart() {
        assertThat(NetworkCurves.looks(88)).containsExactly(11, 16, 22, 31, 44, 62, 88);
    }

    @Test
    void thePeakIsFoundOnOneHalfAndMeasuredOnTheOther() {
        var rise = Rise.of(new double[] {5, 3, 4, 7, 2, 4}, new double[] {9, 1, 9, 6, 0, 5});
        assertThat(rise).isEqualTo(new Rise(1, 3, 1, 6, 1));
        var falling = Rise.of(new double[] {6, 5, 3}, new double[] {6, 4, 3});
        assertThat(falling.atPeak() - falling.atValley()).isNegative();
        // A later minimum counts when it is followed by the larger rise.
        assertThat(Rise.of(new double[] {4, 5, 1, 3}, new double[] {4, 5, 1, 3}))
                .isEqualTo(new Rise(2, 3, 1, 3, 0));
    }

    /** A flat curve seen through noise: its largest rise looks large where it was found, and is nothing on fresh data. */
    @Test
    void chanceMakesNoRise() {
        var random = new Random(9);
        double found = 0;
        double measured = 0;
        for (int i = 0; i < 4_000; i++) {
            var a = random.doubles(12).toArray();
            var b = random.doubles(12).toArray();
            var same = Rise.of(a, a);
            var other = Rise.of(a, b);
            found += (same.atPeak() - same.atValley()) / 4_000;
            measured += (other.atPeak() - other.atValley()) / 4_000;
        }
        assertThat(found).isGreaterThan(0.5);
        assertThat(measured).isCloseTo(0, within(0.03));
    }

    @Test
    void squaredErrorIsThatOfTheMeanPredictionAndTheVarianceAroundIt() {
        Scope.run(() -> {
            var digits = Digits.taught(new Sizes(50, 1, 50), Rng.of(3));
            var scores = Rng.of(2).normal(4, 50, 10).to(DType.FLOAT64);
            var parts = FeatureCurves.Decomposition.of(scores, digits.test());
            double mean = 0;
            for (int i = 0; i < 4; i++) {
                mean += Digits.squaredError(scores.at(i), digits.test()) / 4;
            }
            assertThat(parts.squaredBias() + parts.variance()).isCloseTo(mean, within(1e-9));
            assertThat(parts.variance()).isCloseTo(10 * 0.75, within(0.5)); // ten normals, and four draws share a mean
        });
    }

    @Test
    void randomFeaturesAreWorstWhereTheyAreAsManyAsTheSamples() {
        Scope.run(() -> {
            var digits = Digits.taught(new Sizes(60, 1, 600), Rng.of(3)).noisy(0.2, Rng.of(4));
            var features = RandomFeatures.of(digits.train().inputs(), 300, Rng.of(5));
            var seen = features.cosines(digits.train().inputs());
            var test = features.cosines(digits.test().inputs());
            var errors = new double[3];
            int[] counts = {10, 60, 300};
            for (int i = 0; i < 3; i++) {
                var beta = LeastSquares.of(RandomFeatures.first(seen, counts[i]))
                        .minimumNorm(Digits.targets(digits.train()));
                errors[i] = Digits.squaredError(
                        RandomFeatures.first(test, counts[i]).matmul(beta), digits.test());
            }
            assertThat(errors[1]).isGreaterThan(2 * Math.max(errors[0], errors[2]));
        });
    }
}
