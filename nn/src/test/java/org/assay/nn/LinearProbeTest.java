package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.assay.nn.LinearProbe.Scaling;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    private static final int CLASSES = 3;

    private static Tensor labels(long... classes) {
        return Tensor.of(classes, classes.length);
    }

    /**
     * Class 1 at 1 and class 0 at -1: weights of a and -a cost log(1 + exp(-2 a)) + penalty a^2, least where 2 / (1 + exp(2 a)) = 2 penalty a. At a = 1/2 that is a
     * penalty of 2 / (1 + e).
     */
    @Test
    void oneFeatureAndTwoClassesByHand() {
        Scope.run(() -> {
            var x = Tensor.of(new double[] {1, -1, 1, -1}, 4, 1);
            var probe = LinearProbe.of(x, labels(1, 0, 1, 0), 2, 2 / (1 + Math.E), Scaling.RAW);
            assertThat(probe.weight().toDoubles()).containsExactly(new double[] {-0.5, 0.5}, within(1e-4));
            assertThat(probe.bias().toDoubles()).containsExactly(new double[] {0, 0}, within(1e-4));
            assertThat(probe.accuracy(x, labels(1, 0, 1, 1))).isEqualTo(0.75);
        });
    }

    /** Features of very different size, one of them constant, and classes that overlap. */
    private record Sample(Tensor features, Tensor labels) {
        static Sample of(long seed, long n) {
            var rng = Rng.of(seed);
            var truth = rng.integers(0, CLASSES, n);
            var x = rng.normal(n, 6)
                    .mul(Tensor.of(1, 100, 0.01, 1, 3, 0).reshape(1, 6))
                    .add(7.3);
            var shift = Tensor.of(new double[] {1, 80, 0, 0, 0, 0, 0, 0, 0.01, 0, 0, 0, 0, 0, 0, 0, 0, 0}, CLASSES, 6);
            return new Sample(x.add(shift.rows(truth)), truth);
        }
    }

    /** At the minimum the gradient of the penalised loss, taken by automatic differentiation, is zero. */
    @Test
    void theFitIsTheMinimum() {
        Scope.run(() -> {
            var sample = Sample.of(1, 400);
            for (double penalty : new double[] {1, 0.01, 1e-4}) {
                var probe = LinearProbe.of(sample.features, sample.labels, CLASSES, penalty, Scaling.STANDARDISED);
                var weight = probe.weight().copy().parameter();
                var bias = probe.bias().copy().parameter();
                var free = new LinearProbe(probe.mean(), probe.deviation(), weight, bias, penalty);
                var loss = Autodiff.withGrad(() -> free.forward(sample.features)
                        .crossEntropy(sample.labels)
                        .add(weight.square().sum().mul(penalty / 2)));
                for (var gradient : Autodiff.grad(loss, List.of(weight, bias), false)) {
                    assertThat(gradient.abs().max().item()).isLessThan(5e-5);
                }
            }
        });
    }

    /** Units of the features change nothing, and a feature that is constant has no weight. */
    @Test
    void standardisedFeaturesHaveNoUnits() {
        Scope.run(() -> {
            var sample = Sample.of(2, 300);
            var other =
                    sample.features.sub(3.0).mul(Tensor.of(5, 0.1, 20, -1, 2, 4).reshape(1, 6));
            var one = LinearProbe.of(sample.features, sample.labels, CLASSES, 0.01, Scaling.STANDARDISED);
            var two = LinearProbe.of(other, sample.labels, CLASSES, 0.01, Scaling.STANDARDISED);
            var difference = one.forward(sample.features).sub(two.forward(other));
            assertThat(difference.abs().max().item()).isLessThan(0.01);
            assertThat(one.weight().select(0, 5).abs().max().item()).isLessThan(1e-6);
            assertThat(one.forward(sample.features.add(1e9))
                            .select(1, 0)
                            .isFinite()
                            .all()
                            .itemLong())
                    .isEqualTo(1);
        });
    }

    /** The penalty that is chosen is the first of the best of fits made one by one; it is then fitted with all examples. */
    @Test
    void thePenaltyIsChosenOnWhatIsHeldBack() {
        Scope.run(() -> {
            var chosen = new HashSet<Double>();
            for (long seed = 0; seed < 6; seed++) {
                // Mostly noise: forty features, two of which matter, and sixty examples; or as many as are needed.
                long n = seed < 3 ? 60 : 2_000;
                var rng = Rng.of(seed);
                var x = rng.normal(n + 500, 40);
                var truth = x.narrow(1, 0, CLASSES)
                        .add(rng.normal(n + 500, CLASSES))
                        .argmax(1);
                var penalties = List.of(1e-4, 0.1, 1.0);
                double best = -1;
                double expected = 0;
                for (double penalty : new double[] {1.0, 0.1, 1e-4}) {
                    double accuracy = LinearProbe.of(
                                    x.narrow(0, 0, n), truth.narrow(0, 0, n), CLASSES, penalty, Scaling.STANDARDISED)
                            .accuracy(x.narrow(0, n, 500), truth.narrow(0, n, 500));
                    if (accuracy > best) {
                        best = accuracy;
                        expected = penalty;
                    }
                }
                var probe = LinearProbe.chosen(x, truth, CLASSES, 500, penalties);
                assertThat(probe.penalty()).isEqualTo(expected);
                var all = LinearProbe.of(x, truth, CLASSES, expected, Scaling.STANDARDISED);
                assertThat(probe.weight().sub(all.weight()).abs().max().item()).isLessThan(5e-3);
                chosen.add(expected);
            }
            // Else it might not have been a choice.
            assertThat(chosen).hasSizeGreaterThan(1);
        });
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        Scope.run(() -> {
            var sample = Sample.of(3, 10);
            assertThatThrownBy(() -> LinearProbe.of(sample.features, sample.labels, 2, 0.1, Scaling.RAW))
                    .hasMessageContaining("classes from 0 to 1");
            assertThatThrownBy(() -> LinearProbe.of(sample.features, sample.labels, 3, 0, Scaling.RAW))
                    .hasMessageContaining("above 0");
            assertThatThrownBy(() -> LinearProbe.chosen(sample.features, sample.labels, 3, 10, List.of(1.0)))
                    .hasMessageContaining("10 of 10 examples");
            assertThatThrownBy(() -> LinearProbe.of(sample.labels, sample.labels, 3, 1, Scaling.RAW))
                    .hasMessageContaining("[example, feature]");
        });
    }
}
