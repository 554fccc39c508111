package org.assay.data.generate;

import java.util.List;
import org.assay.tensor.Tensor;

/** Small things that the generators share. */
final class Draws {
    private Draws() {}

    static Tensor longs(List<Long> values, long... shape) {
        return Tensor.of(values.stream().mapToLong(Long::longValue).toArray(), shape);
    }

    static double clip(double value) {
        return Math.clamp(value, 0.0, 1.0);
    }
}
