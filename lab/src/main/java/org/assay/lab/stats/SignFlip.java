package org.assay.lab.stats;

import java.util.SplittableRandom;

/** The sign-flip test of paired differences: exact for the sharp null that the arms are exchangeable within a seed. */
public final class SignFlip {

    /** Below six pairs the test cannot reach 5 %, whatever the data. */
    public static final int PAIRS = 6;

    private static final int EXACT = 20;
    private static final int DRAWS = 200_000;
    private static final long SEED = 97;
    private static final double ROUNDING = 1e-9;

    private SignFlip() {}

    /** Two-sided p of the mean: the share of all sign patterns whose mean is at least as large. Drawn with a fixed seed beyond 20 pairs. */
    public static double p(double[] differences) {
        int n = differences.length;
        double size = 0;
        double seen = 0;
        for (var difference : differences) {
            size += Math.abs(difference);
            seen += difference;
        }
        var bar = Math.abs(seen) - ROUNDING * size;
        if (n <= EXACT) {
            long hits = 0;
            long patterns = 1L << n;
            for (long pattern = 0; pattern < patterns; pattern++) {
                hits += Math.abs(flipped(differences, pattern)) >= bar ? 1 : 0;
            }
            return (double) hits / patterns;
        }
        var random = new SplittableRandom(SEED);
        long hits = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (var difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            hits += Math.abs(sum) >= bar ? 1 : 0;
        }
        return (double) hits / (DRAWS + 1);
    }

    private static double flipped(double[] differences, long pattern) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }
}
