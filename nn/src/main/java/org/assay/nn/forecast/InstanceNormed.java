package org.assay.nn.forecast;

import org.assay.tensor.Tensor;

/**
 * A forecaster that sees each channel of each window at mean 0 and deviation 1, and whose forecast is taken back to where the window was. Kim et al. 2022
 * (RevIN), without its weights.
 */
public record InstanceNormed(Forecaster inner) implements Forecaster {
    private static final double EPSILON = 1e-5;

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        var mean = past.mean(true, 1);
        var centred = past.sub(mean);
        var deviation = centred.square().mean(true, 1).add(EPSILON).sqrt();
        return inner.forecast(centred.div(deviation), marks).mul(deviation).add(mean);
    }
}
