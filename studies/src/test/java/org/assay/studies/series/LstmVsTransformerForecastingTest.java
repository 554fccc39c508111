package org.assay.studies.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.data.Calendar;
import org.assay.data.generate.SeriesKinds;
import org.assay.data.generate.SeriesKinds.Recall;
import org.assay.nn.optim.Adam;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.studies.series.LstmVsTransformerForecasting.Source;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LstmVsTransformerForecastingTest {
    private final Rng rng = Rng.of(1);

    private static Setup setup(Architecture model, int lookBack, int horizon) {
        return new Setup(Source.SEASONAL, model, lookBack, horizon, true, true, 1_200, 1, 8, 8, 30, 16, 1e-2, 2);
    }

    /** The steps 0, 1, 2... themselves, where saying the last value again is off by the steps ahead. */
    private static ForecastData ramp(int horizon) {
        int n = 1_000;
        return new ForecastData(
                Tensor.arange(0.0, n, 1).unsqueeze(1),
                Tensor.zeros(n, Calendar.FEATURES),
                Origins.of(600, 800, n, horizon, 1),
                Double.NaN);
    }

    @Test
    void testWindowsAreThePublishedOnesAndTheSameForEveryLookBack() {
        var origins = Origins.of(8640, 11520, 14400, 96, 1);
        // The published count of windows in the test part of ETTh1: 2880 - 96 + 1.
        assertThat(origins.test().size(0)).isEqualTo(2785);
        assertThat(origins.test().at(0).itemLong()).isEqualTo(11520);
        assertThat(origins.test().at(2784).itemLong() + 96).isEqualTo(14400);
        var training = origins.training().toLongs();
        assertThat(training[0]).isEqualTo(336);
        assertThat(training[training.length - 1] + 96).isEqualTo(8640);
        assertThat(origins.validation().toLongs()).startsWith(8640, 8648);
    }

    @Test
    void alignedWindowsBeginAfterAKey() {
        var origins = Origins.aligned(960, 1440, 1920, 40, 48, 8);
        assertThat(origins.training().toLongs()).startsWith(344, 392).endsWith(920);
        assertThat(origins.validation().toLongs()).startsWith(968).endsWith(1400);
        assertThat(origins.test().toLongs()).startsWith(1448).endsWith(1880);
    }

    @Test
    void errorsByHand() {
        Scope.run(() -> {
            var data = ramp(4);
            var s = setup(Architecture.LINEAR, 24, 4);
            var test = data.origins().test();
            var errors = WindowErrors.of(data, test, s, (past, _) -> WindowErrors.repeat(past, 4));
            assertThat(errors.squared()).hasSize(197).containsOnly((1 + 4 + 9 + 16) / 4.0);
            assertThat(errors.byLead()).containsExactly(1, 4, 9, 16);
            assertThat(errors.mae()).isCloseTo(2.5, within(1e-12));
            assertThat(errors.mse()).isCloseTo(7.5, within(1e-12));
            // With a period of three, steps ahead 1 to 3 are off by three, and the fourth by six.
            var periodic = WindowErrors.of(data, test, s, (past, _) -> WindowErrors.repeatPeriod(past, 3, 4));
            assertThat(periodic.byLead()).containsExactly(9, 9, 9, 36);
        });
    }

    @Test
    void shufflingKeepsTheStepsOfAWindowTogether() {
        Scope.run(() -> {
            var first = Tensor.arange(0.0, 50, 1);
            var past = Tensor.stack(first, first.add(100.0)).t().unsqueeze(0).repeat(3, 1, 1);
            var mixed = WindowErrors.shuffled(past, rng);
            assertThat(mixed.select(2, 1).sub(mixed.select(2, 0)).toDoubles()).containsOnly(100);
            for (int w = 0; w < 3; w++) {
                var steps = mixed.select(0, w).select(1, 0).toDoubles();
                assertThat(steps).isNotEqualTo(first.toDoubles());
                Arrays.sort(steps);
                assertThat(steps).isEqualTo(first.toDoubles());
            }
        });
    }

    /** Of independent errors the deviation of their mean; of errors in runs of ten that of a tenth as many. */
    @Test
    void theBootstrapSeesThatNeighboursAreAlike() {
        var drawn = rng.normal(400);
        var values = drawn.toDoubles();
        double deviation = drawn.std().item();
        var independent = new WindowErrors(values, new double[0], 0);
        assertThat(independent.deviationOverBlocks(1, Rng.of(2))).isCloseTo(deviation / 20, within(0.01));
        var runs = IntStream.range(0, 4000).mapToDouble(i -> values[i / 10]).toArray();
        var alike = new WindowErrors(runs, new double[0], 0);
        assertThat(alike.deviationOverBlocks(100, Rng.of(2))).isCloseTo(deviation / 20, within(0.015));
        assertThat(alike.deviationOverBlocks(1, Rng.of(2))).isLessThan(0.5 * deviation / 20);
    }

    /** Keys 0 1 0 2, motifs 5 3 5 6; then the same keys paired anew. */
    @Test
    void lookingUpByHand() {
        var keys = new long[20];
        var motifs = new long[20];
        for (int b = 0; b < 20; b++) {
            keys[b] = b % 8;
            motifs[b] = (keys[b] + (b < 10 ? 0 : 3)) % 8;
        }
        keys[2] = 0;
        motifs[2] = 0;
        var values = new double[20 * 48];
        for (int b = 0; b < 20; b++) {
            for (int t = 0; t < 24; t++) {
                values[48 * b + 24 + t] = motifs[b] == 7 ? 80 : motifs[b];
            }
            values[48 * b + 10] = 2;
        }
        var recall =
                new Recall(Tensor.of(DType.FLOAT64, values, values.length), Tensor.of(keys, 20), Tensor.of(motifs, 20));
        var lookup = new Lookup(recall, 192, 40);
        // Block 2 has the key of block 0: its motif is known.
        assertThat(lookup.motif(2)).containsOnly(0);
        // Block 3 comes after the motifs 0, 1 and 0: it is one of 2, 3, 4, 5, 6 and 80.
        assertThat(lookup.motif(3)[0]).isCloseTo(100 / 6.0, within(1e-12));
        // Three whole blocks are in sight, those with keys 1, 0 and 3.
        assertThat(lookup.motif(4)[0]).isCloseTo((2 + 4 + 5 + 6 + 80) / 5.0, within(1e-12));
        // Block 10 is the first of a new pairing: nothing is known.
        assertThat(lookup.motif(10)[0]).isCloseTo(101 / 8.0, within(1e-12));
        // A window of 40 steps after the key of block 2 holds one noisy step of 2 and the whole motif.
        assertThat(lookup.mse(new long[] {2 * 48 + 8})).isCloseTo(4 / 40.0, within(1e-12));
        double off = 3 - 100 / 6.0;
        assertThat(lookup.mse(new long[] {3 * 48 + 8})).isCloseTo((4 + 24 * off * off) / 40, within(1e-9));
    }

    @Test
    void lookingUpIsBetterThanTheMean() {
        var recall = Recall.draw(400, rng);
        var lookup = new Lookup(recall, 192, 40);
        var origins = IntStream.range(40, 400).mapToLong(b -> 48L * b + 8).toArray();
        double blind = new Lookup(recall, 8, 40).mse(origins);
        assertThat(lookup.mse(origins)).isBetween(0.7 * blind, 0.95 * blind);
    }

    /** The last steps of a past are a key, and the same key is always written alike. */
    @Test
    void forecastsBeginAfterAKey() {
        Scope.run(() -> {
            var recall = Recall.draw(60, rng);
            var s = setup(Architecture.LINEAR, 96, 40);
            var data = ForecastData.recalled(s, recall);
            var origins = data.origins().test();
            var window = data.windows(origins, s);
            var blocks = origins.toLongs();
            assertThat(blocks).startsWith(2312).hasSize(12);
            var keys = recall.keys().toLongs();
            for (int i = 0; i < blocks.length; i++) {
                for (int j = 0; j < i; j++) {
                    boolean alike = key(window.past(), i).allClose(key(window.past(), j), 0, 1e-6);
                    assertThat(alike).isEqualTo(keys[(int) blocks[i] / 48] == keys[(int) blocks[j] / 48]);
                }
            }
            var motif = window.future().select(0, 0).narrow(0, 16, 24);
            assertThat(motif.equalTo(data.values().narrow(0, blocks[0] + 16, 24)))
                    .isTrue();
            assertThat(data.lookupMse()).isBetween(0.2, 1.2);
        });
    }

    private static Tensor key(Tensor past, int window) {
        return past.select(0, window).narrow(0, 88, 8);
    }

    @Test
    void unitsAreThoseOfTheTrainingPart() {
        Scope.run(() -> {
            var data =
                    ForecastData.generated(setup(Architecture.LINEAR, 24, 12), SeriesKinds.seasonal(1_200, rng), true);
            var training = data.values().narrow(0, 0, 720);
            assertThat(training.mean().item()).isCloseTo(0, within(1e-4));
            assertThat(training.varCorrected(0, false, 0).item()).isCloseTo(1, within(1e-3));
            assertThat(data.values().mean().item()).isNotCloseTo(0, within(1e-3));
            var window = data.windows(Tensor.of(new long[] {400}, 1), setup(Architecture.LINEAR, 24, 12));
            assertThat(window.past()
                            .flatten()
                            .equalTo(data.values().narrow(0, 376, 24).flatten()))
                    .isTrue();
            assertThat(window.future()
                            .flatten()
                            .equalTo(data.values().narrow(0, 400, 12).flatten()))
                    .isTrue();
            assertThat(window.marks().size(1)).isEqualTo(36);
        });
    }

    @Test
    void everyArchitectureLearns() {
        Scope.run(() -> {
            var series = SeriesKinds.seasonal(1_200, rng);
            for (var model : Architecture.values()) {
                var s = setup(model, 24, 12);
                var data = ForecastData.generated(s, series, true);
                var net = model.build(s, 1, Rng.of(3));
                var adam = Adam.of(net, 1e-2);
                var window = data.windows(data.origins().training().narrow(0, 0, 100), s);
                double before = net.loss(window).item();
                for (int step = 0; step < 30; step++) {
                    adam.minimise(() -> net.loss(window));
                }
                assertThat(net.loss(window).item()).as(model.name()).isLessThan(0.8 * before);
            }
        });
    }
}
