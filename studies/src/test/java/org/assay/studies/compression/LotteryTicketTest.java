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
import java.util.stream.DoubleStream;
import org.assay.data.Batches;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.nn.prune.Masks;
import org.assay.studies.TrialInMemory;
import org.assay.studies.compression.Digits.Source;
import org.assay.studies.compression.LotteryTicket.Setup;
import org.assay.studies.compression.LotteryTicket.Start;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LotteryTicketTest {

    private static final String EVERY_ROUND = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15";

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    private static Setup setup(Start start, String rounds, int steps, double learningRate) {
        return new Setup(Source.PROTOTYPES, start, rounds, 60, 40, 30, 20, 12, 20, steps, 2, learningRate, 0.2);
    }

    private static Mlp theta0(TrialInMemory<Setup> notes) {
        return LotteryTicket.network(notes.setting(), Rng.of(notes.seed("theta0")));
    }

    private static Digits digits(TrialInMemory<Setup> notes) {
        var s = notes.setting();
        return Digits.of(s.source(), s.train(), s.validation(), s.test(), Rng.of(notes.seed("digits")));
    }

    private static double[] weights(Mlp net, int layer) {
        return net.layers().get(layer).weight().toDoubles();
    }

    private static double[] mask(Masks masks, int layer) {
        return new ArrayList<>(masks.kept().values())
                .get(layer)
                .to(DType.FLOAT64)
                .toDoubles();
    }

    /** Means of three are 6, 5, 10/3, 16/3 and 19/3 at looks 1 to 5: look 3 is the lowest, though the loss itself is lowest at 4. */
    @Test
    void theStopIsWhereTheSmoothedLossIsLowest() {
        Scope.run(() -> {
            var model = Tensor.of(0.0).parameter();
            var early = new EarlyStop<>(model);
            double[] losses = {9, 6, 3, 6, 1, 9, 9};
            for (int look = 0; look < losses.length; look++) {
                model.detach().fill_(look);
                early.look(losses[look], model);
            }
            assertThat(early.place()).isEqualTo(3);
            assertThat(early.best().item()).isEqualTo(3);
            assertThat(early.censored()).isFalse();
        });
    }

    @Test
    void aCurveThatFallsToItsEndIsCensored() {
        Scope.run(() -> {
            var model = Tensor.of(0.0).parameter();
            var early = new EarlyStop<>(model);
            assertThat(early.censored()).isTrue();
            for (double loss : new double[] {5, 4, 3, 2}) {
                early.look(loss, model);
            }
            assertThat(early.censored()).isTrue();
            early.look(4, model);
            // The mean of 3, 2 and 4 is that of 4, 3 and 2, and the first of equals counts.
            assertThat(early.place()).isEqualTo(2);
            assertThat(early.censored()).isFalse();
        });
    }

    /** Where nothing moves, the weights after training are those before: masks are then known from theta0 alone, and losses from them. */
    @Test
    void everyRoundBeginsWithTheOriginalWeights() throws Exception {
        var notes = TrialInMemory.sharingIn(folder, setup(Start.TICKET, "4", 6, 1e-30));
        var theta0 = theta0(notes);
        var before = Tree.copy(theta0);
        var digits = digits(notes);
        var tickets = new Tickets(notes, digits, theta0);
        var left = new ArrayList<double[]>();
        for (int layer = 0; layer < 3; layer++) {
            left.add(DoubleStream.of(weights(theta0, layer))
                    .map(Math::abs)
                    .sorted()
                    .toArray());
        }
        for (int r = 0; r < 5; r++) {
            var m = tickets.mask(r);
            for (int layer = 0; layer < 3; layer++) {
                double bar = left.get(layer)[0];
                var expected = DoubleStream.of(weights(theta0, layer))
                        .map(w -> Math.abs(w) >= bar ? 1 : 0)
                        .toArray();
                assertThat(mask(m, layer)).containsExactly(expected);
                // The published code: all go up to the one at round(p n); the last layer at half the share.
                double p = layer == 2 ? 0.1 : 0.2;
                int gone = (int) Math.rint(p * left.get(layer).length) + 1;
                left.set(layer, Arrays.copyOfRange(left.get(layer), gone, left.get(layer).length));
            }
            double loss = loss(theta0, m, digits);
            assertThat(tickets.course(r).losses().toDoubles())
                    .containsExactly(new double[] {loss, loss, loss}, within(1e-5));
            assertThat(Tree.flatten(theta0).equalTo(Tree.flatten(before))).isTrue();
        }
    }

    /** The cross-entropy of the masked network on validation pictures, in plain loops. */
    private static double loss(Mlp net, Masks masks, Digits digits) {
        var x = digits.validation().inputs().toDoubles();
        var y = digits.validation().labels().toLongs();
        int inputs = x.length / y.length;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            var h = Arrays.copyOfRange(x, i * inputs, (i + 1) * inputs);
            for (int layer = 0; layer < 3; layer++) {
                var w = weights(net, layer);
                var m = mask(masks, layer);
                var z = new double[w.length / h.length];
                for (int j = 0; j < w.length; j++) {
                    z[j / h.length] += w[j] * m[j] * h[j % h.length];
                }
                h = layer == 2 ? z : DoubleStream.of(z).map(v -> Math.max(v, 0)).toArray();
            }
            sum += Math.log(DoubleStream.of(h).map(Math::exp).sum()) - h[(int) y[i]];
        }
        return sum / y.length;
    }

    /** The first two rounds once more, with masks in the forward pass and in the gradient's place: the same weights go. */
    @Test
    void roundsPruneWhatTrainingMadeSmall() throws Exception {
        var notes = TrialInMemory.sharingIn(folder, setup(Start.TICKET, "4", 30, 1e-2));
        var theta0 = theta0(notes);
        var digits = digits(notes);
        var tickets = new Tickets(notes, digits, theta0);
        var m = List.of(ones(weights(theta0, 0)), ones(weights(theta0, 1)), ones(weights(theta0, 2)));
        var dense = new ArrayList<double[]>();
        for (int r = 1; r <= 2; r++) {
            var masks = new ArrayList<Tensor>();
            for (int layer = 0; layer < 3; layer++) {
                var w = theta0.layers().get(layer).weight();
                masks.add(Tensor.of(m.get(layer), w.shape()));
            }
            var theta = Tree.copy(theta0);
            var optimiser = Adam.of(theta, 1e-2);
            for (var batch : Batches.of(digits.train(), 20, Rng.of(notes.seed("batches")))
                    .withoutRemainder()
                    .steps(30)) {
                optimiser.minimise(() -> {
                    var h = batch.inputs();
                    for (int layer = 0; layer < 3; layer++) {
                        var linear = theta.layers().get(layer);
                        h = h.linear(
                                linear.weight().mul(masks.get(layer)),
                                linear.bias().orElseThrow());
                        h = layer == 2 ? h : h.relu();
                    }
                    return h.crossEntropy(batch.labels());
                });
            }
            for (int layer = 0; layer < 3; layer++) {
                var w = weights(theta, layer);
                if (r == 1) {
                    dense.add(w);
                }
                drop(m.get(layer), w, layer == 2 ? 0.1 : 0.2);
                assertThat(mask(tickets.mask(r), layer)).containsExactly(m.get(layer));
            }
        }
        for (int layer = 0; layer < 3; layer++) {
            var once = ones(dense.get(layer));
            drop(once, dense.get(layer), 1 - Math.pow(layer == 2 ? 0.9 : 0.8, 7));
            assertThat(mask(tickets.oneShot(7), layer)).containsExactly(once);
        }
    }

    private static double[] ones(double[] like) {
        return DoubleStream.of(like).map(_ -> 1).toArray();
    }

    private static void drop(double[] mask, double[] w, double share) {
        var left = new ArrayList<Double>();
        for (int i = 0; i < w.length; i++) {
            if (mask[i] == 1) {
                left.add(Math.abs(w[i]));
            }
        }
        left.sort(null);
        double bar = left.get((int) Math.rint(share * left.size()));
        for (int i = 0; i < w.length; i++) {
            mask[i] = mask[i] == 1 && Math.abs(w[i]) > bar ? 1 : 0;
        }
    }

    @Test
    void signsHaveOneSizeALayer() {
        Scope.run(() -> {
            var notes = TrialInMemory.sharingIn(folder, setup(Start.SIGNS, "", 2, 1e-2));
            var net = theta0(notes);
            var signs = LotteryTicket.signs(net);
            for (int layer = 0; layer < 3; layer++) {
                var w = weights(net, layer);
                double size =
                        Math.sqrt(DoubleStream.of(w).map(v -> v * v).average().orElseThrow());
                var expected =
                        DoubleStream.of(w).map(v -> Math.signum(v) * size).toArray();
                assertThat(weights(signs, layer)).containsExactly(expected, within(1e-6));
                assertThat(signs.layers().get(layer).bias().orElseThrow().toDoubles())
                        .containsOnly(0);
            }
            // Glorot and Bengio: variance 2 / (784 + 20) in the first layer, from 15,680 draws.
            assertThat(Math.abs(weights(signs, 0)[0])).isCloseTo(Math.sqrt(2 / 804.0), within(0.002));
        });
    }

    private static Course course(double validation, double test) {
        var none = Tensor.zeros(DType.FLOAT64, 1);
        return new Course(none, none, Tensor.of(DType.FLOAT64, new double[] {1, 0, test, validation}, 4));
    }

    @Test
    void theBestTicketIsChosenByValidation() {
        Scope.run(() -> {
            var courses = new TreeMap<Integer, Course>();
            courses.put(0, course(99, 99));
            courses.put(3, course(96, 95));
            courses.put(6, course(97, 94));
            courses.put(8, course(97, 98));
            courses.put(10, course(99, 99));
            assertThat(TicketReport.best(courses).testAccuracy()).isEqualTo(94);
        });
    }

    @Test
    void roundsWithinAFifthOfAPointAreGood() {
        Scope.run(() -> {
            var courses = Map.of(
                    3,
                    course(0, 96.1),
                    7,
                    course(0, 95.8),
                    10,
                    course(0, 95.9),
                    12,
                    course(0, 95.7),
                    15,
                    course(0, 99));
            assertThat(TicketReport.lastGood(courses, 96)).isEqualTo(10);
            assertThat(TicketReport.lastGood(courses, 97)).isZero();
        });
    }

    @Test
    void hiddenLayersShrinkByAFifth() {
        var s = setup(Start.TICKET, EVERY_ROUND, 2, 1);
        assertThat(s.levels()).hasSize(16).endsWith(15);
        assertThat(List.of(s.left(0), s.left(1), s.left(7), s.left(12), s.left(15)))
                .containsExactly(100.0, 80.0, 21.0, 6.9, 3.5);
    }

    /** All arms read the same rounds, and report the cells that claims name. */
    @Test
    void armsShareRoundsAndReportTheirCells() throws Exception {
        var plan = new LotteryTicket().plan();
        var made = new HashMap<Record, Path>();
        for (var start : Start.values()) {
            var rounds = start == Start.TICKET ? EVERY_ROUND : "3,7,10,12";
            var notes = new TrialInMemory<>(
                    setup(start, rounds, 10, 1e-2), new TreeMap<>(), new ArrayList<>(), Optional.of(folder), made);
            new LotteryTicket().run(notes);
            assertThat(notes.metrics())
                    .containsKeys("early_stop@r=7", "test_accuracy@r=3", "test_accuracy@r=12", "last_good_round");
            assertThat(notes.metrics().containsKey("best_ticket")).isEqualTo(start == Start.TICKET);
            assertThat(notes.metrics().get("early_stop@r=7")).isBetween(2.0, 10.0);
            if (start == Start.TICKET) {
                assertThat(notes.metrics()).containsKey("test_accuracy@r=0");
            }
        }
        assertThat(made).hasSize(16);
        assertThat(plan.claims()).hasSize(8);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
    }
}
