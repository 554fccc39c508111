package org.assay.lab.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Rank correlations. */
public final class Ranks {

    private Ranks() {}

    /** Ranks from 1; ties share their mean rank. */
    public static double[] of(double[] values) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0 + 1;
            }
            from = to + 1;
        }
        return ranks;
    }

    /** Spearman's correlation: Pearson's of the ranks; 0 where one side is constant, which orders nothing. */
    public static double spearman(double[] x, double[] y) {
        return pearson(of(x), of(y));
    }

    /** Kendall's tau-b; 0 where one side is constant. */
    public static double kendall(double[] x, double[] y) {
        double agreement = 0;
        double pairsX = 0;
        double pairsY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                var signX = Math.signum(x[i] - x[j]);
                var signY = Math.signum(y[i] - y[j]);
                agreement += signX * signY;
                pairsX += Math.abs(signX);
                pairsY += Math.abs(signY);
            }
        }
        return pairsX == 0 || pairsY == 0 ? 0 : agreement / Math.sqrt(pairsX * pairsY);
    }

    /** Pearson's correlation; 0 where one side is constant. */
    public static double pearson(double[] x, double[] y) {
        var a = Moments.of(x);
        var b = Moments.of(y);
        if (a.sd() == 0 || b.sd() == 0) {
            return 0;
        }
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - a.mean()) * (y[i] - b.mean());
        }
        return products / ((x.length - 1) * a.sd() * b.sd());
    }
}
