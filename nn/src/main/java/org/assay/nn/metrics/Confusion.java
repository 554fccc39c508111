package org.assay.nn.metrics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assay.tensor.Tensor;

/**
 * How often each class was taken for each other.
 *
 * <p>A share without a denominator (recall of a class that never occurs, precision of one that is never predicted) is
 * {@code NaN} by class, and left out of the means.
 */
public final class Confusion {
    private final long[][] counts;

    private Confusion(long[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts predictions against targets.
     *
     * @param predicted class indices of any shape
     * @param target class indices of the same shape; negative ones, and those not below {@code classes}, are ignored
     * @throws IllegalArgumentException if the shapes differ or a prediction at a counted place is not among the classes
     */
    public static Confusion of(Tensor predicted, Tensor target, int classes) {
        return of(predicted.toLongs(), target.toLongs(), classes);
    }

    /** Counts predictions against targets, as {@link #of(Tensor, Tensor, int)}. */
    public static Confusion of(long[] predicted, long[] target, int classes) {
        Checks.sameLength("predictions", predicted.length, "targets", target.length);
        var counts = new long[classes][classes];
        for (int i = 0; i < target.length; i++) {
            if (target[i] < 0 || target[i] >= classes) {
                continue;
            }
            if (predicted[i] < 0 || predicted[i] >= classes) {
                throw new IllegalArgumentException("Prediction " + i + " is class " + predicted[i]
                        + ", but the classes are 0 to " + (classes - 1) + ".");
            }
            counts[(int) target[i]][(int) predicted[i]]++;
        }
        return new Confusion(counts);
    }

    /** The counts of both together, as over the batches of an evaluation. */
    public Confusion plus(Confusion other) {
        Checks.sameLength("classes", counts.length, "classes of the other", other.counts.length);
        var sum = new long[counts.length][];
        for (int i = 0; i < sum.length; i++) {
            var mine = counts[i];
            var theirs = other.counts[i];
            sum[i] = IntStream.range(0, mine.length)
                    .mapToLong(j -> mine[j] + theirs[j])
                    .toArray();
        }
        return new Confusion(sum);
    }

    /** How often members of one class were taken for another (or for it). */
    public long count(int target, int predicted) {
        return counts[target][predicted];
    }

    /** The share of correct predictions, or pixel accuracy. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += row(i);
        }
        return (double) right / all;
    }

    /** By class, the share of its members that were found. */
    public double[] recall() {
        return byClass(i -> (double) counts[i][i] / row(i));
    }

    /** By class, the share of what was taken for it that belongs to it. */
    public double[] precision() {
        return byClass(i -> (double) counts[i][i] / column(i));
    }

    /** By class, the harmonic mean of precision and recall. */
    public double[] f1() {
        return byClass(i -> 2.0 * counts[i][i] / (row(i) + column(i)));
    }

    /** By class, intersection over union. */
    public double[] iou() {
        return byClass(i -> (double) counts[i][i] / (row(i) + column(i) - counts[i][i]));
    }

    /** The mean recall over classes. */
    public double balancedAccuracy() {
        return mean(recall());
    }

    /** The mean F1 over classes. */
    public double macroF1() {
        return mean(f1());
    }

    /** The mean intersection over union over classes. */
    public double meanIou() {
        return mean(iou());
    }

    private long row(int i) {
        return Arrays.stream(counts[i]).sum();
    }

    private long column(int j) {
        return Arrays.stream(counts).mapToLong(row -> row[j]).sum();
    }

    private double[] byClass(IntToDoubleFunction share) {
        return IntStream.range(0, counts.length).mapToDouble(share).toArray();
    }

    private static double mean(double[] shares) {
        return Arrays.stream(shares).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
