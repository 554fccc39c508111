package org.assay.report;

import org.assay.lab.Figure.Axis;
import org.assay.report.plot.Scale;

/** Gathers the range of what is drawn on an axis. */
final class Limits {

    private final Axis axis;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Limits(Axis axis) {
        this.axis = axis;
    }

    void add(double value) {
        if (Double.isFinite(value) && (axis == Axis.LINEAR || value > 0)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** An interval counts as far as it does not dwarf the values: with two seeds it may be ten times their range. */
    void addInterval(Estimate estimate, double from, double to) {
        add(estimate.mean());
        if (estimate.hasInterval()) {
            double room = axis == Axis.LINEAR ? 0.6 * (to - from) : 0;
            add(Math.max(estimate.low(), axis == Axis.LINEAR ? from - room : from / 2));
            add(Math.min(estimate.high(), axis == Axis.LINEAR ? to + room : to * 2));
        }
    }

    boolean empty() {
        return min > max;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    Scale scale() {
        return axis == Axis.LINEAR ? Scale.Linear.around(min, max) : Scale.Log.around(min, max);
    }
}
