package org.assay.data;

import java.util.function.LongFunction;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Random changes of whole batches of pictures {@code [picture, channel, height, width]}, each picture with draws of its
 * own. Type and shape stay, and so does what is between the operations: nothing is copied picture by picture.
 */
public final class Augment {
    private Augment() {}

    /** Mirrors every second picture, on average, left to right. */
    public static Tensor flip(Tensor pictures, Rng rng) {
        long n = batch(pictures);
        var which = rng.integers(0, 2, n);
        if (plain(pictures)) {
            var none = Tensor.zerosLike(which);
            return pictures.shift(none, none, which);
        }
        return Tensor.cat(pictures, pictures.flip(3)).rows(which.mul(n).add(Tensor.arange(n)));
    }

    /** Shifts each picture by up to so many pixels in both directions; what comes in is zero. */
    public static Tensor crop(Tensor pictures, int padding, Rng rng) {
        return plain(pictures)
                ? shifted(pictures, padding, rng, n -> Tensor.zeros(DType.INT64, n))
                : windows(pictures.pad(padding, padding, padding, padding), pictures, padding, rng);
    }

    /** {@link #crop} and then {@link #flip}, with the same draws, in one pass. */
    public static Tensor cropAndFlip(Tensor pictures, int padding, Rng rng) {
        return plain(pictures)
                ? shifted(pictures, padding, rng, n -> rng.integers(0, 2, n))
                : flip(crop(pictures, padding, rng), rng);
    }

    private static Tensor shifted(Tensor pictures, int padding, Rng rng, LongFunction<Tensor> mirrored) {
        long n = batch(pictures);
        var down = rng.integers(0, 2L * padding + 1, n);
        var right = rng.integers(0, 2L * padding + 1, n);
        return pictures.shift(down.neg().add(padding), right.neg().add(padding), mirrored.apply(n));
    }

    /** As {@link #crop}, but the picture is reflected at its borders. Floating-point pictures only. */
    public static Tensor cropReflected(Tensor pictures, int padding, Rng rng) {
        return windows(pictures.padReflect(padding, padding, padding, padding), pictures, padding, rng);
    }

    /** Whole rows of each window are copied at once: rows of the overlapping view of all runs of a row's length. */
    private static Tensor windows(Tensor padded, Tensor pictures, int padding, Rng rng) {
        long n = batch(pictures);
        long channels = pictures.size(1);
        long height = pictures.size(2);
        long width = pictures.size(3);
        long paddedWidth = width + 2L * padding;
        var plane = Tensor.arange(n * channels)
                .mul((height + 2L * padding) * paddedWidth)
                .reshape(n, channels, 1);
        var down = rng.integers(0, 2L * padding + 1, n, 1, 1).add(Tensor.arange(height));
        var right = rng.integers(0, 2L * padding + 1, n, 1, 1);
        var starts = plane.add(down.mul(paddedWidth)).add(right);
        return padded.flatten().unfold(0, width, 1).rows(starts.flatten()).reshape(n, channels, height, width);
    }

    /**
     * Sets one square of each picture to zero; its centre is anywhere in the picture, so that the square may be cut at the
     * border (DeVries and Taylor 2017, arXiv:1708.04552).
     *
     * @param size the square's side in pixels
     */
    public static Tensor cutout(Tensor pictures, int size, Rng rng) {
        long n = batch(pictures);
        var rows = stretch(pictures.size(2), size, n, rng).unsqueeze(2);
        var columns = stretch(pictures.size(3), size, n, rng).unsqueeze(1);
        return pictures.maskedFill(rows.logicalAnd(columns).unsqueeze(1), 0);
    }

    /** Whether each place of a line lies in a stretch around a random centre, {@code [n, length]}. */
    private static Tensor stretch(long length, int size, long n, Rng rng) {
        var places = Tensor.arange(length);
        var start = rng.integers(0, length, n, 1).sub(size / 2);
        return places.ge(start).logicalAnd(places.lt(start.add((long) size)));
    }

    /** Whether whole pixels can be moved at the speed of memory. */
    private static boolean plain(Tensor pictures) {
        return pictures.device().isCpu() && !pictures.requiresGrad();
    }

    static long batch(Tensor pictures) {
        if (pictures.rank() != 4) {
            throw new DataException("a batch of pictures is [picture, channel, height, width]; this has "
                    + pictures.rank() + " dimensions");
        }
        return pictures.size(0);
    }
}
