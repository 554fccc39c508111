package org.assay.studies.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.lab.Claim;
import org.assay.lab.Scale;
import org.assay.lab.Trial;
import org.assay.nn.Mlp;
import org.assay.nn.Sequential;
import org.assay.studies.TrialInMemory;
import org.assay.studies.compression.KnowledgeDistillation.Setup;
import org.assay.studies.compression.Lesson.Transfer;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeDistillationTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    private static double[] softmax(double[] logits, double temperature) {
        var odds = Arrays.stream(logits).map(x -> Math.exp(x / temperature)).toArray();
        double sum = Arrays.stream(odds).sum();
        return Arrays.stream(odds).map(x -> x / sum).toArray();
    }

    /** By the gradient, in loops: a T (q - p) of the soft term, (1 - a)(softmax(z) - y) of the hard one, over the number of pictures. */
    @Test
    void theLossPullsAtLogitsAsInSection2() {
        Scope.run(() -> {
            double[][] z = {{1, -2, 0.5}, {0, 3, -1}};
            double[][] v = {{4, 1, -3}, {-2, 2, 6}};
            long[] y = {0, 1};
            double a = 0.9;
            double t = 3;
            var logits = Tensor.of(DType.FLOAT64, new double[] {1, -2, 0.5, 0, 3, -1}, 2, 3)
                    .parameter();
            var lesson = new Lesson(Tensor.zeros(2, 1), Tensor.of(y, 2), Optional.empty());
            var taught = lesson.taughtBy(Tensor.of(DType.FLOAT64, new double[] {4, 1, -3, -2, 2, 6}, 2, 3));
            var soft = Autodiff.grad(taught.loss(logits, a, t, 0), List.of(logits), false)
                    .getFirst()
                    .toDoubles();
            var hard = Autodiff.grad(lesson.loss(logits, 0, t, 0.3), List.of(logits), false)
                    .getFirst()
                    .toDoubles();
            for (int i = 0; i < 2; i++) {
                var q = softmax(z[i], t);
                var p = softmax(v[i], t);
                var sure = softmax(z[i], 1);
                for (int k = 0; k < 3; k++) {
                    double one = y[i] == k ? 1 : 0;
                    assertThat(soft[3 * i + k])
                            .isCloseTo((a * t * (q[k] - p[k]) + (1 - a) * (sure[k] - one)) / 2, within(1e-12));
                    assertThat(hard[3 * i + k]).isCloseTo((sure[k] - (0.7 * one + 0.1)) / 2, within(1e-12));
                }
            }
        });
    }

    @Test
    void transferSetsLeaveDigitsOutAndKeepLogitsWithTheirPictures() {
        Scope.run(() -> {
            var y = Tensor.of(new long[] {3, 7, 0, 8, 3, 9, 7}, 7);
            var x = Tensor.arange(7).to(DType.FLOAT32).reshape(7, 1);
            var lesson = new Lesson(x, y, Optional.of(x.mul(10.0)));
            var without = lesson.only(Transfer.WITHOUT_3, 100);
            assertThat(without.y().toLongs()).containsExactly(7, 0, 8, 9, 7);
            assertThat(without.v().orElseThrow().toDoubles()).containsExactly(10, 20, 30, 50, 60);
            assertThat(lesson.only(Transfer.ONLY_7_AND_8, 2).x().toDoubles()).containsExactly(1, 3);
            assertThat(lesson.only(Transfer.ALL, 4).y().toLongs()).containsExactly(3, 7, 0, 8);
        });
    }

    /** Pictures of class 3 lag by 1, 2, 4, 5 and -1. */
    private static Tensor lagging() {
        double[] lags = {1, 2, 4, 5, -1};
        var z = new double[10 * lags.length];
        for (int i = 0; i < lags.length; i++) {
            Arrays.fill(z, 10 * i, 10 * i + 10, -9);
            z[10 * i + 3] = 2;
            z[10 * i + 6] = 2 + lags[i];
        }
        return Tensor.of(z, lags.length, 10);
    }

    @Test
    void theShiftMakesAClassAsFrequentAsAskedFor() {
        Scope.run(() -> {
            var z = lagging();
            var two = BiasShift.matching(z, 0.4, List.of(3L));
            assertThat(two.amount()).isEqualTo(1.5);
            assertThat(two.of(z).argmax(1).toLongs()).containsExactly(3, 6, 6, 6, 3);
            // Of the others only class 3 is touched.
            assertThat(two.of(z).sub(z).sum(0).toDoubles()).containsExactly(0, 0, 0, 7.5, 0, 0, 0, 0, 0, 0);
            // Down, for two classes at once: 6 leads by as much as 3 lags.
            var one = BiasShift.matching(z, 0.2, List.of(6L, 8L));
            assertThat(one.amount()).isEqualTo(-4.5);
            assertThat(one.of(z).argmax(1).toLongs()).containsExactly(3, 3, 3, 6, 3);
        });
    }

    /** True classes 3, 6, 3, 3, 6: from shifts of 5 on three are right, and from none on two at most before. Against all shifts of a fine grid. */
    @Test
    void theTestShiftHasTheFewestErrors() {
        Scope.run(() -> {
            var z = lagging();
            var y = Tensor.of(new long[] {3, 6, 3, 3, 6}, 5);
            var best = BiasShift.fewestErrors(z, y, List.of(3L));
            assertThat(best.amount()).isEqualTo(6);
            double fewest = 5;
            for (double shift = -3; shift <= 8; shift += 0.25) {
                fewest = Math.min(
                        fewest, KnowledgeDistillation.errors(new BiasShift(shift, List.of(3L)).of(z), y) / 2_000);
            }
            assertThat(KnowledgeDistillation.errors(best.of(z), y) / 2_000).isCloseTo(fewest, within(1e-9));
            assertThat(fewest).isCloseTo(2, within(1e-9));
            // Where no picture is of the class, none is taken for it.
            var none = BiasShift.fewestErrors(z, y.maskedFill(y.eq(3L), 6), List.of(3L));
            assertThat(none.of(z).argmax(1).toLongs()).containsOnly(6);
        });
    }

    @Test
    void shiftsMoveTheTeachersPicturesByTwoPixelsAtMost() {
        Scope.run(() -> {
            var dot = new double[28 * 28];
            dot[14 * 28 + 14] = 1;
            var moved = Perceptron.shifted(Tensor.of(dot, 1, 784).repeat(400, 1), Rng.of(1));
            var places = moved.argmax(1).toLongs();
            assertThat(moved.sum(1).toDoubles()).containsOnly(1);
            assertThat(Arrays.stream(places).map(p -> p / 28).distinct())
                    .containsExactlyInAnyOrder(12L, 13L, 14L, 15L, 16L);
            assertThat(Arrays.stream(places).map(p -> p % 28).distinct())
                    .containsExactlyInAnyOrder(12L, 13L, 14L, 15L, 16L);
        });
    }

    /** At a rate at which weights grow long, those into hidden units stay within 3 in the regularised network, and the last layer's need not. */
    @Test
    void onlyTheRegularisedNetworkIsHeldBack() {
        Scope.run(() -> {
            var lesson = Lesson.of(
                    Digits.of(Digits.Source.SEGMENTS, 100, 10, 10, Rng.of(1)).train());
            for (boolean regularised : new boolean[] {true, false}) {
                var net = new Perceptron(20, regularised, 20, 25, 0.5)
                        .learn(lesson, (z, b) -> b.loss(z, 0, 1, 0), Rng.of(2), Rng.of(3), Rng.of(4), _ -> {});
                var mlp = (Mlp) (net instanceof Sequential s ? s.layers().getLast() : net);
                double longest = 0;
                for (var layer : mlp.layers().subList(0, 2)) {
                    longest = Math.max(
                            longest, layer.weight().detach().norm(1).max().item());
                }
                if (regularised) {
                    assertThat(longest).isCloseTo(3, within(1e-5));
                    assertThat(mlp.layers()
                                    .getLast()
                                    .weight()
                                    .detach()
                                    .norm(1)
                                    .max()
                                    .item())
                            .isGreaterThan(3);
                } else {
                    assertThat(longest).isGreaterThan(3);
                }
                // Evaluation draws nothing.
                var once = Perceptron.logits(net, lesson.x());
                assertThat(Perceptron.logits(net, lesson.x()).equalTo(once)).isTrue();
            }
        });
    }

    private Trial<Setup> trial(Setup setup, Map<String, Double> metrics, Map<Record, Path> made) {
        return new TrialInMemory<>(setup, metrics, new ArrayList<>(), Optional.of(folder), made);
    }

    /** The smoke plan, every arm: cells that claims name are there, and arms that should share a teacher do. */
    @Test
    void armsShareTeachersLearnAndReportTheirCells() throws Exception {
        var plan = new KnowledgeDistillation().plan();
        var made = new HashMap<Record, Path>();
        var cells = new TreeMap<String, Map<String, Double>>();
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            for (var arm : plan.arms()) {
                var metrics = new TreeMap<String, Double>();
                var trial = trial(plan.settings(Scale.SMOKE, arm), metrics, made);
                Scope.run(() -> {
                    try {
                        new KnowledgeDistillation().run(trial);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                cells.put(arm.name(), metrics);
            }
        } finally {
            Native.threads(before);
        }
        // The teacher of most arms, the three and the student's own kind.
        assertThat(made).hasSize(3);
        cells.forEach((arm, found) -> {
            assertThat(found).as(arm).containsKeys("test_errors", "test_accuracy");
            assertThat(found.containsKey("omitted_accuracy_test_shift"))
                    .as(arm)
                    .isEqualTo(arm.startsWith("no 3") || arm.startsWith("only"));
        });
        assertThat(cells.get("no 3")).containsKeys("omitted_accuracy", "omitted_accuracy_before", "shift");
        assertThat(cells.get("hard").get("test_accuracy")).isGreaterThan(40);
        assertThat(cells.get("T=4").get("test_accuracy")).isGreaterThan(30);
    }

    @Test
    void thePlanIsWhole() {
        var plan = new KnowledgeDistillation().plan();
        assertThat(plan.claims()).hasSize(7);
        assertThat(plan.claims().stream().filter(Claim::primary).map(Claim::id)).containsExactly("T1", "T2");
    }
}
