package org.assay.studies.series;

import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;

/** What the report of the study draws. */
final class ForecastFigures {
    private ForecastFigures() {}

    // @formatter:off
    static final List<Figure> ALL = List.of(
            new Figure.Bars("errors", "Test error on ETTh1, 96 hours ahead, of all models and forms of them.",
                List.of("test_mse"), List.of("h1,DLinear", "h1,DLinear,L=96", "h1,Linear", "h1,NLinear", "h1,LSTM", "h1,LSTM-by-channel", "h1,LSTM-iterated",
                    "h1,Transformer", "h1,Transformer,normalised", "h1,Transformer,no-calendar",
                    "h1,PatchTST", "h1,Autoformer"), "mean squared error", Axis.LINEAR),
            new Figure.Lines("leads", "Test error on ETTh1 by hours ahead: of all models, 96 hours at once, and of two ways of decoding up to 192.",
                List.of("mse by lead"), List.of("h1,DLinear", "h1,LSTM", "h1,Transformer", "h1,Autoformer", "h1,LSTM,T=192", "h1,LSTM-iterated,T=192"),
                "hours ahead", Axis.LINEAR, "mean squared error", Axis.LINEAR),
            new Figure.Lines("stretches",
                "Test error on ETTh1 of forecasts that begin within four days, one stretch of them after another: models err on the same days.",
                List.of("mse by stretch"), List.of("h1,DLinear", "h1,LSTM", "h1,Transformer", "h1,Autoformer"), "stretch of four days", Axis.LINEAR, "mean squared error", Axis.LINEAR),
            new Figure.Lines("learning", "Error of forecasts of the validation part in training; the best state counts.",
                List.of("validation_mse"), List.of("h1,LSTM", "h1,LSTM-iterated,T=192", "h1,Transformer", "h1,Autoformer"),
                "step", Axis.LINEAR, "mean squared error", Axis.LINEAR));

    static final List<Figure> OF_SERIES = List.of(
            new Figure.Bars("winners",
                "Test error over that of saying the last value again and again, by series and model; below 1 a model is better than that.",
                List.of("mse_over_that_of_repeating"), List.of("seasonal,*", "chaotic,*", "recall,*", "walk,*"), "ratio", Axis.LOG),
            new Figure.Sweep("past", "Test error on ETTh1, 96 hours ahead, against the hours that a model sees.",
                "test_mse", List.of("h1,*"),
                "lookBack", Axis.LOG, "model", "mean squared error", Axis.LINEAR),
            new Figure.Bars("order", "Test error on ETTh1 with the past as it was, and with its steps in random order.",
                List.of("test_mse", "mse_shuffled"),
                List.of("h1,*"), "mean squared error", Axis.LINEAR),
            new Figure.Images("smooth_series",
                "Forecasts (blue) after a past (grey), and what came (black), at three places of the test part.",
                List.of("first", "second", "third"),
                List.of("seasonal,DLinear", "seasonal,LSTM", "seasonal,Transformer", "chaotic,DLinear", "chaotic,LSTM", "chaotic,Transformer")),
            new Figure.Images("other_series",
                "As above, of series that must be looked up and of random walks.",
                List.of("first", "second", "third"),
                List.of("recall,DLinear", "recall,LSTM", "recall,Transformer", "walk,Transformer", "walk,Autoformer")));
    // @formatter:on
}
