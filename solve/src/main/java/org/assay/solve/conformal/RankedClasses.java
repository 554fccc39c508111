package org.assay.solve.conformal;

import java.util.stream.IntStream;
import org.assay.solve.SolveException;

/** The classes of one input from the most probable on, with the sums of their probabilities. Ranks count from 1; of equal classes the first comes first. */
public final class RankedClasses {
    private final int[] order;
    private final int[] ranks;
    private final double[] sorted;
    private final double[] sums;

    private RankedClasses(int[] order, int[] ranks, double[] sorted, double[] sums) {
        this.order = order;
        this.ranks = ranks;
        this.sorted = sorted;
        this.sums = sums;
    }

    /**
     * Ranks probabilities.
     *
     * @param p {@code [classes]}, none negative
     * @throws SolveException if one is negative or not a number
     */
    public static RankedClasses of(double[] p) {
        for (double value : p) {
            if (!(value >= 0)) {
                throw new SolveException("A class has the probability " + value + ": probabilities are from 0 on.");
            }
        }
        var order = IntStream.range(0, p.length)
                .boxed()
                .sorted((a, b) -> p[a] == p[b] ? Integer.compare(a, b) : Double.compare(p[b], p[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new int[p.length];
        var sorted = new double[p.length];
        var sums = new double[p.length + 1];
        for (int r = 1; r <= p.length; r++) {
            ranks[order[r - 1]] = r;
            sorted[r - 1] = p[order[r - 1]];
            sums[r] = sums[r - 1] + sorted[r - 1];
        }
        return new RankedClasses(order, ranks, sorted, sums);
    }

    public int count() {
        return order.length;
    }

    /** The rank of a class. */
    public int rank(int y) {
        return ranks[y];
    }

    /** The class at a rank. */
    public int at(int rank) {
        return order[rank - 1];
    }

    /** The probability of all classes up to a rank; 0 for rank 0. */
    public double through(int rank) {
        return sums[rank];
    }

    /** The probability of the class at a rank. */
    public double probability(int rank) {
        return sorted[rank - 1];
    }
}
