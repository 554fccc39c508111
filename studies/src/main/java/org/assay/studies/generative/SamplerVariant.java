package org.assay.studies.generative;

import org.assay.nn.diffusion.DdimSampler;
import org.assay.nn.diffusion.NoiseChain;

/** What is different in a sampler. */
enum SamplerVariant {
    PLAIN,
    /** Each step adds as much noise as a step up, the paper's sigma hat. */
    WIDE_NOISE,
    /** Guessed pictures are cut off where black and white lie. */
    CLIPPED,
    /** Levels lie closer together near the data. */
    SQUARED_LEVELS;

    /** The sampler with so many steps. */
    DdimSampler of(NoiseChain chain, double eta, int count) {
        var levels = this == SQUARED_LEVELS ? chain.squarely(count) : chain.evenly(count);
        var plain = DdimSampler.of(chain, levels, eta);
        return switch (this) {
            case PLAIN, SQUARED_LEVELS -> plain;
            case WIDE_NOISE -> plain.withWideNoise();
            case CLIPPED -> plain.clipping(1);
        };
    }
}
