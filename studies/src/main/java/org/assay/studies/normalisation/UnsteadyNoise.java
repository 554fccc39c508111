package org.assay.studies.normalisation;

import java.util.stream.IntStream;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.tensor.Tensor;

/**
 * Shifts and scales {@code [batch, channel, ...]} at random, by other amounts at every training step: a shift and a scale for each channel, and around them one
 * for each example. In evaluation it does nothing. Santurkar et al. 2018, appendix A ("noisy" batch normalisation).
 *
 * @param shift channels are shifted by up to so much to either side
 * @param scale channels are scaled by 1 to so much
 * @param spread of the examples' shifts and scales around their channel's, to either side
 */
record UnsteadyNoise(double shift, double scale, double spread) implements Layer {

    static final UnsteadyNoise PUBLISHED = new UnsteadyNoise(0.5, 1.25, 0.1);

    @Override
    public Tensor forward(Tensor z) {
        if (!Mode.isTraining()) {
            return z;
        }
        var rng = Mode.generator();
        long examples = z.size(0);
        long channels = z.size(1);
        var mu = rng.uniformBetween(-shift, shift, 1, channels);
        var s = rng.uniformBetween(1, scale, 1, channels);
        var m = mu.add(rng.uniformBetween(-spread, spread, examples, channels));
        var a = s.add(rng.uniformBetween(-spread, spread, examples, channels));
        long[] broadcast = IntStream.range(0, z.rank())
                .mapToLong(dim -> dim < 2 ? z.size(dim) : 1)
                .toArray();
        return z.mul(a.view(broadcast)).add(m.view(broadcast));
    }
}
