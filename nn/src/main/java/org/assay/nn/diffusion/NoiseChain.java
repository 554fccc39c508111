package org.assay.nn.diffusion;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Levels of noise from 1 to T, above the data at level 0: at level t an example is {@code sqrt(kept(t)) x0 + sqrt(1 - kept(t)) z}.
 * Ho et al. 2020, section 2. As a function of times, level 1 is at time 0 and level T at time 1.
 */
public final class NoiseChain implements Marginals {
    private final double[] kept;

    private NoiseChain(double[] kept) {
        this.kept = kept;
    }

    /** With step variances beta that grow in a straight line; {@code kept(t)} is the product of {@code 1 - beta} over levels 1 to t. */
    public static NoiseChain linear(int levels, double first, double last) {
        if (levels < 2 || !(0 < first && first <= last && last < 1)) {
            throw new IllegalArgumentException(
                    "A chain has two levels or more, and variances that grow between 0 and 1, not " + levels
                            + " levels from " + first + " to " + last + ".");
        }
        var kept = new double[levels + 1];
        kept[0] = 1;
        for (int t = 1; t <= levels; t++) {
            kept[t] = kept[t - 1] * (1 - first - (last - first) * (t - 1) / (levels - 1));
        }
        return new NoiseChain(kept);
    }

    /** The published one: 1,000 levels, variances from 0.0001 to 0.02. */
    public static NoiseChain standard() {
        return linear(1_000, 1e-4, 0.02);
    }

    /** T, the number of levels. */
    public int levels() {
        return kept.length - 1;
    }

    /** How much of the example's variance is left at a level: 1 at level 0. The alpha of Song, Meng and Ermon 2021, alpha bar of Ho et al. */
    public double kept(int level) {
        return kept[level];
    }

    /** So many levels with even steps between, from level 1 up: {@code 1 + floor(T i / steps)} for i from 0, as in the code of Song, Meng and Ermon. */
    public List<Integer> evenly(int steps) {
        return levels(steps, i -> levels() * i / steps);
    }

    /** The same with steps that grow, {@code 1 + floor(0.8 T (i / (steps - 1))^2)}; levels that coincide count once. */
    public List<Integer> squarely(int steps) {
        return levels(steps, i -> 0.8 * levels() * Math.pow(i / Math.max(1, steps - 1), 2));
    }

    private List<Integer> levels(int steps, DoubleUnaryOperator place) {
        if (steps < 1 || steps > levels()) {
            throw new IllegalArgumentException(
                    "Of " + levels() + " levels, " + steps + " cannot be chosen: ask for 1 to " + levels() + ".");
        }
        return IntStream.range(0, steps)
                .map(i -> 1 + (int) place.applyAsDouble(i))
                .distinct()
                .boxed()
                .toList();
    }

    @Override
    public Tensor mean(Tensor times) {
        return each(times, a -> Math.sqrt(a));
    }

    @Override
    public Tensor std(Tensor times) {
        return each(times, a -> Math.sqrt(1 - a));
    }

    private Tensor each(Tensor times, DoubleUnaryOperator ofKept) {
        int last = levels() - 1;
        return Tensor.of(
                Arrays.stream(times.toDoubles())
                        .map(time -> ofKept.applyAsDouble(kept[1 + (int) Math.round(time * last)]))
                        .toArray(),
                times.size(0));
    }

    /** A network's guess at a level. */
    public NoiseGuess guess(ScoreModel.Net net) {
        return (x, level) -> net.forward(x, Tensor.full((level - 1.0) / (levels() - 1), x.size(0)));
    }

    /**
     * Examples get noise of levels drawn evenly, and the mean squared error of the guess is what is lost. Ho et al. 2020, equation 14.
     *
     * @param x0 examples {@code [batch, …]}
     */
    public Tensor loss(ScoreModel.Net net, Tensor x0, Rng rng) {
        var times = rng.integers(0, levels(), x0.size(0)).to(DType.FLOAT32).div(levels() - 1.0);
        var z = rng.normalLike(x0);
        return net.forward(noised(x0, times, z), times).sub(z).square().mean();
    }
}
