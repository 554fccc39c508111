package org.assay.studies.normalisation;

import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.nn.LpBatchNorm;
import org.assay.nn.Sequential;

/** What stands between a linear layer and what follows it. */
enum Norm {
    NONE,
    BATCH,
    /** Batch normalisation, and noise after it that makes its output unsteady. */
    NOISY,
    /** Divided by the mean distance from the mean instead of the deviation. */
    L1,
    /** Divided by the largest distance from the mean instead of the deviation. */
    MAX;

    Layer of(int channels) {
        return switch (this) {
            case NONE -> x -> x;
            case BATCH -> BatchNorm.of(channels);
            case NOISY -> Sequential.of(BatchNorm.of(channels), UnsteadyNoise.PUBLISHED);
            case L1 -> LpBatchNorm.of(channels, 1);
            case MAX -> LpBatchNorm.of(channels, Double.POSITIVE_INFINITY);
        };
    }
}
