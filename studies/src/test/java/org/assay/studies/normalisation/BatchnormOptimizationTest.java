package org.assay.studies.normalisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.assay.data.Examples;
import org.assay.data.generate.Shapes;
import org.assay.nn.BatchNorm;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.nn.models.Vgg;
import org.assay.nn.optim.Sgd;
import org.assay.studies.TrialInMemory;
import org.assay.studies.normalisation.BatchnormOptimization.Setup;
import org.assay.studies.normalisation.BatchnormOptimization.Source;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class BatchnormOptimizationTest {

    private static final double[] CURVATURES = {1, 10};

    private static Tensor doubles(double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length);
    }

    private static Linear weight(double value) {
        return new Linear(Tensor.of(DType.FLOAT64, new double[] {value}, 1, 1).parameter(), Optional.empty());
    }

    /** Of (w1^2 + 10 w2^2) / 2 from (2, 1): g = (2, 10), g_a = (2 - 0.1 a 2, 10 - 0.1 a 100), so that g - g_a = 0.1 a (2, 100). */
    @Test
    void theLandscapeOfAQuadraticIsItsFormula() {
        Scope.run(() -> {
            var w = doubles(2, 1).parameter();
            var seen = Landscape.along(
                    () -> w.square().mul(doubles(CURVATURES)).sum().mul(0.5), List.of(w), 0.1);
            var losses = DoubleStream.iterate(0.5, a -> a <= 4, a -> a + 0.5)
                    .map(a -> (Math.pow(2 - 0.2 * a, 2) + 10 * Math.pow(1 - a, 2)) / 2)
                    .summaryStatistics();
            assertThat(seen.loss()).isCloseTo(7, within(1e-12));
            assertThat(seen.lowest()).isCloseTo(losses.getMin(), within(1e-12));
            assertThat(seen.highest()).isCloseTo(losses.getMax(), within(1e-12));
            assertThat(seen.relativeRange()).isCloseTo((losses.getMax() - losses.getMin()) / 7, within(1e-12));
            assertThat(seen.distance()).isCloseTo(0.4 * Math.hypot(2, 100), within(1e-10));
            assertThat(seen.smoothness()).isCloseTo(Math.hypot(2, 100) / Math.hypot(2, 10), within(1e-10));
            assertThat(seen.turn()).isCloseTo(1 - 2 * 1.8 / (Math.hypot(2, 10) * 1.8), within(1e-12));
            double four = (2 * 1.2 - 10 * 30) / (Math.hypot(2, 10) * Math.hypot(1.2, 30));
            assertThat(seen.farTurn()).isCloseTo(1 - four, within(1e-12));
            assertThat(w.detach().toDoubles()).containsExactly(2, 1);
        });
    }

    /** (w3 w2 w1)^2 with weights 1, 2 and 0.5: the gradient by w2 is 2 w2 (w1 w3)^2, and of what comes before it w1 alone moves. */
    @Test
    void layersShiftByTheStepsOfThoseBeforeThem() {
        Scope.run(() -> {
            var layers = List.<Layer>of(weight(1), h -> h, weight(2), h -> h, weight(0.5));
            var one = new Examples(doubles(1).view(1, 1), doubles(0).view(1, 1));
            var problem = new Problem(new Sequential(layers), layers, Tensor::mse, one, one, one.inputs(), 1);
            assertThat(problem.depth()).isEqualTo(3);
            var shifts = CovariateShift.of(problem, () -> problem.loss(one), List.of(0, 1, 2), 0.1);
            assertThat(shifts.getFirst()).isEqualTo(new CovariateShift(0, 0, 1));
            // w1 = 1 - 0.1 2 = 0.8, w2 = 2 - 0.1 1 = 1.9; before, the gradients of w2 and w3 are 1 and 4.
            assertThat(shifts.get(1).distance()).isCloseTo(1 - 0.64, within(1e-12));
            assertThat(shifts.get(2).distance()).isCloseTo(4 - 2 * 0.5 * Math.pow(0.8 * 1.9, 2), within(1e-12));
            assertThat(shifts.get(2).relative()).isCloseTo(1 - Math.pow(0.8 * 1.9, 2) / 4, within(1e-12));
            assertThat(shifts.get(2).cosine()).isCloseTo(1, within(1e-12));
            assertThat(Tree.flatten(problem.net()).detach().toDoubles()).containsExactly(1, 2, 0.5);
        });
    }

    /** Noise makes every training step draw: the looks must not take from what it draws, nor move weights or statistics. */
    @Test
    void looksLeaveNoTrace() {
        var metrics = new ArrayList<Map<String, Double>>();
        for (boolean probed : List.of(false, true)) {
            var setup = new Setup(Source.SHAPES, Norm.NOISY, 4, 64, 16, 16, 4, 0, 16, 24, 0.1, probed, 2);
            var notes = TrialInMemory.of(setup);
            Scope.run(() -> new Course(notes, Problem.of(notes)).report());
            metrics.add(notes.metrics());
        }
        var without = metrics.getFirst();
        var with = metrics.getLast();
        assertThat(with).containsAllEntriesOf(without);
        assertThat(with.keySet())
                .contains("relative_range", "turn", "relative_shift")
                .hasSize(without.size() + 9);
        assertThat(without.get("loss")).isLessThan(2.5).isGreaterThan(0.5);
    }

    @Test
    void theShiftedLayersAreTheLastOfEachQuarter() {
        assertThat(Course.quarters(8)).containsExactly(1, 3, 5, 7);
        assertThat(Course.quarters(25)).containsExactly(6, 12, 18, 24);
    }

    /** One channel goes from 0 and 2 to 3 and 7: mean 1 to 5, deviation 1 to 2, (4 + 1) / 2; the other one stays. */
    @Test
    void channelsMoveByTheirMeanAndDeviation() {
        Scope.run(() -> {
            var now = Channels.of(List.of(
                    Tensor.of(new float[] {0, 5, 2, 9}, 2, 2), Tensor.of(1, 3).view(2, 1)));
            var later = Channels.of(List.of(
                    Tensor.of(new float[] {3, 5, 7, 9}, 2, 2), Tensor.of(1, 3).view(2, 1)));
            assertThat(now.changeTo(later)).isCloseTo((2.5 / 2 + 0) / 2, within(1e-6));
            // Relative to what the deviation was: backwards the first channel changes by half as much.
            assertThat(later.changeTo(now)).isCloseTo((1.25 / 2 + 0) / 2, within(1e-6));
        });
    }

    /** What zero becomes is the shift, what one becomes beyond that is the scale. */
    @Test
    void noiseIsOfItsChannelItsExampleAndItsMoment() {
        Scope.run(() -> {
            var noise = UnsteadyNoise.PUBLISHED;
            var zeros = Tensor.zeros(400, 3, 2, 2);
            assertThat(noise.forward(zeros)).isSameAs(zeros);
            double sum = 0;
            double last = 0;
            for (int step = 0; step < 20; step++) {
                int seed = step;
                var shift = Mode.training(Rng.of(seed), () -> noise.forward(zeros));
                var scale = Mode.training(Rng.of(seed), () -> noise.forward(zeros.add(1.0)))
                        .sub(shift);
                assertThat(shift.abs().max().item()).isLessThanOrEqualTo(0.6);
                assertThat(scale.min().item()).isGreaterThan(0.899);
                assertThat(scale.max().item()).isLessThan(1.351);
                var within = shift.amax(0).sub(shift.amin(0));
                assertThat(within.min().item()).isGreaterThan(0.18);
                assertThat(within.max().item()).isLessThan(0.2001);
                assertThat(shift.sub(shift.narrow(2, 0, 1).narrow(3, 0, 1))
                                .abs()
                                .max()
                                .item())
                        .isZero();
                double mean = shift.at(0).at(0).mean().item();
                assertThat(mean).isNotEqualTo(last);
                last = mean;
                sum += scale.mean().item() / 20;
            }
            assertThat(sum).isCloseTo(1.125, within(0.03));
        });
    }

    /**
     * The bound of theorem 4.1 on the gradient by a channel's inputs y of a normalisation. Without epsilon it is an equality, since 1 and the normalised inputs are
     * orthogonal: {@code |dL/dy|^2 = gamma^2 / sigma^2 (|g|^2 - <1, g>^2 / m - <g, y^>^2 / m)} with g the gradient by its outputs.
     */
    @Test
    void theGradientThroughANormalisationIsThatOfTheTheorem() {
        IntFunction<Layer> exact = c -> new BatchNorm(
                Tensor.ones(c).parameter(), Tensor.zeros(c).parameter(), Tensor.zeros(c), Tensor.ones(c), 0.1, 0);
        Scope.run(() -> {
            var net = Vgg.of(new int[] {1, 1, Vgg.POOL, 2}, 3, 4, 10, Init.kaimingNormal(), exact, Rng.of(1));
            var data = Shapes.draw(200, 8, Rng.of(2));
            var optimiser = Sgd.of(net, 0.1);
            for (int moment = 0; moment < 10; moment++) {
                var batch = data.range(20L * moment, 20L * moment + 20);
                Mode.training(Rng.of(3), () -> {
                    assertTheorem(net, 4, batch);
                    optimiser.minimise(() -> net.forward(batch.inputs()).crossEntropy(batch.labels()));
                });
            }
        });
    }

    private static void assertTheorem(Vgg net, int place, Examples batch) {
        Scope.run(() -> {
            var layers = net.features().layers();
            var norm = (BatchNorm) layers.get(place);
            var y = Autodiff.noGrad(() -> new Sequential(layers.subList(0, place)).forward(batch.inputs()))
                    .parameter();
            var z = norm.forward(y);
            var h = new Sequential(layers.subList(place + 1, layers.size())).forward(z);
            var loss = net.classifier().forward(Pool.globalAverage(h)).crossEntropy(batch.labels());
            var gradients = Autodiff.grad(loss, List.of(y, z), false);
            int channels = (int) y.size(1);
            for (int j = 0; j < channels; j++) {
                double[] inputs = channel(y.detach(), j);
                double[] g = channel(gradients.get(1), j);
                double mean = DoubleStream.of(inputs).average().orElseThrow();
                double variance = DoubleStream.of(inputs)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow();
                double square = 0;
                double ones = 0;
                double along = 0;
                for (int i = 0; i < g.length; i++) {
                    square += g[i] * g[i];
                    ones += g[i];
                    along += g[i] * (inputs[i] - mean) / Math.sqrt(variance);
                }
                double gamma = norm.weight().at(j).item();
                double bound = gamma * gamma / variance * (square - (ones * ones + along * along) / g.length);
                double found = DoubleStream.of(channel(gradients.getFirst(), j))
                        .map(v -> v * v)
                        .sum();
                assertThat(found / bound).isCloseTo(1, within(1e-4));
            }
        });
    }

    private static double[] channel(Tensor x, int j) {
        return x.narrow(1, j, 1).flatten().toDoubles();
    }

    /** Rows of a linear layer's data matter to no other layer: what is handed on is normalised where a normalisation stands, and not at the end. */
    @Test
    void layersHandOnWhatIsNormalised() {
        Scope.run(() -> {
            var net = Vgg.of(new int[] {1, Vgg.POOL, 2}, 3, 4, 10, Init.kaimingNormal(), Norm.BATCH::of, Rng.of(1));
            var x = Shapes.draw(40, 8, Rng.of(2));
            var problem =
                    new Problem(net, net.features().layers(), Tensor::crossEntropy, x, x, x.inputs(), Math.log(10));
            var handed = Mode.training(Rng.of(1), () -> problem.handedOn(x.inputs()));
            assertThat(handed).hasSize(2);
            assertThat(handed.get(1).shape()).containsExactly(40, 8, 4, 4);
            for (var h : handed) {
                assertThat(h.detach().mean(0, 2, 3).abs().max().item()).isLessThan(1e-5);
                assertThat(h.detach()
                                .square()
                                .mean(0, 2, 3)
                                .sub(1.0)
                                .abs()
                                .max()
                                .item())
                        .isLessThan(1e-2);
            }
            assertThat(problem.before(1)).hasSize(4);
            assertThat(problem.weight(1).shape()).containsExactly(8, 4, 3, 3);
        });
    }

    /** Of eight values, seven between -4 and 4 units: densities of 50 bins of 0.16. */
    @Test
    void aRidgeIsADensity() {
        var shares = RidgePicture.shares(new double[] {-7.9, -7.9, 0.1, 0.1, 0.1, 7.9, 7.9, 8.1}, 2);
        assertThat(shares).hasSize(50);
        assertThat(shares[0]).isCloseTo(2 / 8.0 / 0.16, within(1e-9));
        assertThat(shares[25]).isCloseTo(3 / 8.0 / 0.16, within(1e-9));
        assertThat(DoubleStream.of(shares).sum() * 0.16).isCloseTo(7 / 8.0, within(1e-9));
        assertThat(RidgePicture.deviation(1, 1, 3, 3)).isEqualTo(1);
    }

    @Test
    void thePlanIsWhole() {
        var plan = new BatchnormOptimization().plan();
        assertThat(plan.claims()).hasSize(8);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
    }
}
