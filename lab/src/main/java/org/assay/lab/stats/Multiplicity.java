package org.assay.lab.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** p values over looks and over claims, where only the decision matters and no interval is asked for. */
public final class Multiplicity {

    private static final double SMALLEST = 1e-8;
    private static final double LARGEST = 0.99;
    private static final double PRECISION = 0.005;

    private Multiplicity() {}

    /**
     * The sequential p value: the smallest two-sided error at which a boundary has been crossed so far (Maurer and Bretz 2013), to half a percent of
     * itself; between 1e-8 and 1.
     *
     * @param looks all planned numbers of values
     * @param t statistics of the looks so far
     */
    public static double sequentialP(List<Integer> looks, double... t) {
        if (!crosses(looks, LARGEST, t)) {
            return 1;
        }
        double below = SMALLEST;
        double above = LARGEST;
        while (above > below * (1 + PRECISION)) {
            double middle = Math.sqrt(below * above);
            if (crosses(looks, middle, t)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    private static boolean crosses(List<Integer> looks, double alpha, double... t) {
        var critical = Boundaries.first(t.length, looks, alpha);
        return IntStream.range(0, t.length).anyMatch(k -> Math.abs(t[k]) > critical[k]);
    }

    /** Holm's adjusted p values (1979), in the order given. */
    public static double[] holm(double... p) {
        var order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        var adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order.get(rank);
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
