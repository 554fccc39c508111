package org.assay.nn.forecast;

import java.util.List;
import java.util.stream.Stream;
import org.assay.nn.Dropout;
import org.assay.nn.LayerNorm;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A transformer of series that takes their trend off after every layer and looks for lags instead of steps. Wu, Xu, Wang and Long 2021, section 3.
 *
 * @param head from the decoder's width to the channels, for the seasonal part
 * @param horizon in steps
 */
public record Autoformer(
        SeriesEmbedding source,
        SeriesEmbedding target,
        List<Encoder> encoder,
        LayerNorm encoderNorm,
        List<Decoder> decoder,
        LayerNorm decoderNorm,
        Linear head,
        double dropout,
        int horizon)
        implements Forecaster {

    /** Of the sizes of a transformer; heads and positions have no place in it. */
    public static Autoformer of(TransformerForecaster.Config c, double factor, Rng rng) {
        return new Autoformer(
                SeriesEmbedding.of(c.channels(), c.marks(), false, c.width(), rng),
                SeriesEmbedding.of(c.channels(), c.marks(), false, c.width(), rng),
                Stream.generate(() -> Encoder.of(c, factor, rng))
                        .limit(c.encoder())
                        .toList(),
                LayerNorm.of(c.width()),
                Stream.generate(() -> Decoder.of(c, factor, rng))
                        .limit(c.decoder())
                        .toList(),
                LayerNorm.of(c.width()),
                Linear.of(c.width(), c.channels(), rng),
                c.dropout(),
                c.horizon());
    }

    @Override
    public Tensor forecast(Tensor past, Tensor marks) {
        long length = past.size(1);
        long known = length / 2;
        var drop = new Dropout(dropout);
        var h = drop.forward(source.embed(past, marks.narrow(1, 0, length)));
        for (var layer : encoder) {
            h = layer.forward(h);
        }
        var memory = seasonalNorm(encoderNorm, h);
        var parts = Trend.of(past, Trend.WIDTH);
        var asked = parts.seasonal().narrow(1, length - known, known).pad(0, 0, 0, horizon);
        var mean = past.mean(true, 1).expand(past.size(0), horizon, past.size(2));
        var trend = Tensor.cat(List.of(parts.trend().narrow(1, length - known, known), mean), 1);
        var x = drop.forward(target.embed(asked, marks.narrow(1, length - known, known + horizon)));
        for (var layer : decoder) {
            var next = layer.forward(x, memory);
            x = next.seasonal();
            trend = trend.add(next.trend());
        }
        return head.forward(seasonalNorm(decoderNorm, x)).add(trend).narrow(1, known, horizon);
    }

    /** Normalised, then without its mean over time. */
    private static Tensor seasonalNorm(LayerNorm norm, Tensor x) {
        var h = norm.forward(x);
        return h.sub(h.mean(true, 1));
    }

    /** The perceptron of a layer, two maps of each step without biases. */
    private record Perceptron(Linear first, Linear second) {
        static Perceptron of(TransformerForecaster.Config c, Rng rng) {
            return new Perceptron(
                    Linear.of(c.width(), c.hidden(), rng).unbiased(),
                    Linear.of(c.hidden(), c.width(), rng).unbiased());
        }

        Tensor beside(Tensor x, Dropout drop) {
            return x.add(
                    drop.forward(second.forward(drop.forward(first.forward(x).gelu()))));
        }
    }

    /** A layer that keeps the seasonal part alone. */
    record Encoder(AutoCorrelation self, Perceptron perceptron, double dropout) {
        static Encoder of(TransformerForecaster.Config c, double factor, Rng rng) {
            return new Encoder(AutoCorrelation.of(c.width(), factor, rng), Perceptron.of(c, rng), c.dropout());
        }

        Tensor forward(Tensor x) {
            var drop = new Dropout(dropout);
            var s = seasonal(x.add(drop.forward(self.forward(x, x))));
            return seasonal(perceptron.beside(s, drop));
        }

        private static Tensor seasonal(Tensor x) {
            return Trend.of(x, Trend.WIDTH).seasonal();
        }
    }

    /**
     * A layer that gives the trends it takes off.
     *
     * @param projection of the sum of its three trends to the channels, a circular convolution of kernel 3
     */
    record Decoder(
            AutoCorrelation self, AutoCorrelation cross, Perceptron perceptron, Linear projection, double dropout) {
        static Decoder of(TransformerForecaster.Config c, double factor, Rng rng) {
            return new Decoder(
                    AutoCorrelation.of(c.width(), factor, rng),
                    AutoCorrelation.of(c.width(), factor, rng),
                    Perceptron.of(c, rng),
                    Linear.of(3 * c.width(), c.channels(), rng).unbiased(),
                    c.dropout());
        }

        /** The seasonal part {@code [batch, time, width]} and the trend {@code [batch, time, channel]}. */
        Trend forward(Tensor x, Tensor memory) {
            var drop = new Dropout(dropout);
            var first = Trend.of(x.add(drop.forward(self.forward(x, x))), Trend.WIDTH);
            var second =
                    Trend.of(first.seasonal().add(drop.forward(cross.forward(first.seasonal(), memory))), Trend.WIDTH);
            var third = Trend.of(perceptron.beside(second.seasonal(), drop), Trend.WIDTH);
            var sum = first.trend().add(second.trend()).add(third.trend());
            return new Trend(third.seasonal(), SeriesEmbedding.convolve(projection, sum));
        }
    }
}
