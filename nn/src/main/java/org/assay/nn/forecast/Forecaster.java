package org.assay.nn.forecast;

import org.assay.tensor.Tensor;

/** A model of what comes next in several series. */
public interface Forecaster {

    /**
     * The expected future.
     *
     * @param past {@code [batch, lookBack, channel]}
     * @param marks {@code [batch, lookBack + horizon, mark]}
     * @return {@code [batch, horizon, channel]}
     */
    Tensor forecast(Tensor past, Tensor marks);

    /** What training makes small: by default the mean squared error of the forecast. */
    default Tensor loss(Window window) {
        return forecast(window.past(), window.marks()).mse(window.future());
    }
}
