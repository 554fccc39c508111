package org.assay.studies.text;

import static org.assay.studies.text.TextGeneration.NATS;

import java.util.List;
import java.util.stream.Stream;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;

/** What the report of {@link TextGeneration} draws. */
final class TextFigures {
    private static final List<String> WRITERS = List.of("LSTM,layers=2", "nanoGPT", "Shakespeare");
    private static final List<String> RECURRENT =
            List.of("RNN", "LSTM,h=32", "LSTM,h=64", "LSTM,h=128", "LSTM,h=208", "LSTM,layers=2", "LSTM,byte-pairs");

    // @formatter:off
    static final List<Figure> ALL = List.of(
        new Figure.Bars("losses", "Loss on the validation text.",
            List.of(NATS), Stream.of(List.of("5-gram"), RECURRENT, List.of("transformer", "nanoGPT")).flatMap(List::stream).toList(), "nats", Axis.LINEAR),
        new Figure.Scatter("cost", "Loss on the validation text against the time that training took, beside whatever else the machine did.",
            "seconds_of_training", NATS, Stream.of(RECURRENT, List.of("transformer", "nanoGPT")).flatMap(List::stream).toList(), Axis.LOG, Axis.LINEAR),
        new Figure.Lines("temperature",
            "Words that are in the training text, runs of three words that are in it, and different pairs among all pairs of words, by the temperature; level"
                + " lines are those of the validation text.",
            List.of("spelling by temperature", "triples_seen by temperature", "distinct_2 by temperature"), WRITERS, "temperature", Axis.LINEAR, "share",
            Axis.LINEAR),
        new Figure.Lines("nucleus", "The same by the probability of the nucleus, at temperature 1.",
            List.of("spelling by nucleus", "triples_seen by nucleus", "distinct_2 by nucleus"), WRITERS, "nucleus", Axis.LINEAR, "share", Axis.LINEAR),
        new Figure.Lines("places", "Loss on the validation text by the place in a window that is read by itself.",
            List.of("loss by place"), List.of("RNN", "LSTM,h=128", "LSTM,layers=2", "transformer", "nanoGPT"), "place", Axis.LOG, "nats", Axis.LINEAR));
    // @formatter:on

    private TextFigures() {}
}
