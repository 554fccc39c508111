package org.assay.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A stream of random numbers that belongs to whoever holds it: nothing else draws from it.
 *
 * <p>{@link #split(String)} gives a stream that depends on the seed and the names alone, whatever was drawn before:
 *
 * <pre>{@code
 * var rng = Rng.of(seed);
 * var weights = rng.split("initialisation");
 * var order = rng.split("order").split(epoch);
 * }</pre>
 *
 * Tensors and single numbers come from two generators, so drawing the ones does not move the others. Not for several
 * threads at once: split instead.
 */
public final class Rng implements RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long counter;
    private @Nullable GeneratorOptional generator;

    private Rng(long key) {
        this.key = key;
        this.counter = mix(key ^ 0x5851F42D4C957F2DL);
    }

    public static Rng of(long seed) {
        return new Rng(mix(seed));
    }

    /** The stream of this name: the same whatever else was drawn. */
    public Rng split(String name) {
        long hash = key;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GOLDEN) ^ name.charAt(i);
        }
        return new Rng(mix(hash + GOLDEN * (2L * name.length() + 1)));
    }

    /** The stream of this index: the same whatever else was drawn. */
    public Rng split(long index) {
        return new Rng(mix(mix(key ^ 0xD1B54A32D192ED03L) + GOLDEN * index));
    }

    @Override
    public long nextLong() {
        counter += GOLDEN;
        return mix(counter);
    }

    /** Evenly distributed over [0, 1). */
    public Tensor uniform(long... shape) {
        return uniformBetween(0, 1, shape);
    }

    /** Evenly distributed over [low, high). */
    public Tensor uniformBetween(double low, double high, long... shape) {
        return empty(DType.FLOAT32, shape, (raw, source) -> raw.uniform_(low, high, source));
    }

    /** Standard normal. */
    public Tensor normal(long... shape) {
        return normalWith(0, 1, shape);
    }

    public Tensor normalWith(double mean, double deviation, long... shape) {
        return empty(DType.FLOAT32, shape, (raw, source) -> raw.normal_(mean, deviation, source));
    }

    /** Standard normal, with the type, shape and device of another tensor. */
    public Tensor normalLike(Tensor other) {
        return like(other, (raw, source) -> raw.normal_(0, 1, source));
    }

    /** Evenly distributed over [0, 1), with the type, shape and device of another tensor. */
    public Tensor uniformLike(Tensor other) {
        return like(other, (raw, source) -> raw.uniform_(0, 1, source));
    }

    /** 64-bit integers evenly distributed from low to before high. */
    public Tensor integers(long low, long high, long... shape) {
        return empty(DType.INT64, shape, (raw, source) -> raw.random_(low, Args.some(high), source));
    }

    /** The integers 0 … n - 1 in random order. */
    public Tensor permutation(long n) {
        return moved(
                Device.current(),
                () -> Call.of("permutation", () -> torch.randperm(n, source(), Device.CPU.tensorOptions(DType.INT64))));
    }

    /** Ones with probability p, else zeros, as 32-bit floats. */
    public Tensor bernoulli(double p, long... shape) {
        return empty(DType.FLOAT32, shape, (raw, source) -> raw.bernoulli_(p, source));
    }

    /** Ones with probability p, else zeros, with the type, shape and device of another tensor. */
    public Tensor bernoulliLike(double p, Tensor other) {
        return like(other, (raw, source) -> raw.bernoulli_(p, source));
    }

    /** Ones with the probabilities that a tensor holds, else zeros. */
    public Tensor bernoulli(Tensor probabilities) {
        return Call.of("bernoulli", () -> torch.bernoulli(probabilities.raw(), source()), probabilities);
    }

    /** So many indices per row, drawn in proportion to the weights {@code [rows, classes]} or {@code [classes]}. */
    public Tensor multinomial(Tensor weights, long draws, boolean replacement) {
        return Call.of("multinomial", () -> torch.multinomial(weights.raw(), draws, replacement, source()), weights);
    }

    /** One of the elements. */
    public <T> T choice(List<T> elements) {
        return elements.get(nextInt(elements.size()));
    }

    /** The elements in random order, in a new list. */
    public <T> List<T> shuffle(List<T> elements) {
        var shuffled = new ArrayList<>(elements);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, nextInt(i + 1));
        }
        return shuffled;
    }

    /** Exponential with the given rate. */
    public Tensor exponential(double rate, long... shape) {
        return empty(DType.FLOAT32, shape, (raw, source) -> raw.exponential_(rate, source));
    }

    /** Standard Gumbel: adding it to logits makes the largest a draw of their softmax. */
    public Tensor gumbel(long... shape) {
        return Scope.call(() -> exponential(1, shape).log().neg());
    }

    /** Gamma with concentrations that a tensor holds and rate 1; gradients flow to the concentrations. */
    public Tensor gamma(Tensor concentration) {
        return Dispatch.one("_standard_gamma", "", concentration, source().get());
    }

    /** Beta with two positive parameters. */
    public Tensor beta(double a, double b, long... shape) {
        return Scope.call(() -> {
            var x = gamma(Tensor.full(DType.FLOAT64, a, shape));
            var y = gamma(Tensor.full(DType.FLOAT64, b, shape));
            return x.div(x.add(y)).to(DType.FLOAT32);
        });
    }

    /** Points of a simplex, with the concentrations in the last dimension. */
    public Tensor dirichlet(Tensor concentration) {
        return Scope.call(() -> {
            var parts = gamma(concentration);
            return parts.div(parts.sum(true, -1));
        });
    }

    /** Poisson with the rates that a tensor holds. */
    public Tensor poisson(Tensor rate) {
        return Call.of("poisson", () -> torch.poisson(rate.raw(), source()), rate);
    }

    private interface Draw {
        void into(org.bytedeco.pytorch.Tensor raw, GeneratorOptional source);
    }

    /** Numbers are drawn on the processor and then moved, so that they are the same on every device. */
    private Tensor empty(DType type, long[] shape, Draw draw) {
        return moved(
                Device.current(),
                () -> Call.of("draw", () -> {
                    var raw = torch.empty(shape, Device.CPU.tensorOptions(type), Args.NO_FORMAT);
                    draw.into(raw, source());
                    return raw;
                }));
    }

    private Tensor like(Tensor other, Draw draw) {
        return moved(
                other.device(),
                () -> Call.of(
                        "draw",
                        () -> {
                            var raw = torch.empty_like(
                                    other.raw(), Device.CPU.tensorOptions(other.dtype()), Args.NO_FORMAT);
                            draw.into(raw, source());
                            return raw;
                        },
                        other));
    }

    private static Tensor moved(Device device, Supplier<Tensor> draw) {
        return device.isCpu() ? draw.get() : Scope.call(() -> draw.get().to(device));
    }

    private GeneratorOptional source() {
        var made = generator;
        if (made == null) {
            made = Generators.seeded(mix(key + 1));
            generator = made;
            Generators.freeWith(this, made);
        }
        return made;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
