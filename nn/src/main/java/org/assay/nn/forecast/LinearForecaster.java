package org.assay.nn.forecast;

import java.util.Optional;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * One linear map over time, the same for all channels. Zeng et al. 2023 (LTSF-Linear), section 4.
 *
 * @param time from the past, or from its seasonal part, to the future
 * @param trend from the trend of the past to the future, added to the other map (DLinear); empty for one map of all
 * @param shifted whether the last value is taken away before and added again afterwards (NLinear)
 */
public record LinearForecaster(Linear time, Optional<Linear> trend, boolean shifted) implements Forecaster {

    /** A single map. */
    public static LinearForecaster plain(int lookBack, int horizon, Rng rng) {
        return new LinearForecaster(Linear.of(lookBack, horizon, rng), Optional.empty(), false);
    }

    /** A map of what the past is beside its last value. */
    public static LinearForecaster shifted(int lookBack, int horizon, Rng rng) {
        return new LinearForecaster(Linear.of(lookBack, horizon, rng), Optional.empty(), true);
    }

    /** One map of the seasonal part and one of the trend. */
    public static LinearForecaster decomposed(int lookBack, int horizon, Rng rng) {
        return new LinearForecaster(
                Linear.of(lookBack, horizon, rng), Optional.of(Linear.of(lookBack, horizon, rng)), false);
    }

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        if (trend.isPresent()) {
            var parts = Trend.of(past, Trend.WIDTH);
            return over(time, parts.seasonal()).add(over(trend.get(), parts.trend()));
        }
        if (shifted) {
            var last = past.narrow(1, past.size(1) - 1, 1);
            return over(time, past.sub(last)).add(last);
        }
        return over(time, past);
    }

    private static Tensor over(Linear map, Tensor x) {
        return map.forward(x.transpose(1, 2)).transpose(1, 2);
    }
}
