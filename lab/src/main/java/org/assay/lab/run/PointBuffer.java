package org.assay.lab.run;

import java.util.Arrays;
import org.assay.lab.store.Series;

/** A series as it grows. */
final class PointBuffer {

    private double[] x = new double[16];
    private double[] y = new double[16];
    private int size;

    void add(double position, double value) {
        add(new double[] {position}, new double[] {value});
    }

    void add(double[] positions, double[] values) {
        int after = size + positions.length;
        if (after > x.length) {
            int capacity = Math.max(after, 2 * x.length);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
        }
        System.arraycopy(positions, 0, x, size, positions.length);
        System.arraycopy(values, 0, y, size, values.length);
        size = after;
    }

    int size() {
        return size;
    }

    Series series() {
        return new Series(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
    }

    void clear() {
        size = 0;
    }
}
