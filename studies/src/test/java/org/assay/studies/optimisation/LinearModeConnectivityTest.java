package org.assay.studies.optimisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assay.data.Examples;
import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mlp;
import org.assay.nn.Sequential;
import org.assay.studies.optimisation.DrawnPictures.Shown;
import org.assay.studies.optimisation.DrawnPictures.Source;
import org.assay.studies.optimisation.Training.Course;
import org.assay.studies.optimisation.Training.Method;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class LinearModeConnectivityTest {

    private static final Layer NORMALISED = h -> h.layerNorm(1, 1e-5).relu();

    private static Mlp net(int seed, int... widths) {
        return Mlp.of(Rng.of(seed), widths);
    }

    private static double largest(Tensor x) {
        return x.detach().abs().max().item();
    }

    private static Tensor matrix(long columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    private static Linear linear(Tensor weight, double... bias) {
        return new Linear(weight, Optional.of(Tensor.of(DType.FLOAT64, bias, bias.length)));
    }

    @Test
    void anotherOrderOfTheUnitsIsTheSameFunction() {
        Scope.run(() -> {
            var x = Rng.of(1).normal(50, 9);
            for (var net :
                    List.of(net(2, 9, 16, 12, 20, 5), net(3, 9, 16, 12, 20, 5).activation(NORMALISED))) {
                var moved = UnitPermutation.random(net, Rng.of(4)).apply(net);
                assertThat(largest(moved.forward(x).sub(net.forward(x)))).isLessThan(1e-5);
                assertThat(largest(moved.layers()
                                .get(1)
                                .weight()
                                .sub(net.layers().get(1).weight())))
                        .isGreaterThan(0.1);
            }
        });
    }

    @Test
    void aKnownPermutationIsFoundByWeightsAndByActivations() {
        Scope.run(() -> {
            var a = net(5, 100, 48, 48, 48, 10);
            var b = UnitPermutation.random(a, Rng.of(6)).apply(a);
            var x = Rng.of(7).normal(300, 100);
            var byWeights = UnitMatching.byWeights(a, b, 3, Rng.of(8));
            for (var found : List.of(byWeights.permutation(), UnitMatching.byActivations(a, b, x))) {
                var back = found.apply(b);
                for (int l = 0; l < 4; l++) {
                    assertThat(back.layers().get(l).weight().detach().toFloats())
                            .containsExactly(a.layers().get(l).weight().detach().toFloats());
                }
            }
            var test = new Examples(x, x.narrow(1, 0, 10).argmax(1));
            var naive = LinearPath.between(a, b, test).loss();
            assertThat(Math.abs(naive.get(12) - naive.getFirst())).isGreaterThan(1e-3);
            var path = LinearPath.between(a, byWeights.permutation().apply(b), test);
            assertThat(path.lossBarrier()).isCloseTo(0, within(1e-5));
            assertThat(path.errorBarrier()).isCloseTo(0, within(1e-9));
        });
    }

    /** Two units that read (1, 0) and (0, 2), with biases 3 and -1, and send (1, 0) and (1, 1); the other network's in reverse order, scaled. */
    @Test
    void theSimilarityOfUnitsIsThatWorkedOutByHand() {
        Scope.run(() -> {
            var a = new Mlp(
                    List.of(linear(matrix(2, 1, 0, 0, 2), 3, -1), linear(matrix(2, 1, 1, 0, 1), 0, 0)), Tensor::relu);
            var b = new Mlp(
                    List.of(linear(matrix(2, 0, 1, 4, 0), 1, 2), linear(matrix(2, 1, 2, 3, 0), 5, 5)), Tensor::relu);
            var same = UnitPermutation.identity(b);
            // Unit 0 of a with unit 0 of b: reads (1,0).(0,1) = 0, biases 3 * 1, sends (1,0).(1,3) = 1; and so on.
            var c = UnitMatching.similarity(0, a, b, same);
            assertThat(c.toDoubles()).containsExactly(0 + 3 + 1, 4 + 6 + 2, 2 - 1 + 4, 0 - 2 + 2);
            assertThat(UnitMatching.objective(a, b, same)).isEqualTo(4 + 0);
            var found = UnitMatching.byWeights(a, b, 1, Rng.of(1));
            assertThat(found.permutation().orders().getFirst().toLongs()).containsExactly(1, 0);
            assertThat(found.objective()).isEqualTo(12 + 5);
        });
    }

    /** With one hidden layer a single assignment is the best of all orders; with more the descent ends where no order of one layer is better. */
    @Test
    void noOrderOfOneLayerIsBetter() {
        Scope.run(() -> {
            var orders = new ArrayList<long[]>();
            permute(new long[] {0, 1, 2, 3, 4}, 0, orders);
            assertThat(orders).hasSize(120);
            for (var widths : List.of(new int[] {4, 5, 3}, new int[] {4, 5, 5, 5, 3})) {
                var a = net(9, widths);
                var b = net(10, widths);
                var found = UnitMatching.byWeights(a, b, 2, Rng.of(11));
                for (int l = 0; l < widths.length - 2; l++) {
                    for (var order : orders) {
                        var other = found.permutation().with(l, Tensor.of(order, order.length));
                        assertThat(UnitMatching.objective(a, b, other)).isLessThan(found.objective() + 1e-5);
                    }
                }
            }
        });
    }

    private static void permute(long[] values, int from, List<long[]> into) {
        if (from == values.length) {
            into.add(values.clone());
        }
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            permute(values, from + 1, into);
            swap(values, from, i);
        }
    }

    private static void swap(long[] values, int i, int j) {
        long kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }

    @Test
    void aBarrierIsMeasuredFromTheLineBetweenTheEnds() {
        assertThat(LinearPath.barrier(List.of(1.0, 4.0, 3.0))).isEqualTo(2); // 4 above the chord's 2
        assertThat(LinearPath.barrier(List.of(0.0, 1.0, 3.0, 6.0))).isEqualTo(0); // 1 and 3 lie below 2 and 4
        var path = new LinearPath(List.of(1.0, 4.0, 3.0), List.of(2.0, 9.0, 4.0));
        assertThat(path.errorBarrier()).isEqualTo(6);
        assertThat(path.endLoss()).isEqualTo(2);
        assertThat(path.endError()).isEqualTo(3);
    }

    /** Scores 2t - 1 for the first class and 0 for the second: the cross-entropy is log(1 + exp(1 - 2t)), and the class changes half way. */
    @Test
    void theLossAlongALineOfLogitsIsItsFormula() {
        Scope.run(() -> {
            var one = new Examples(Tensor.ones(3, 1), Tensor.of(new long[] {0, 0, 0}));
            var a = new Mlp(List.of(new Linear(Tensor.of(new float[] {-1, 0}, 2, 1), Optional.empty())), Tensor::relu);
            var b = new Mlp(List.of(new Linear(Tensor.of(new float[] {1, 0}, 2, 1), Optional.empty())), Tensor::relu);
            var path = LinearPath.between(a, b, one);
            int points = path.loss().size();
            assertThat(points).isEqualTo(25);
            for (int i = 0; i < points; i++) {
                double t = i / 24.0;
                assertThat(path.loss().get(i)).isCloseTo(Math.log1p(Math.exp(1 - 2 * t)), within(1e-6));
                if (i != 12) {
                    assertThat(path.error().get(i)).isEqualTo(t < 0.5 ? 100 : 0);
                }
            }
            assertThat(path.midpointLoss()).isCloseTo(Math.log(2), within(1e-6));
        });
    }

    /** With running mean 0 and variance 1, inputs around 3 all look large; what is above their mean is told apart with statistics of their own. */
    @Test
    void runningStatisticsAreComputedAnewAtEveryPoint() {
        Scope.run(() -> {
            var x = Rng.of(12).normal(400, 1).add(3);
            var seen = new Examples(x, x.squeeze(1).gt(3.0).to(DType.INT64));
            var read = new Linear(Tensor.ones(1, 1), Optional.empty());
            var write = new Linear(Tensor.of(new float[] {-4, 4}, 2, 1), Optional.empty());
            var a = Sequential.of(read, BatchNorm.of(1), write);
            var b = Tree.copy(a);
            assertThat(LinearPath.between(a, b, seen).endError()).isGreaterThan(40);
            var path = LinearPath.renormalised(a, b, seen, seen);
            assertThat(Collections.max(path.error())).isLessThan(5);
            assertThat(LinearPath.between(a, b, seen).endError()).isGreaterThan(40);
        });
    }

    @Test
    void fixedWeightsAreAsManyAsPublishedAndStay() {
        Scope.run(() -> {
            var fixed = AsymmetricMlp.draw(Rng.of(13), 784, 512, 512, 512, 10);
            int[] counts = {64, 64, 64, 256};
            double[] deviations = {1, 1, 0.5, 0.25};
            for (int l = 0; l < 4; l++) {
                var f = fixed.get(l);
                var perUnit = f.free().rsub(1).sum(1);
                assertThat(perUnit.toFloats()).containsOnly(counts[l]);
                double power = f.values().square().sum().item() / perUnit.sum().item();
                assertThat(Math.sqrt(power)).isCloseTo(deviations[l], within(0.03 * deviations[l]));
                assertThat(largest(f.values().mul(f.free()))).isZero();
            }
            assertThat(largest(fixed.get(1).free().at(0).sub(fixed.get(1).free().at(1))))
                    .isEqualTo(1);
        });
    }

    @Test
    void trainingMovesFreeWeightsAlone() {
        Scope.run(() -> {
            var data =
                    DrawnPictures.of(Source.MIXTURE, 200, 10, Rng.of(14)).flat().train();
            int[] widths = {20, 16, 16, 16, 10};
            var net = AsymmetricMlp.of(AsymmetricMlp.draw(Rng.of(15), widths), NORMALISED, Rng.of(16), widths);
            var before = Tree.copy(net);
            new Training(net, data, new Course(Method.ADAM, 1e-2, 50, 5, false), 0, Rng.of(17)).advance(20);
            for (int l = 0; l < 4; l++) {
                var f = net.fixed().get(l);
                assertThat(f.values().toFloats())
                        .containsExactly(before.fixed().get(l).values().toFloats());
                var moved = net.trained()
                        .layers()
                        .get(l)
                        .weight()
                        .detach()
                        .sub(before.trained().layers().get(l).weight().detach());
                assertThat(largest(moved.mul(f.free().rsub(1)))).isZero();
                assertThat(largest(moved)).isGreaterThan(1e-3);
            }
        });
    }

    @Test
    void halvesAndClassesAreDisjointAndWhole() {
        Scope.run(() -> {
            var drawn = DrawnPictures.of(Source.MIXTURE, 300, 50, Rng.of(18));
            assertThat(drawn.train().inputs().shape()).containsExactly(300, 1, 4, 5);
            assertThat(drawn.test().count()).isEqualTo(50);
            assertThat(drawn.train().inputs().mean().item()).isCloseTo(0, within(1e-5));
            var halves = drawn.shares(Shown.HALVES);
            assertThat(halves.getFirst().count()).isEqualTo(150);
            assertThat(Tensor.cat(halves.getFirst().inputs(), halves.getLast().inputs())
                            .equalTo(drawn.train().inputs()))
                    .isTrue();
            var classes = drawn.shares(Shown.CLASSES);
            assertThat(classes.getFirst().labels().toLongs()).containsOnly(0, 1, 2, 3, 4);
            assertThat(classes.getLast().labels().toLongs()).containsOnly(5, 6, 7, 8, 9);
            assertThat(classes.getFirst().count() + classes.getLast().count()).isEqualTo(300);
            assertThat(drawn.noisy(0.5, Rng.of(1)).test().labels().toLongs())
                    .containsExactly(drawn.test().labels().toLongs());
        });
    }

    /** In two parts a training takes the same steps as in one; a copy that goes on from a step has the learning rate of that step. */
    @Test
    void aTrainingThatPausesIsTheSame() {
        Scope.run(() -> {
            var data =
                    DrawnPictures.of(Source.MIXTURE, 200, 10, Rng.of(19)).flat().train();
            var course = new Course(Method.SGD, 0.05, 50, 10, false);
            assertThat(course.steps(data)).isEqualTo(40);
            var once = net(20, 20, 16, 10);
            var twice = Tree.copy(once);
            new Training(once, data, course, 0, Rng.of(21)).advance(40);
            var paused = new Training(twice, data, course, 0, Rng.of(21));
            paused.advance(13);
            paused.advance(27);
            assertThat(Tree.flatten(twice).equalTo(Tree.flatten(once))).isTrue();

            // Two steps of warming up, then half a cosine over 38: steps 5 and 39 are its steps 3 and 37.
            var late = Tree.copy(once);
            new Training(late, data, course, 39, Rng.of(22)).advance(1);
            var early = Tree.copy(once);
            new Training(early, data, course, 5, Rng.of(22)).advance(1);
            double ratio = Tree.flatten(late).sub(Tree.flatten(once)).norm().item()
                    / Tree.flatten(early).sub(Tree.flatten(once)).norm().item();
            double expected = (1 + Math.cos(Math.PI * 37 / 38)) / (1 + Math.cos(Math.PI * 3 / 38));
            assertThat(ratio).isCloseTo(expected, within(0.02 * expected));
        });
    }

    @Test
    void thePlanIsWhole() {
        var plan = new LinearModeConnectivity().plan();
        assertThat(plan.claims()).hasSize(10);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
    }
}
