package org.assay.lab.store;

/**
 * A curve as a trial reported it, in the order of the reports.
 *
 * @param x positions: steps, epochs, frequencies
 * @param y values, one for each position
 */
@SuppressWarnings("ArrayRecordComponent")
public record Series(double[] x, double[] y) {

    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException("A series has " + x.length + " positions but " + y.length
                    + " values; it needs one value a position.");
        }
    }

    public int size() {
        return x.length;
    }
}
