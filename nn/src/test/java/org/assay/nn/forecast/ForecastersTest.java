package org.assay.nn.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.nn.GradientCheck;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.nn.optim.Adam;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class ForecastersTest {
    private static final int PAST = 12;
    private static final int AHEAD = 6;
    private static final TransformerForecaster.Config SMALL =
            new TransformerForecaster.Config(3, 4, true, AHEAD, 8, 2, 16, 2, 1, 0);

    private final Rng rng = Rng.of(1);

    private Tensor past(long batch) {
        return rng.normal(batch, PAST, 3).to(DType.FLOAT64);
    }

    private Tensor marks(long batch) {
        return rng.normal(batch, PAST + AHEAD, 4).to(DType.FLOAT64);
    }

    private List<Forecaster> all() {
        return List.<Forecaster>of(
                        LinearForecaster.plain(PAST, AHEAD, rng),
                        LinearForecaster.shifted(PAST, AHEAD, rng),
                        LinearForecaster.decomposed(PAST, AHEAD, rng),
                        LstmForecaster.of(3, AHEAD, 5, rng),
                        LstmForecaster.byChannel(AHEAD, 5, rng),
                        LstmForecaster.Iterated.of(3, AHEAD, 5, rng),
                        TransformerForecaster.of(SMALL, rng),
                        TransformerForecaster.Iterated.of(SMALL, rng),
                        Autoformer.of(SMALL, 1, rng),
                        PatchForecaster.of(PAST, AHEAD, 4, 2, 8, 2, 16, 1, rng),
                        new InstanceNormed(LinearForecaster.plain(PAST, AHEAD, rng)))
                .stream()
                .map(GradientCheck::doubles)
                .toList();
    }

    @Test
    void gradientsAgreeWithDifferences() {
        for (var model : all()) {
            var window = new Window(past(2), rng.normal(2, AHEAD, 3).to(DType.FLOAT64), marks(2));
            assertThat(model.forecast(window.past(), window.marks()).shape()).containsExactly(2, AHEAD, 3);
            GradientCheck.of(() -> model.loss(window), Tree.parameters(model));
        }
    }

    @Test
    void parameterCountsAreThosePublishedOrCountedByHand() {
        assertThat(Tree.count(LinearForecaster.plain(96, 96, rng))).isEqualTo(96 * 96 + 96);
        assertThat(Tree.count(LinearForecaster.decomposed(96, 96, rng))).isEqualTo(2 * (96 * 96 + 96));
        assertThat(Tree.count(LstmForecaster.Iterated.of(7, 96, 64, rng)))
                .isEqualTo(4 * 64 * (7 + 64) + 2 * 4 * 64 + 64 * 7 + 7);
        // The last layer of a direct network has a weight for every unit, step and channel.
        assertThat(Tree.count(LstmForecaster.of(7, 96, 64, rng))
                        - Tree.count(LstmForecaster.Iterated.of(7, 96, 64, rng)))
                .isEqualTo(65 * 7 * 95);
    }

    @Test
    void theTrendIsAMovingAverageWithItsEndsRepeated() {
        var x = Tensor.of(DType.FLOAT64, new double[] {1, 2, 6, 3}, 1, 4, 1);
        var parts = Trend.of(x, 3);
        assertThat(parts.trend().toDoubles()).containsExactly(new double[] {4 / 3.0, 3, 11 / 3.0, 4}, within(1e-12));
        assertThat(parts.seasonal().toDoubles())
                .containsExactly(new double[] {-1 / 3.0, -1, 7 / 3.0, -1}, within(1e-12));
        assertThatThrownBy(() -> Trend.of(x, 4))
                .hasMessage("A moving average lies around its middle: its width is odd, not 4.");
    }

    @Test
    void linearForecastsByHand() {
        Scope.run(() -> {
            // Two steps back, one ahead: weights 2 and 3, bias 1.
            var map = linear(1, 2, 3);
            var x = Tensor.of(DType.FLOAT64, new double[] {5, 7}, 1, 2, 1);
            assertThat(new LinearForecaster(map, Optional.empty(), false)
                            .forecast(x, x)
                            .item())
                    .isEqualTo(2 * 5 + 3 * 7 + 1);
            assertThat(new LinearForecaster(map, Optional.empty(), true)
                            .forecast(x, x)
                            .item())
                    .isEqualTo(2 * -2 + 1 + 7);
            // The average of 25 around each of the two: 13 or 12 times 5, the rest 7.
            double t0 = (13 * 5 + 12 * 7) / 25.0;
            double t1 = (12 * 5 + 13 * 7) / 25.0;
            assertThat(new LinearForecaster(map, Optional.of(linear(0, 10, 20)), false)
                            .forecast(x, x)
                            .item())
                    .isCloseTo(2 * (5 - t0) + 3 * (7 - t1) + 1 + 10 * t0 + 20 * t1, within(1e-9));
        });
    }

    private static Linear linear(double bias, double... weights) {
        return new Linear(
                Tensor.of(DType.FLOAT64, weights, 1, weights.length),
                Optional.of(Tensor.of(DType.FLOAT64, new double[] {bias}, 1)));
    }

    @Test
    void whatIsSharedByChannelsDoesNotMixThem() {
        var order = Tensor.of(new long[] {2, 0, 1}, 3);
        for (var model : List.<Forecaster>of(
                LinearForecaster.decomposed(PAST, AHEAD, rng),
                LstmForecaster.byChannel(AHEAD, 5, rng),
                PatchForecaster.of(PAST, AHEAD, 4, 2, 8, 2, 16, 1, rng))) {
            var doubles = GradientCheck.doubles(model);
            var x = past(2);
            var expected = doubles.forecast(x, marks(2)).indexSelect(2, order);
            assertThat(doubles.forecast(x.indexSelect(2, order), marks(2)).allClose(expected, 0, 1e-12))
                    .as(model.getClass().getSimpleName())
                    .isTrue();
        }
    }

    @Test
    void aNormalisedForecasterMovesAndScalesWithItsWindow() {
        var model = GradientCheck.doubles(new InstanceNormed(LstmForecaster.of(3, AHEAD, 5, rng)));
        var x = past(2);
        var expected = model.forecast(x, marks(2)).mul(30.0).add(7.0);
        // Not exactly, because of what is added to the variance.
        assertThat(model.forecast(x.mul(30.0).add(7.0), marks(2)).allClose(expected, 1e-3, 1e-3))
                .isTrue();
    }

    /** Forecasts of several steps are forecasts of one step from a past that grows by what was said. */
    @Test
    void iteratedForecastersReadWhatTheySaid() {
        var x = past(2);
        var m = marks(2);
        var lstm = GradientCheck.doubles(LstmForecaster.Iterated.of(3, AHEAD, 5, rng));
        follows(lstm, new LstmForecaster.Iterated(lstm.lstm(), lstm.head(), 1), x, m);
        var net = GradientCheck.doubles(TransformerForecaster.Iterated.of(SMALL, rng));
        follows(
                net,
                new TransformerForecaster.Iterated(
                        net.value(), net.calendar(), net.blocks(), net.norm(), net.head(), 1),
                x,
                m);
    }

    private static void follows(Forecaster whole, Forecaster one, Tensor x, Tensor m) {
        var said = whole.forecast(x, m);
        double sum = 0;
        var grown = x;
        for (int t = 0; t < AHEAD; t++) {
            var next = one.forecast(grown, m);
            assertThat(next.allClose(said.narrow(1, t, 1), 0, 1e-12)).isTrue();
            grown = Tensor.cat(List.of(grown, next), 1);
        }
        // Teacher forcing on what it said itself finds no error in the future, and in the past that of single steps.
        for (int t = 1; t < PAST; t++) {
            sum += one.forecast(x.narrow(1, 0, t), m)
                    .sub(x.narrow(1, t, 1))
                    .square()
                    .sum()
                    .item();
        }
        assertThat(whole.loss(new Window(x, said, m)).item())
                .isCloseTo(sum / (2 * 3 * (PAST + AHEAD - 1)), within(1e-12));
    }

    @Test
    void embeddingsAreCircularConvolutions() {
        var weights = SeriesEmbedding.neighbours(3, 5, rng);
        var x = rng.normal(2, 7, 3);
        // [out, 3 in], the earlier neighbour first, as a kernel [out, in, 3].
        var kernel = weights.weight().unflatten(1, 3, 3).transpose(1, 2).contiguous();
        var conv = x.transpose(1, 2)
                .padCircular(1, 1)
                .conv1d(kernel, Conv.of(1, 0))
                .transpose(1, 2);
        assertThat(SeriesEmbedding.convolve(weights, x).allClose(conv, 1e-5, 1e-5))
                .isTrue();
    }

    @Test
    void correlationsAreSumsOverTime() {
        int length = 9;
        var q = rng.normal(2, length, 3).to(DType.FLOAT64);
        var k = rng.normal(2, length, 3).to(DType.FLOAT64);
        var found = AutoCorrelation.correlation(q, k);
        assertThat(found.shape()).containsExactly(2, length);
        for (int b = 0; b < 2; b++) {
            for (int lag = 0; lag < length; lag++) {
                double sum = 0;
                for (int t = 0; t < length; t++) {
                    for (int c = 0; c < 3; c++) {
                        sum += q.at(b, (t + lag) % length, c).item()
                                * k.at(b, t, c).item()
                                / 3;
                    }
                }
                assertThat(found.at(b, lag).item()).isCloseTo(sum, within(1e-9));
            }
        }
    }

    @Test
    void lagsAreTakenOfTheBatchOrOfEachExample() {
        // Means over the batch: 3, 2.5, 4.5, 0. Best two of the batch: lags 2 and 0; of the first 0 and 1, of the
        // second 2 and 1.
        var r = Tensor.of(DType.FLOAT64, new double[] {5, 3, 1, 0, 1, 2, 8, 0}, 2, 4);
        var values = Tensor.of(DType.FLOAT64, new double[] {1, 2, 3, 4, 10, 20, 30, 40}, 2, 4, 1);
        double near = 1 / (1 + Math.exp(-4));
        double far = 1 / (1 + Math.exp(-7));
        assertThat(AutoCorrelation.together(r, values, 2).toDoubles())
                .containsExactly(
                        mixed(
                                near,
                                new double[] {1, 2, 3, 4},
                                new double[] {3, 4, 1, 2},
                                far,
                                new double[] {30, 40, 10, 20},
                                new double[] {10, 20, 30, 40}),
                        within(1e-9));
        near = 1 / (1 + Math.exp(-2));
        far = 1 / (1 + Math.exp(-6));
        assertThat(AutoCorrelation.each(r, values, 2).toDoubles())
                .containsExactly(
                        mixed(
                                near,
                                new double[] {1, 2, 3, 4},
                                new double[] {2, 3, 4, 1},
                                far,
                                new double[] {30, 40, 10, 20},
                                new double[] {20, 30, 40, 10}),
                        within(1e-9));
    }

    private static double[] mixed(double w, double[] a, double[] b, double v, double[] c, double[] d) {
        var mixed = new double[8];
        for (int t = 0; t < 4; t++) {
            mixed[t] = w * a[t] + (1 - w) * b[t];
            mixed[4 + t] = v * c[t] + (1 - v) * d[t];
        }
        return mixed;
    }

    @Test
    void aMemoryOfAnotherLengthIsCutOrFilledUp() {
        var layer = GradientCheck.doubles(AutoCorrelation.of(4, 1, rng));
        var x = rng.normal(2, 6, 4).to(DType.FLOAT64);
        var longer = rng.normal(2, 9, 4).to(DType.FLOAT64);
        assertThat(layer.forward(x, longer).allClose(layer.forward(x, longer.narrow(1, 0, 6)), 0, 1e-12))
                .isTrue();
        assertThat(layer.forward(longer, x).shape()).containsExactly(2, 9, 4);
        Mode.training(rng, () -> assertThat(layer.forward(longer, x).shape()).containsExactly(2, 9, 4));
    }

    @Test
    void patchesMustFit() {
        assertThatThrownBy(() -> PatchForecaster.of(8, 2, 16, 8, 4, 1, 4, 1, rng))
                .hasMessage("A past of 8 steps has no patch of 16: make patches smaller.");
    }

    /** A wave of twelve steps, of which every model sees one period. */
    @Test
    void allForecastersLearn() {
        Scope.run(() -> {
            var waves = new ArrayList<Tensor>();
            for (int i = 0; i < 16; i++) {
                waves.add(Tensor.arange((double) i, i + (double) PAST + AHEAD, 1)
                        .mul(Math.PI / 6)
                        .sin());
            }
            var x = Tensor.stack(waves, 0).unsqueeze(2).expand(16, PAST + AHEAD, 3);
            var window = new Window(x.narrow(1, 0, PAST), x.narrow(1, PAST, AHEAD), Tensor.zeros(16, PAST + AHEAD, 4));
            for (var wide : all()) {
                var model = Tree.map(
                        wide,
                        p -> p.requiresGrad() ? p.detach().to(DType.FLOAT32).parameter() : p);
                var adam = Adam.of(model, 1e-2);
                double before = model.loss(window).item();
                Mode.training(rng, () -> {
                    for (int step = 0; step < 40; step++) {
                        adam.minimise(() -> model.loss(window));
                    }
                });
                assertThat(model.loss(window).item()).as(model.toString()).isLessThan(0.5 * before);
            }
        });
    }
}
