package org.assay.data;

import java.util.Map;

/**
 * Hourly loads and the oil temperature {@code OT} of two electricity transformers (ETTh1, ETTh2). The customary split is
 * 12, 4 and 4 months of 30 days.
 */
public record TransformerTemperature(Series h1, Series h2, String contentHash) implements Contents {
    /** Rows before this one are for training. */
    public static final int TRAIN_END = 8640;

    /** Rows from {@link #TRAIN_END} to before this one are for validation. */
    public static final int VALIDATION_END = 11520;

    /** Rows from {@link #VALIDATION_END} to before this one are for testing. */
    public static final int TEST_END = 14400;

    @Override
    public Map<String, Long> counts() {
        return Map.of("ETTh1", h1.length(), "ETTh2", h2.length());
    }
}
