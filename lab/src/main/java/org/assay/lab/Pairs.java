package org.assay.lab;

import java.util.List;

/** Two quantities over the seeds in which both have a value. */
final class Pairs {

    private final Effects left;
    private final Effects right;
    private final Effects difference;

    private Pairs(Effects left, Effects right, Effects difference) {
        this.left = left;
        this.right = right;
        this.difference = difference;
    }

    static Pairs of(Quantity left, Quantity right, Results results, List<Long> seeds) {
        var difference = Effects.of(left.minus(right), results, seeds);
        return new Pairs(
                Effects.of(left, results, difference.seeds()),
                Effects.of(right, results, difference.seeds()),
                difference);
    }

    double[] left() {
        return left.array();
    }

    double[] right() {
        return right.array();
    }

    /** What is missing on either side. */
    Effects lost() {
        return difference;
    }
}
