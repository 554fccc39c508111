package org.assay.studies.series;

import org.assay.data.Calendar;
import org.assay.nn.forecast.Autoformer;
import org.assay.nn.forecast.Forecaster;
import org.assay.nn.forecast.InstanceNormed;
import org.assay.nn.forecast.LinearForecaster;
import org.assay.nn.forecast.LstmForecaster;
import org.assay.nn.forecast.PatchForecaster;
import org.assay.nn.forecast.TransformerForecaster;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.tensor.Rng;

/** What forecasts. */
public enum Architecture {
    LINEAR,
    /** Linear in the differences to the last value. */
    NLINEAR,
    /** Linear in trend and rest. */
    DLINEAR,
    /** All steps at once, as all but the iterated ones. */
    LSTM,
    LSTM_BY_CHANNEL,
    /** One step after another, each read as if it had been seen. */
    LSTM_ITERATED,
    TRANSFORMER,
    TRANSFORMER_NORMALISED,
    TRANSFORMER_ITERATED,
    AUTOFORMER,
    /** A transformer over patches of one channel, normalised. */
    PATCHES;

    private static final int HEADS = 2;
    private static final double DROPOUT = 0.05;
    private static final double LAGS = 1;
    private static final int PATCH = 16;

    /** Whether it says one step after another. */
    boolean iterated() {
        return this == LSTM_ITERATED || this == TRANSFORMER_ITERATED;
    }

    Forecaster build(Setup s, int channels, Rng rng) {
        int past = s.lookBack();
        int ahead = s.horizon();
        var sizes = new TransformerForecaster.Config(
                channels,
                s.calendar() ? Calendar.FEATURES : 0,
                s.positions(),
                ahead,
                s.width(),
                HEADS,
                2 * s.width(),
                2,
                1,
                DROPOUT);
        return switch (this) {
            case LINEAR -> LinearForecaster.plain(past, ahead, rng);
            case NLINEAR -> LinearForecaster.shifted(past, ahead, rng);
            case DLINEAR -> LinearForecaster.decomposed(past, ahead, rng);
            case LSTM -> LstmForecaster.of(channels, ahead, s.units(), rng);
            case LSTM_BY_CHANNEL -> LstmForecaster.byChannel(ahead, s.units(), rng);
            case LSTM_ITERATED -> LstmForecaster.Iterated.of(channels, ahead, s.units(), rng);
            case TRANSFORMER -> TransformerForecaster.of(sizes, rng);
            case TRANSFORMER_NORMALISED -> new InstanceNormed(TransformerForecaster.of(sizes, rng));
            case TRANSFORMER_ITERATED -> TransformerForecaster.Iterated.of(sizes, rng);
            case AUTOFORMER -> Autoformer.of(sizes, LAGS, rng);
            case PATCHES ->
                new InstanceNormed(
                        PatchForecaster.of(past, ahead, PATCH, PATCH / 2, s.width(), HEADS, 2 * s.width(), 2, rng));
        };
    }
}
