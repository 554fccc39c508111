package org.assay.studies.uncertainty;

import org.assay.lab.Trial;

/** How mean histograms of test images and of near outliers differ from that of the training images. */
final class HistogramCurves {
    private static final double FEWEST = 1e-4;

    private HistogramCurves() {}

    /** Reports the ratio to the training images' share of each bin that holds at least 1/10,000 of their values, over the bins' middles. */
    static void report(Trial<?> trial, Features z, String values, Divergences of) {
        var train = of.mean().toDoubles();
        for (var part : new String[] {Features.TEST, Features.NEAR}) {
            var share = z.part(part, of.histograms()).mean(0).toDoubles();
            for (int bin = 0; bin < train.length; bin++) {
                if (train[bin] >= FEWEST) {
                    trial.series(part + ", " + values, of.bins().centre(bin), share[bin] / train[bin]);
                }
            }
        }
    }
}
