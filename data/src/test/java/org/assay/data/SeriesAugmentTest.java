package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SeriesAugmentTest {
    private static final int N = 200;
    private static final int T = 12;

    /** Step t of channel c is 1 + t + 100 c. */
    private static Tensor ramps() {
        var time = Tensor.arange(1, T + 1.0, 1);
        return Tensor.stack(time, time.add(100.0)).unsqueeze(0).expand(N, 2, T).contiguous();
    }

    private static double[][] rows(Tensor series) {
        var flat = series.to(DType.FLOAT64).toDoubles();
        int length = (int) series.size(2);
        var rows = new double[flat.length / length][];
        Arrays.setAll(rows, r -> Arrays.copyOfRange(flat, r * length, (r + 1) * length));
        return rows;
    }

    @Test
    void noiseHasItsRatioAndJitterItsDeviation() {
        var sine = Tensor.arange(0, 4000, 1).mul(0.1).sin().mul(3.0).reshape(1, 1, 4000);
        var noise = SeriesAugment.noise(sine, 10, 10, Rng.of(1)).sub(sine);
        // 10 dB: a tenth of the power 4.5.
        assertThat(noise.square().mean().item()).isCloseTo(0.45, within(0.03));
        assertThat(SeriesAugment.jitter(sine, 0.2, Rng.of(1)).sub(sine).std().item())
                .isCloseTo(0.2, within(0.01));
    }

    @Test
    void scaleAndGainMultiplyWholeChannels() {
        var ratio = SeriesAugment.scale(ramps(), 0.1, Rng.of(1)).div(ramps());
        assertThat(ratio.amax(2).sub(ratio.amin(2)).max().item()).isLessThan(1e-5);
        assertThat(ratio.select(2, 0).std().item()).isCloseTo(0.1, within(0.012));
        var loud = SeriesAugment.gain(ramps(), 20, Rng.of(1)).div(ramps()).select(2, 3);
        // 20 dB are a factor of ten.
        assertThat(loud.max().item()).isBetween(8.0, 10.0001);
        assertThat(loud.min().item()).isBetween(0.0999, 0.125);
        assertThat(loud.select(1, 0).allClose(loud.select(1, 1), 1e-5, 0)).isTrue();
    }

    @Test
    void shiftsMoveAndFillWithZeros() {
        boolean[] seen = new boolean[7];
        for (var row : rows(SeriesAugment.shift(ramps().narrow(1, 0, 1), 3, Rng.of(2)))) {
            int by = (int) row[6] - 7;
            seen[by + 3] = true;
            for (int t = 0; t < T; t++) {
                int from = t + by;
                assertThat(row[t]).isEqualTo(from < 0 || from >= T ? 0 : from + 1);
            }
        }
        assertThat(seen).containsOnly(true);
    }

    @Test
    void windowsAreStretchesOfAllChannelsAlike() {
        var windows = rows(SeriesAugment.window(ramps(), 5, Rng.of(3)));
        for (int i = 0; i < windows.length; i += 2) {
            for (int t = 0; t < 5; t++) {
                assertThat(windows[i][t]).isEqualTo(windows[i][0] + t);
                assertThat(windows[i + 1][t]).isEqualTo(windows[i][t] + 100);
            }
        }
        assertThat(Arrays.stream(windows)
                        .mapToDouble(row -> row[0])
                        .filter(first -> first < 100)
                        .max())
                .hasValue(8);
        assertThatThrownBy(() -> SeriesAugment.window(ramps(), 13, Rng.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("a stretch of 13 steps is not in series of 12");
    }

    @Test
    void masksAreOneStretchOfZeros() {
        int longest = 0;
        for (var row : rows(SeriesAugment.mask(ramps().narrow(1, 0, 1), 4, Rng.of(4)))) {
            int zeros = 0;
            int edges = 0;
            for (int t = 0; t < T; t++) {
                zeros += row[t] == 0 ? 1 : 0;
                edges += row[t] == 0 && (t == 0 || row[t - 1] != 0) ? 1 : 0;
            }
            longest = Math.max(longest, zeros);
            assertThat(edges).isEqualTo(zeros == 0 ? 0 : 1);
        }
        assertThat(longest).isEqualTo(4);
    }

    @Test
    void permutingKeepsPiecesWholeAndValuesAll() {
        var permuted = rows(SeriesAugment.permute(ramps().narrow(1, 0, 1), 4, Rng.of(5)));
        int moved = 0;
        for (var row : permuted) {
            for (int piece = 0; piece < 4; piece++) {
                assertThat(row[3 * piece + 1]).isEqualTo(row[3 * piece] + 1);
                assertThat(row[3 * piece] % 3).isEqualTo(1);
            }
            assertThat(Arrays.stream(row).sum()).isEqualTo(78);
            moved += row[0] == 1 ? 0 : 1;
        }
        assertThat(moved).isBetween(120, 180);
    }

    @Test
    void warpingKeepsEndsAndOrder() {
        for (var row : rows(SeriesAugment.warp(ramps().narrow(1, 0, 1), 4, 0.5, Rng.of(6)))) {
            assertThat(row[0]).isCloseTo(1, within(1e-4));
            assertThat(row[T - 1]).isCloseTo(T, within(1e-3));
            assertThat(row).isSorted();
        }
        assertThat(SeriesAugment.warp(ramps(), 3, 0, Rng.of(1)).allClose(ramps(), 1e-5, 1e-4))
                .isTrue();
    }

    @Test
    void twiceTheSpeedTakesEverySecondStepAndThenSilence() {
        var row = rows(SeriesAugment.speed(ramps().narrow(0, 0, 1).narrow(1, 0, 1), 2, 2, Rng.of(1)))[0];
        assertThat(row).containsExactly(1, 3, 5, 7, 9, 11, 0, 0, 0, 0, 0, 0);
        var slow = rows(SeriesAugment.speed(ramps().narrow(0, 0, 1).narrow(1, 0, 1), 0.5, 0.5, Rng.of(1)))[0];
        assertThat(slow).startsWith(1, 1.5, 2, 2.5).endsWith(6.5);
    }
}
