package org.assay.data.sound;

import org.assay.data.SeriesAugment;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Stretches of bands and of time set to zero (Park et al. 2019, arXiv:1904.08779), which is the mean where spectrograms are
 * standardised.
 *
 * @param bandMasks how many stretches of bands
 * @param bands the most bands of each
 * @param timeMasks how many stretches of time
 * @param frames the most frames of each
 */
public record SpecAugment(int bandMasks, int bands, int timeMasks, int frames) {
    /** Spectrograms {@code [sound, band, frame]} with stretches of their own. */
    public Tensor apply(Tensor spectrograms, Rng rng) {
        return Scope.call(() -> {
            var masked = spectrograms.transpose(1, 2);
            for (int i = 0; i < bandMasks; i++) {
                masked = SeriesAugment.mask(masked, bands, rng);
            }
            masked = masked.transpose(1, 2).contiguous();
            for (int i = 0; i < timeMasks; i++) {
                masked = SeriesAugment.mask(masked, frames, rng);
            }
            return masked;
        });
    }
}
