package org.assay.solve.conformal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.assay.solve.SolveException;

/**
 * Split conformal calibration. A score says how badly a label fits an input; the set of an input holds the labels whose score is at most the threshold.
 * If the scores of n calibration points and of the new one are exchangeable, the set holds the true label with probability at least 1 - alpha, and at most
 * 1 - alpha + 1 / (n + 1) where scores do not tie. Papadopoulos et al. 2002; Vovk, Gammerman and Shafer 2005.
 */
public final class Conformal {
    private Conformal() {}

    /**
     * {@code ceil((n + 1) (1 - alpha))}, which of n scores in rising order is the threshold. Alpha is read as the decimal number that prints it, so that
     * 9 scores at 0.1 give 9 and no rounding makes it 10.
     *
     * @param alpha the share of misses aimed at, any number: below 0 the rank exceeds n, above 1 it is not positive
     */
    public static long rank(int n, double alpha) {
        var misses = BigDecimal.valueOf(alpha).multiply(BigDecimal.valueOf(n + 1L));
        return n + 1L - misses.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /**
     * The threshold: the score of {@link #rank}. Plus infinity, every label, where the rank exceeds the number of scores, which alpha is too small for;
     * minus infinity, no label, where it is not positive.
     *
     * @param scores {@code [n]}, in any order, left as they are
     * @throws SolveException if a score is not a number
     */
    public static double threshold(double[] scores, double alpha) {
        long rank = rank(scores.length, alpha);
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new SolveException(
                    "A calibration score is not a number: look at the model's outputs for one that is not.");
        }
        if (rank > scores.length) {
            return Double.POSITIVE_INFINITY;
        }
        if (rank < 1) {
            return Double.NEGATIVE_INFINITY;
        }
        var sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted[(int) rank - 1];
    }

    /**
     * A threshold for each group, so that coverage holds inside every one of them: Mondrian calibration, by class for instance. Vovk 2012.
     *
     * @param scores {@code [n]}
     * @param groups {@code [n]}, each from 0 to count - 1
     * @return {@code [count]}; plus infinity for a group of fewer than {@code 1 / alpha - 1} scores
     */
    public static double[] thresholds(double[] scores, int[] groups, int count, double alpha) {
        if (scores.length != groups.length) {
            throw new SolveException("There are " + scores.length + " scores and " + groups.length
                    + " groups: give every score its group.");
        }
        var sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        var members = new double[count][];
        Arrays.setAll(members, group -> new double[sizes[group]]);
        var filled = new int[count];
        for (int i = 0; i < scores.length; i++) {
            members[groups[i]][filled[groups[i]]++] = scores[i];
        }
        return Arrays.stream(members).mapToDouble(own -> threshold(own, alpha)).toArray();
    }
}
