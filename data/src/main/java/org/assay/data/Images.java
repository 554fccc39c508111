package org.assay.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Pictures of one size in classes. Inputs are {@code [image, channel, height, width]}, UINT8; labels {@code [image]},
 * INT64. Both splits are in canonical order (by the SHA-256 of the pixels), which is as good as random.
 *
 * @param train empty ({@code [0, …]}) for a set that is for testing only
 * @param classes the name of each label
 */
public record Images(Examples train, Examples test, List<String> classes, String contentHash) implements Contents {
    /** Averaging goes through floats, four times the memory of the pictures: not all at once. */
    private static final long PIECE = 4096;

    @Override
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        if (train.count() > 0) {
            counts.put("train", train.count());
        }
        counts.put("test", test.count());
        return counts;
    }

    /** So many pictures of each part, drawn without replacement, in random order. */
    public Images drawn(long fromTrain, long fromTest, Rng rng) {
        return new Images(
                drawn(train, fromTrain, rng.split("train")),
                drawn(test, fromTest, rng.split("test")),
                classes,
                contentHash);
    }

    private static Examples drawn(Examples from, long count, Rng rng) {
        if (count > from.count()) {
            throw new DataException(
                    count + " pictures cannot be drawn from " + from.count() + " without drawing one twice");
        }
        return Scope.call(() -> from.rows(rng.permutation(from.count()).narrow(0, 0, count)));
    }

    /**
     * The pictures reduced by averaging squares of factor x factor pixels, rounded to the nearest UINT8: CIFAR-10 at
     * 16x16 is {@code averaged(2)}; with 1 they are as they were. The hash stays that of the set.
     */
    public Images averaged(int factor) {
        return factor == 1 ? this : new Images(averaged(train, factor), averaged(test, factor), classes, contentHash);
    }

    private static Examples averaged(Examples examples, int factor) {
        var in = examples.inputs();
        var shape = in.shape();
        if (shape[2] % factor != 0 || shape[3] % factor != 0) {
            throw new DataException(
                    "pictures of %d x %d cannot be averaged over squares of %d".formatted(shape[2], shape[3], factor));
        }
        var out = Tensor.zeros(DType.UINT8, shape[0], shape[1], shape[2] / factor, shape[3] / factor);
        for (long from = 0; from < shape[0]; from += PIECE) {
            long start = from;
            long count = Math.min(PIECE, shape[0] - from);
            Scope.run(() -> {
                var means = in.narrow(0, start, count).to(DType.FLOAT32).avgPool2d(factor);
                out.narrow(0, start, count).copyFrom(means.add(0.5).floor());
            });
        }
        return new Examples(out, examples.labels());
    }
}
