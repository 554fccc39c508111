package org.assay.studies.optimisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.studies.optimisation.ModularTable.Operation;
import org.assay.studies.optimisation.ModularTable.Part;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class ModularArithmeticTest {
    private static final int P = 13;

    @Test
    void everyPairIsOnOneSideWithItsResult() {
        Scope.run(() -> {
            for (var operation : Operation.values()) {
                var table = ModularTable.of(P, operation, 0.4, false, Rng.of(7));
                int pairs = operation == Operation.MULTIPLY ? 144 : 169;
                assertThat(table.train().a().count()).isEqualTo(Math.round(0.4 * pairs));
                var seen = new HashSet<Long>();
                for (var part : new Part[] {table.train(), table.test()}) {
                    long[] a = part.a().toLongs();
                    long[] b = part.b().toLongs();
                    long[] c = part.label().toLongs();
                    for (int i = 0; i < a.length; i++) {
                        assertThat(seen.add(a[i] * P + b[i])).isTrue();
                        switch (operation) {
                            case ADD -> assertThat((a[i] + b[i] - c[i]) % P).isZero();
                            case SUBTRACT ->
                                assertThat((a[i] - b[i] - c[i]) % P).isZero();
                            case MULTIPLY ->
                                assertThat((a[i] * b[i] - c[i]) % P).isZero();
                            case QUADRATIC ->
                                assertThat((a[i] * a[i] + a[i] * b[i] + b[i] * b[i] - c[i]) % P)
                                        .isZero();
                            case RANDOM -> assertThat(c[i]).isBetween(0L, P - 1L);
                        }
                        assertThat(part.target().at(i, c[i]).item()).isEqualTo(1);
                    }
                    assertThat(part.target().sum().item()).isEqualTo(a.length);
                }
                assertThat(seen).hasSize(pairs);
            }
        });
    }

    @Test
    void splitsAreNestedAndMirroredPairsStayTogetherWhenAsked() {
        Scope.run(() -> {
            var small = pairs(
                    ModularTable.of(P, Operation.ADD, 0.3, false, Rng.of(1)).train());
            var large = pairs(
                    ModularTable.of(P, Operation.ADD, 0.6, false, Rng.of(1)).train());
            assertThat(large).containsAll(small).hasSizeGreaterThan(small.size());
            var mirrored = pairs(
                    ModularTable.of(P, Operation.ADD, 0.4, true, Rng.of(1)).train());
            assertThat(mirrored).allMatch(code -> mirrored.contains(code % P * P + code / P));
            assertThat(small).anyMatch(code -> !small.contains(code % P * P + code / P));
        });
    }

    private static Set<Long> pairs(Part part) {
        var codes = new HashSet<Long>();
        long[] a = part.a().toLongs();
        long[] b = part.b().toLongs();
        IntStream.range(0, a.length).forEach(i -> codes.add(a[i] * P + b[i]));
        return codes;
    }

    /** Gromov's weights solve the task without training, and hold one frequency a neuron: the measures must see both. */
    @Test
    void theAnalyticSolutionIsPerfectAndPure() {
        Scope.run(() -> {
            var net = ModularNet.TwoLayer.analytic(P, 96, Rng.of(3));
            var table = ModularTable.of(P, Operation.ADD, 0.5, false, Rng.of(3));
            assertThat(GrokkingWatch.accuracy(net, table.train())).isEqualTo(1);
            assertThat(GrokkingWatch.accuracy(net, table.test())).isEqualTo(1);
            var power = Fourier.power(net.first(), net.second());
            assertThat(power.shape()).containsExactly(6, 96);
            assertThat(Fourier.inverseParticipation(power)).isCloseTo(1, within(1e-3));
            assertThat(Fourier.singleFrequencyShare(power)).isEqualTo(1);
        });
    }

    /** Power by the definition, one cosine at a time. */
    @Test
    void powerIsTheSumOfBothSidesOfTheSpectrum() {
        Scope.run(() -> {
            var first = Rng.of(5).normal(P, 4);
            var second = Rng.of(6).normal(P, 4);
            var power = Fourier.power(first, second);
            for (int s = 1; s <= P / 2; s++) {
                for (int k = 0; k < 4; k++) {
                    double sum = 0;
                    for (var block : new Tensor[] {first, second}) {
                        double re = 0;
                        double im = 0;
                        for (int a = 0; a < P; a++) {
                            re += block.at(a, k).item() * Math.cos(2 * Math.PI * s * a / P);
                            im += block.at(a, k).item() * Math.sin(2 * Math.PI * s * a / P);
                        }
                        sum += 2 * (re * re + im * im);
                    }
                    assertThat(power.at(s - 1, k).item()).isCloseTo(sum, within(1e-3));
                }
            }
        });
    }

    @Test
    void filtersKeepEachNeuronsStrongestFrequency() {
        Scope.run(() -> {
            var cosines = new float[P * 2];
            for (int a = 0; a < P; a++) {
                cosines[2 * a] =
                        (float) (5 * Math.cos(2 * Math.PI * 3 * a / P) + 0.5 * Math.cos(2 * Math.PI * a / P) + 1);
                cosines[2 * a + 1] = (float) (4 * Math.cos(2 * Math.PI * 2 * a / P + 1));
            }
            var block = Tensor.of(cosines, P, 2);
            var power = Fourier.power(block, block);
            var kept = Fourier.filter(block, Fourier.strongest(power));
            assertThat(kept.at(0, 0).item()).isCloseTo(6, within(1e-5));
            assertThat(kept.at(0, 1).item()).isCloseTo(4 * Math.cos(1), within(1e-5));
            var rest = Fourier.filter(block, Fourier.others(power));
            assertThat(rest.at(0, 0).item()).isCloseTo(1.5, within(1e-5));
            assertThat(rest.at(0, 1).item()).isCloseTo(0, within(1e-5));
        });
    }

    @Test
    void concentrationMeasuresMatchHandWorkedValues() {
        Scope.run(() -> {
            var power = Tensor.of(new float[] {3, 1, 1, 1, 0, 2}, 3, 2); // neurons (3, 1, 0) and (1, 1, 2)
            assertThat(Fourier.inverseParticipation(power)).isCloseTo((10.0 / 16 + 6.0 / 16) / 2, within(1e-6));
            assertThat(Fourier.singleFrequencyShare(power)).isEqualTo(0.5);
            assertThat(Fourier.spectrum(power)).containsExactly(new double[] {0.5, 0.25, 0.25}, within(1e-6));
            assertThat(Fourier.gini(power)).isCloseTo((-2 * 2 + 0 * 2 + 2 * 4) / (3.0 * 8), within(1e-6));
            var withDeadNeuron = Tensor.of(new float[] {3, 1, 0.001f, 1, 1, 0, 0, 2, 0}, 3, 3);
            assertThat(Fourier.inverseParticipation(withDeadNeuron)).isCloseTo(0.5, within(1e-6));
        });
    }

    @Test
    void gradientOfTheLossMatchesFiniteDifferences() {
        Scope.run(() -> {
            for (boolean square : new boolean[] {true, false}) {
                var table =
                        ModularTable.of(5, Operation.ADD, 0.6, false, Rng.of(2)).train();
                var doubles = new Part(
                        table.a(), table.b(), table.label(), table.target().to(DType.FLOAT64));
                var net = Tree.map(
                        ModularNet.TwoLayer.of(5, 3, 1, square, Rng.of(9)),
                        t -> t.detach().to(DType.FLOAT64).parameter());
                var gradient = Tree.flatten(Autodiff.grad(() -> net.loss(doubles), net))
                        .toDoubles();
                var at = Tree.flatten(net).detach();
                for (int i = 0; i < gradient.length; i++) {
                    var nudge = Tensor.zeros(DType.FLOAT64, gradient.length)
                            .indexFill(0, Tensor.of(new long[] {i}, 1), 1e-6);
                    double up = Tree.unflatten(net, at.add(nudge)).loss(doubles).item();
                    double down =
                            Tree.unflatten(net, at.sub(nudge)).loss(doubles).item();
                    assertThat(gradient[i]).isCloseTo((up - down) / 2e-6, within(1e-6));
                }
            }
        });
    }

    @Test
    void theTransformerReadsBothOperandsInOrder() {
        Scope.run(() -> {
            var net = ModularNet.Transformer.of(P, 16, Rng.of(4));
            var pair = Part.of(List.of(new int[] {2, 5, 7}, new int[] {5, 2, 7}, new int[] {2, 6, 8}), P);
            var scores = net.scores(pair);
            assertThat(scores.shape()).containsExactly(3, P);
            assertThat(scores.at(0).sub(scores.at(1)).abs().amax().item()).isGreaterThan(1e-4);
            assertThat(scores.at(0).sub(scores.at(2)).abs().amax().item()).isGreaterThan(1e-4);
            assertThat(net.with(net.first(), net.second()).scores(pair).toFloats())
                    .isEqualTo(scores.toFloats());
        });
    }

    @Test
    void anOnsetNeedsItsLooksInARow() {
        var onset = new Onset(2);
        Arrays.stream(new int[][] {{10, 1}, {20, 0}, {30, 1}}).forEach(look -> onset.look(look[0], look[1] == 1));
        assertThat(onset.reached()).isFalse();
        onset.look(40, true);
        onset.look(50, false);
        assertThat(onset.step()).hasValue(30);
    }
}
