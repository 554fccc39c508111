/** Forecasting of time series: linear maps, recurrent networks and transformers from a stretch of the past to one of the future. */
@NullMarked
package org.assay.nn.forecast;

import org.jspecify.annotations.NullMarked;
