package org.assay.nn.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.assay.tensor.Tensor;

/** How well scores put positives before negatives. Higher scores should mean positive. */
public final class Ranking {
    private Ranking() {}

    /**
     * The area under the receiver operating characteristic: the probability that a positive scores above a negative,
     * ties counted half (Mann and Whitney's U). {@code NaN} if either kind is absent.
     *
     * @param scores one per example, any shape
     * @param positive truth values or 0 and 1 of the same shape
     */
    public static double auroc(Tensor scores, Tensor positive) {
        return auroc(scores.toDoubles(), positive.toBooleans());
    }

    public static double auroc(double[] scores, boolean[] positive) {
        var order = descending(scores, positive);
        double positives = count(positive);
        double negatives = scores.length - positives;
        double pairs = 0;
        double above = 0;
        for (int i = 0; i < order.length; ) {
            int end = tieEnd(order, scores, i);
            double hits = hits(order, positive, i, end);
            double misses = end - i - hits;
            pairs += misses * (above + hits / 2);
            above += hits;
            i = end;
        }
        return pairs / (positives * negatives);
    }

    /** Average precision: precision at each threshold weighted by the recall gained there, without interpolation. {@code NaN} without positives. */
    public static double averagePrecision(Tensor scores, Tensor positive) {
        return averagePrecision(scores.toDoubles(), positive.toBooleans());
    }

    public static double averagePrecision(double[] scores, boolean[] positive) {
        var order = descending(scores, positive);
        double positives = count(positive);
        double found = 0;
        double sum = 0;
        for (int i = 0; i < order.length; ) {
            int end = tieEnd(order, scores, i);
            double hits = hits(order, positive, i, end);
            found += hits;
            sum += hits * found / end;
            i = end;
        }
        return sum / positives;
    }

    /** The share of negatives accepted at the highest threshold that accepts at least the share {@code recall} of the positives (FPR at 95 % TPR with 0.95). */
    public static double falsePositiveRateAt(double recall, double[] scores, boolean[] positive) {
        var order = descending(scores, positive);
        double positives = count(positive);
        double negatives = scores.length - positives;
        double found = 0;
        double wrong = 0;
        for (int i = 0; i < order.length && found < recall * positives; ) {
            int end = tieEnd(order, scores, i);
            double hits = hits(order, positive, i, end);
            found += hits;
            wrong += end - i - hits;
            i = end;
        }
        return wrong / negatives;
    }

    /** The share of negatives accepted at a recall, as {@link #falsePositiveRateAt(double, double[], boolean[])}. */
    public static double falsePositiveRateAt(double recall, Tensor scores, Tensor positive) {
        return falsePositiveRateAt(recall, scores.toDoubles(), positive.toBooleans());
    }

    private static Integer[] descending(double[] scores, boolean[] positive) {
        Checks.sameLength("scores", scores.length, "labels", positive.length);
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("A score is NaN: scores must be numbers to be ranked.");
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .toArray(Integer[]::new);
    }

    private static int tieEnd(Integer[] order, double[] scores, int start) {
        int end = start + 1;
        while (end < order.length && scores[order[end]] == scores[order[start]]) {
            end++;
        }
        return end;
    }

    private static int hits(Integer[] order, boolean[] positive, int start, int end) {
        int hits = 0;
        for (int i = start; i < end; i++) {
            hits += positive[order[i]] ? 1 : 0;
        }
        return hits;
    }

    private static int count(boolean[] positive) {
        int count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        return count;
    }
}
