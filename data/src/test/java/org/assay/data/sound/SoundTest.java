package org.assay.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoundTest {
    private static final MelBands BANDS = new MelBands(8000, 64, 32, 6, 100, 4000);

    private static Tensor sound() {
        var samples = new double[200];
        for (int t = 0; t < 200; t++) {
            samples[t] = Math.sin(2 * Math.PI * 440 * t / 8000) + 0.5 * Math.sin(2 * Math.PI * 1700 * t / 8000 + 1);
        }
        return Tensor.of(DType.FLOAT32, samples, 1, 200);
    }

    /** Frames 0, 3 and 6. */
    private static double[] frames(Tensor features) {
        var values = new ArrayList<Double>();
        for (long row = 0; row < features.size(1); row++) {
            for (long frame : new long[] {0, 3, 6}) {
                values.add(features.at(0, row, frame).item());
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Computed with NumPy in double precision, by a plain discrete Fourier transform of mirrored, windowed frames. */
    @Test
    void logMelAndCepstraAgreeWithNumPy() {
        var logMel = BANDS.logMel(sound());
        assertThat(logMel.shape()).containsExactly(1, 6, 7);
        assertThat(frames(logMel))
                .usingComparatorWithPrecision(2e-3)
                .containsExactly(
                        5.139033, 5.470263, 5.346766, 4.576417, 4.969056, 4.66414, 1.76981, -2.584278, 2.971588,
                        4.057719, 4.185791, 4.289413, 3.136777, 3.409305, 3.142994, 0.729054, -8.135528, -0.316704);
        assertThat(frames(BANDS.mfcc(sound(), 4)))
                .usingComparatorWithPrecision(2e-3)
                .containsExactly(
                        7.923613, 2.986177, 8.205055, 2.705197, 7.212764, 3.582474, 0.020279, -2.133389, -1.115469,
                        2.146671, 7.681644, 2.229096);
        assertThat(BANDS.filters().select(0, 1).narrow(0, 3, 6).toFloats())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(0.1509f, 0.5724f, 0.9939f, 0.6774f, 0.3501f, 0.0228f);
    }

    @Test
    void speechHasWindowsOfAPowerOfTwoEveryTenMilliseconds() {
        var bands = MelBands.speech(16_000, 40);
        assertThat(bands.size()).isEqualTo(512);
        assertThat(bands.hop()).isEqualTo(160);
        assertThat(MelBands.speech(8000, 40).size()).isEqualTo(256);
        assertThat(BANDS.logMel(Tensor.zeros(1, 100)).max().item()).isCloseTo(Math.log(1e-10), within(1e-3));
        assertThatThrownBy(() -> new MelBands(8000, 64, 32, 6, 100, 5000)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> BANDS.logMel(Tensor.zeros(1, 32)))
                .hasMessageContaining("longer than half a window of 64 samples; these are [1, 32]");
    }

    private static Tensor probabilities(int frames, int classes, long seed) {
        return Rng.of(seed).normal(frames, classes).mul(1.5).to(DType.FLOAT64).logSoftmax(1);
    }

    /** Every path, its repeats joined and its blanks left out. */
    private static Map<List<Integer>, Double> enumerated(Tensor log, int blank) {
        int frames = (int) log.size(0);
        int classes = (int) log.size(1);
        var values = log.toDoubles();
        var words = new HashMap<List<Integer>, Double>();
        for (long path = 0; path < Math.round(Math.pow(classes, frames)); path++) {
            var word = new ArrayList<Integer>();
            double p = 1;
            int before = blank;
            long rest = path;
            for (int t = 0; t < frames; t++) {
                int label = (int) (rest % classes);
                rest /= classes;
                p *= Math.exp(values[t * classes + label]);
                if (label != blank && label != before) {
                    word.add(label);
                }
                before = label;
            }
            words.merge(word, p, Double::sum);
        }
        return words;
    }

    @Test
    void aWideBeamFindsEveryWordWithItsProbability() {
        for (int seed = 0; seed < 10; seed++) {
            var log = probabilities(6, 3, seed);
            var truth = enumerated(log, 0);
            var found = Ctc.beam(log, 0, 1000);
            assertThat(found).hasSize(truth.size());
            for (var guess : found) {
                assertThat(Math.exp(guess.logProbability())).isCloseTo(truth.get(guess.labels()), within(1e-12));
            }
            var best =
                    truth.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            assertThat(found.getFirst().labels()).isEqualTo(best.getKey());
        }
    }

    @Test
    void theLikeliestPathIsNotTheLikeliestWord() {
        // Blank 0.6 and a 0.4 in both frames: the best path is empty (0.36), yet "a" has 0.16 + 2 * 0.24 = 0.64.
        var log = Tensor.of(DType.FLOAT64, new double[] {0.6, 0.4, 0.6, 0.4}, 2, 2)
                .log();
        assertThat(Ctc.greedy(log, 0)).isEmpty();
        var best = Ctc.beam(log, 0, 2).getFirst();
        assertThat(best.labels()).containsExactly(1);
        assertThat(Math.exp(best.logProbability())).isCloseTo(0.64, within(1e-12));
    }

    @Test
    void greedyJoinsRepeatsUnlessABlankParts() {
        // The path 1 1 0 1 2 2 with blank 0.
        var log = Tensor.of(new long[] {1, 1, 0, 1, 2, 2}, 6).oneHot(3).to(DType.FLOAT32);
        assertThat(Ctc.greedy(log, 0)).containsExactly(1, 1, 2);
        assertThatThrownBy(() -> Ctc.greedy(log, 3)).isInstanceOf(DataException.class);
    }

    @Test
    void masksCoverStretchesOfBandsAndFrames() {
        var masked = new SpecAugment(1, 3, 1, 5).apply(Tensor.ones(300, 8, 20), Rng.of(1));
        int bands = 0;
        int frames = 0;
        for (long i = 0; i < 300; i++) {
            var one = masked.select(0, i);
            var noBand = one.amax(1).eq(0.0).to(DType.INT64).toLongs();
            var noFrame = one.amax(0).eq(0.0).to(DType.INT64).toLongs();
            bands = Math.max(bands, (int) Arrays.stream(noBand).sum());
            frames = Math.max(frames, (int) Arrays.stream(noFrame).sum());
            double zeros = one.eq(0.0).to(DType.FLOAT64).sum().item();
            double b = Arrays.stream(noBand).sum();
            double f = Arrays.stream(noFrame).sum();
            assertThat(zeros).isEqualTo(160 - (8 - b) * (20 - f));
        }
        assertThat(bands).isEqualTo(3);
        assertThat(frames).isEqualTo(5);
    }
}
