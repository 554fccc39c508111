package org.assay.lab.stats;

import java.util.Arrays;

/** Summaries of many runs, as Agarwal et al. (2021) recommend them. */
public final class Aggregates {

    private Aggregates() {}

    /** Interquartile mean: the mean after a quarter of the values, rounded down, is cut off at each end. */
    public static double interquartileMean(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 4;
        double sum = 0;
        for (int i = cut; i < sorted.length - cut; i++) {
            sum += sorted[i];
        }
        return sum / (sorted.length - 2 * cut);
    }

    /** Probability that a random value of {@code x} exceeds one of {@code y}; ties count one half. */
    public static double probabilityOfImprovement(double[] x, double[] y) {
        double wins = 0;
        for (var a : x) {
            for (var b : y) {
                wins += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        return wins / ((double) x.length * y.length);
    }

    /** Share of pairs with a positive difference; ties count one half. */
    public static double sharePositive(double[] differences) {
        double wins = 0;
        for (var difference : differences) {
            wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
        return wins / differences.length;
    }

    public static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
