package org.assay.data;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Random changes of whole batches of time series or sounds, {@code [series, channel, time]}, floats, each series with draws of
 * its own. Type and, where nothing else is said, shape stay.
 */
public final class SeriesAugment {
    private SeriesAugment() {}

    /** Normal noise of this deviation. */
    public static Tensor jitter(Tensor series, double deviation, Rng rng) {
        return Scope.call(() -> series.add(rng.normalLike(series), deviation));
    }

    /** White noise this many decibels below each series' own power, even between the two. */
    public static Tensor noise(Tensor series, double leastDecibels, double mostDecibels, Rng rng) {
        return Scope.call(() -> {
            var ratio = each(series, leastDecibels, mostDecibels, rng);
            var power = series.square().mean(true, 1, 2);
            var deviation = power.sqrt().mul(ratio.mul(-Math.log(10) / 20).exp());
            return series.add(rng.normalLike(series).mul(deviation));
        });
    }

    /** Each channel times a normal draw around 1. */
    public static Tensor scale(Tensor series, double deviation, Rng rng) {
        return Scope.call(() -> series.mul(
                rng.normalWith(1, deviation, series.size(0), series.size(1), 1).to(series.dtype())));
    }

    /** Louder or quieter by an even draw of up to this many decibels to both sides. */
    public static Tensor gain(Tensor series, double decibels, Rng rng) {
        return Scope.call(() -> series.mul(
                each(series, -decibels, decibels, rng).mul(Math.log(10) / 20).exp()));
    }

    /** Moved in time by up to so many steps to both sides; what comes in is zero. */
    public static Tensor shift(Tensor series, int most, Rng rng) {
        return Scope.call(() -> {
            var starts = rng.integers(0, 2L * most + 1, series.size(0), 1, 1);
            return windows(series.pad(most, most), starts, time(series));
        });
    }

    /** A stretch of so many steps of each series, anywhere: {@code [series, channel, length]}. */
    public static Tensor window(Tensor series, long length, Rng rng) {
        if (length < 1 || length > time(series)) {
            throw new DataException("a stretch of " + length + " steps is not in series of " + time(series));
        }
        return Scope.call(
                () -> windows(series, rng.integers(0, time(series) - length + 1, series.size(0), 1, 1), length));
    }

    private static Tensor windows(Tensor series, Tensor starts, long length) {
        var places = starts.add(Tensor.arange(length)).expand(series.size(0), series.size(1), length);
        return series.gather(2, places);
    }

    /** A stretch of up to so many steps, its length and place even, set to zero in all channels. */
    public static Tensor mask(Tensor series, int longest, Rng rng) {
        return Scope.call(() -> {
            long n = series.size(0);
            var length = rng.integers(0, longest + 1L, n, 1, 1);
            var room = length.neg().add(time(series) + 1L);
            var start = rng.uniform(n, 1, 1).mul(room).floor().to(DType.INT64);
            var places = Tensor.arange(time(series));
            return series.maskedFill(places.ge(start).logicalAnd(places.lt(start.add(length))), 0);
        });
    }

    /** Cut into so many pieces of one length, put together in random order; the length must be a multiple. */
    public static Tensor permute(Tensor series, int pieces, Rng rng) {
        long length = time(series);
        if (pieces < 1 || length % pieces != 0) {
            throw new DataException("series of " + length + " steps cannot be cut into " + pieces + " equal pieces");
        }
        return Scope.call(() -> {
            long n = series.size(0);
            var order = rng.uniform(n, pieces).argsort(1).reshape(n, 1, pieces, 1);
            var cut = series.reshape(n, series.size(1), pieces, length / pieces);
            return cut.gather(2, order.expand(cut.shape())).reshape(series.shape());
        });
    }

    /**
     * Time run faster and slower: the logarithm of its speed is normal with this deviation at so many evenly spread points,
     * linear between them; first and last step stay, values between steps are linear.
     */
    public static Tensor warp(Tensor series, int points, double deviation, Rng rng) {
        long length = time(series);
        if (points < 2 || length < 2) {
            throw new DataException(
                    "warping takes at least two points and two steps, not " + points + " and " + length);
        }
        return Scope.call(() -> {
            long n = series.size(0);
            var speed = rng.normal(n, 1, points)
                    .mul(deviation)
                    .interpolateLinear(true, length - 1)
                    .exp();
            var run = speed.cumsum(2);
            var end = run.narrow(2, length - 2, 1);
            var place = Tensor.cat(List.of(Tensor.zeros(n, 1, 1), run.div(end).mul(length - 1.0)), 2);
            return between(series, place.clamp(0, length - 1.0));
        });
    }

    /** Played faster or slower by an even draw between two speeds, from the first step on; a quicker end is silent. */
    public static Tensor speed(Tensor series, double slowest, double fastest, Rng rng) {
        if (!(slowest > 0 && slowest <= fastest)) {
            throw new DataException("speeds are above 0, not " + slowest + " to " + fastest);
        }
        return Scope.call(() -> {
            long length = time(series);
            var place = Tensor.arange(0, (double) length, 1)
                    .reshape(1, 1, -1)
                    .mul(rng.uniformBetween(slowest, fastest, series.size(0), 1, 1));
            var inside = place.le(length - 1.0);
            return Tensor.where(inside, between(series, place.clamp(0, length - 1.0)), 0.0);
        });
    }

    /** Linear between the two steps around each place. */
    private static Tensor between(Tensor series, Tensor place) {
        long last = time(series) - 1;
        var before = place.floor().clamp(0, Math.max(0, last - 1.0));
        var weight = place.sub(before).to(series.dtype());
        var index = before.to(DType.INT64).expand(series.shape());
        var after = index.add(1).minimum(Tensor.scalar(last));
        return series.gather(2, index).lerp(series.gather(2, after), weight.expand(series.shape()));
    }

    private static Tensor each(Tensor series, double low, double high, Rng rng) {
        return rng.uniformBetween(low, high, series.size(0), 1, 1).to(series.dtype());
    }

    private static long time(Tensor series) {
        if (series.rank() != 3) {
            throw new DataException(
                    "a batch of series is [series, channel, time]; this has " + series.rank() + " dimensions");
        }
        return series.size(2);
    }
}
