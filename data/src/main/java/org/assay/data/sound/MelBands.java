package org.assay.data.sound;

import java.util.Arrays;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Sound as the power in bands that are even to the ear: triangular filters evenly spaced on the mel scale of HTK, mel(f) = 2595
 * log10(1 + f / 700), each with peak 1, over the squared short-time spectrum under a Hann window, the sound mirrored at its ends.
 *
 * @param rate samples a second
 * @param size samples of a window
 * @param hop samples from one window to the next
 * @param bands how many
 * @param low where the first band begins, in Hz
 * @param high where the last ends, in Hz, at most half the rate
 */
public record MelBands(int rate, int size, int hop, int bands, double low, double high) {
    /** Silence is this loud, so that its logarithm exists. */
    private static final double FLOOR = 1e-10;

    public MelBands {
        if (size < 2 || size % 2 != 0 || hop < 1 || bands < 1 || !(low >= 0 && low < high && high <= rate / 2.0)) {
            throw new DataException(
                    "mel bands take an even window, a hop, a band and frequencies up to half the rate; these are"
                            + " window " + size + ", hop " + hop + ", " + bands + " bands from " + low + " to " + high
                            + " Hz at "
                            + rate);
        }
    }

    /** Windows of 25 ms (to the next power of two) every 10 ms, bands over all frequencies. */
    public static MelBands speech(int rate, int bands) {
        int window = rate / 40;
        return new MelBands(rate, Math.max(2, Integer.highestOneBit(2 * window - 1)), rate / 100, bands, 0, rate / 2.0);
    }

    /** The weight of each frequency in each band: {@code [band, size / 2 + 1]}, FLOAT32. */
    public Tensor filters() {
        int frequencies = size / 2 + 1;
        var weights = new double[bands * frequencies];
        double first = mel(low);
        double step = (mel(high) - first) / (bands + 1);
        for (int b = 0; b < bands; b++) {
            double left = hertz(first + b * step);
            double peak = hertz(first + (b + 1) * step);
            double right = hertz(first + (b + 2) * step);
            for (int k = 0; k < frequencies; k++) {
                double f = (double) k * rate / size;
                weights[b * frequencies + k] =
                        Math.max(0, Math.min((f - left) / (peak - left), (right - f) / (right - peak)));
            }
        }
        return Tensor.of(DType.FLOAT32, weights, bands, frequencies);
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    /** The natural logarithm of the power in each band: {@code [sound, time]} to {@code [sound, band, 1 + time / hop]}. */
    public Tensor logMel(Tensor sounds) {
        if (sounds.rank() != 2 || sounds.size(1) <= size / 2) {
            throw new DataException("sounds are [sound, time], longer than half a window of " + size
                    + " samples; these are " + Arrays.toString(sounds.shape()));
        }
        return Scope.call(() -> {
            var spectrum = sounds.stft(size, hop, Tensor.hann(size)).viewAsReal();
            var power = spectrum.square().sum(-1);
            return filters().matmul(power).clampMin(FLOOR).log();
        });
    }

    /**
     * Mel-frequency cepstral coefficients, the first of the orthonormal cosine transform of the logarithms: {@code [sound, time]}
     * to {@code [sound, coefficient, 1 + time / hop]}.
     */
    public Tensor mfcc(Tensor sounds, int coefficients) {
        if (coefficients < 1 || coefficients > bands) {
            throw new DataException(bands + " bands have no " + coefficients + " coefficients");
        }
        return Scope.call(() -> cosines(coefficients).matmul(logMel(sounds)));
    }

    private Tensor cosines(int coefficients) {
        var values = new double[coefficients * bands];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            for (int b = 0; b < bands; b++) {
                values[k * bands + b] = scale * Math.cos(Math.PI * k * (b + 0.5) / bands);
            }
        }
        return Tensor.of(DType.FLOAT32, values, coefficients, bands);
    }
}
