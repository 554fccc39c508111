package org.assay.nn.forecast;

import org.assay.tensor.Tensor;

/**
 * A stretch of series and what came next.
 *
 * @param past {@code [batch, lookBack, channel]}
 * @param future {@code [batch, horizon, channel]}
 * @param marks what is known of every time beforehand, such as the hour: {@code [batch, lookBack + horizon, mark]}
 */
public record Window(Tensor past, Tensor future, Tensor marks) {}
