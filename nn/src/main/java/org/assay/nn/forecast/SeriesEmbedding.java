package org.assay.nn.forecast;

import java.util.List;
import java.util.Optional;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.nn.models.Positions;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A token for every step: its value with its neighbours', what is known of its time, and its position. Zhou et al. 2021 (Informer), appendix B, as
 * LTSF-Linear and Autoformer have it.
 *
 * @param value of a step and those beside it, the first and the last being neighbours: a circular convolution of kernel 3 without bias, {@code 3 channels} to
 *     width
 * @param calendar of the marks of a step, without bias; empty where marks are not read
 * @param positions whether sinusoidal positions are added
 */
public record SeriesEmbedding(Linear value, Optional<Linear> calendar, boolean positions) {

    /** Reading so many marks, none for 0. */
    public static SeriesEmbedding of(int channels, int marks, boolean positions, int width, Rng rng) {
        return new SeriesEmbedding(
                neighbours(channels, width, rng),
                marks == 0
                        ? Optional.empty()
                        : Optional.of(Linear.of(marks, width, rng).unbiased()),
                positions);
    }

    /** The weights of {@link #convolve}. */
    static Linear neighbours(int in, int out, Rng rng) {
        return Linear.of(3 * in, out, Init.kaimingNormal(), rng).unbiased();
    }

    /** A circular convolution of kernel 3 over time, {@code [batch, time, in]} to {@code [batch, time, out]}. */
    static Tensor convolve(Linear weights, Tensor x) {
        return weights.forward(Tensor.cat(List.of(x.roll(1, 1), x, x.roll(-1, 1)), 2));
    }

    /** From {@code [batch, time, channel]} and {@code [batch, time, mark]} to {@code [batch, time, width]}. */
    public Tensor embed(Tensor x, Tensor marks) {
        var tokens = convolve(value, x);
        if (calendar.isPresent()) {
            tokens = tokens.add(calendar.get().forward(marks));
        }
        return positions ? tokens.add(positions(0, x.size(1), value.weight())) : tokens;
    }

    /** Positions from one on, {@code [count, width]}, for a weight of {@code [width, ...]}. */
    static Tensor positions(long from, long count, Tensor weight) {
        return Positions.sinusoidal(Tensor.arange((double) from, (double) (from + count), 1), (int) weight.size(0))
                .to(weight.dtype());
    }
}
