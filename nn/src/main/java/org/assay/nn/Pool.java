package org.assay.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.tensor.Tensor;

/** Layers without parameters that shrink the spatial dimensions of {@code [batch, channel, ...]}. */
public final class Pool {
    private Pool() {}

    /** The largest of windows side by side, over as many spatial dimensions as there are: one, two or three. */
    public static Layer max(int kernel) {
        return max(kernel, kernel, 0);
    }

    public static Layer max(int kernel, int stride, int padding) {
        return x -> switch (spatial(x)) {
            case 1 -> x.maxPool1d(kernel, stride, padding);
            case 2 -> x.maxPool2d(kernel, stride, padding);
            default -> x.maxPool3d(kernel, stride, padding);
        };
    }

    /** The mean of windows side by side, over as many spatial dimensions as there are: one, two or three. */
    public static Layer average(int kernel) {
        return average(kernel, kernel, 0);
    }

    /** Means of windows; zeros of the padding count. */
    public static Layer average(int kernel, int stride, int padding) {
        return x -> switch (spatial(x)) {
            case 1 -> x.avgPool1d(kernel, stride, padding);
            case 2 -> x.avgPool2d(kernel, stride, padding);
            default -> x.avgPool3d(kernel, stride, padding);
        };
    }

    /** The mean over all spatial dimensions: {@code [batch, channel]}. */
    public static Tensor globalAverage(Tensor x) {
        return x.mean(IntStream.range(2, 2 + spatial(x)).toArray());
    }

    /** The largest value over all spatial dimensions: {@code [batch, channel]}. */
    public static Tensor globalMax(Tensor x) {
        return x.amax(IntStream.range(2, 2 + spatial(x)).toArray());
    }

    private static int spatial(Tensor x) {
        int dims = x.rank() - 2;
        if (dims < 1 || dims > 3) {
            throw new IllegalArgumentException(
                    "Pooling takes [batch, channel, ...] with one to three spatial dimensions, not "
                            + Arrays.toString(x.shape()) + ".");
        }
        return dims;
    }
}
