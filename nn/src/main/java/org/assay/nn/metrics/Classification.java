package org.assay.nn.metrics;

import java.util.Arrays;
import org.assay.tensor.Tensor;

/**
 * Measures of a classifier's predictions. Scores are {@code [example, class]}: logits or probabilities where only their
 * order counts, probabilities (rows that sum to 1) where said so. Targets are class indices {@code [example]}.
 */
public final class Classification {
    private Classification() {}

    /** The share of examples whose highest score is at the target; of equal scores the first counts. */
    public static double accuracy(Tensor scores, Tensor targets) {
        return topK(scores, targets, 1);
    }

    /** The share of examples whose target is among the k highest scores; of equal scores the first count. */
    public static double topK(Tensor scores, Tensor targets, int k) {
        var table = Table.of(scores, targets);
        int right = 0;
        for (int i = 0; i < table.rows(); i++) {
            right += table.rank(i) < k ? 1 : 0;
        }
        return (double) right / table.rows();
    }

    /** The mean negative logarithm of the probability given to the target, in nats; infinite if one of them is 0. */
    public static double nll(Tensor probabilities, Tensor targets) {
        var table = Table.of(probabilities, targets);
        double sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            sum -= Math.log(table.at(i, table.target(i)));
        }
        return sum / table.rows();
    }

    /** The mean squared distance between the probabilities and the target's indicator, in {@code [0, 2]}. Brier 1950. */
    public static double brier(Tensor probabilities, Tensor targets) {
        var table = Table.of(probabilities, targets);
        double sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < table.classes(); j++) {
                double miss = table.at(i, j) - (j == table.target(i) ? 1 : 0);
                sum += miss * miss;
            }
        }
        return sum / table.rows();
    }

    /** Expected calibration error of the predicted class over bins of equal width {@code ((b-1)/bins, b/bins]}. Guo et al. 2017, equation 3. */
    public static double ece(Tensor probabilities, Tensor targets, int bins) {
        var table = Table.of(probabilities, targets);
        var confidence = new double[bins];
        var right = new double[bins];
        for (int i = 0; i < table.rows(); i++) {
            int predicted = table.predicted(i);
            double p = table.at(i, predicted);
            int bin = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
            confidence[bin] += p;
            right[bin] += predicted == table.target(i) ? 1 : 0;
        }
        double gap = 0;
        for (int b = 0; b < bins; b++) {
            gap += Math.abs(right[b] - confidence[b]);
        }
        return gap / table.rows();
    }

    private static final class Table {
        private final double[] values;
        private final int classes;
        private final long[] targets;

        private Table(double[] values, int classes, long[] targets) {
            this.values = values;
            this.classes = classes;
            this.targets = targets;
        }

        static Table of(Tensor scores, Tensor targets) {
            var shape = scores.shape();
            if (shape.length != 2 || targets.rank() != 1 || targets.size(0) != shape[0] || shape[0] == 0) {
                throw new IllegalArgumentException(
                        "Scores must be [example, class] and targets [example], with at least"
                                + " one example; they are " + Arrays.toString(shape) + " and "
                                + Arrays.toString(targets.shape()) + ".");
            }
            var indices = targets.toLongs();
            for (int i = 0; i < indices.length; i++) {
                if (indices[i] < 0 || indices[i] >= shape[1]) {
                    throw new IllegalArgumentException("Target " + i + " is class " + indices[i]
                            + ", but the scores have classes 0 to " + (shape[1] - 1) + ".");
                }
            }
            return new Table(scores.toDoubles(), (int) shape[1], indices);
        }

        int classes() {
            return classes;
        }

        int rows() {
            return targets.length;
        }

        double at(int row, int column) {
            return values[row * classes + column];
        }

        int target(int row) {
            return (int) targets[row];
        }

        int predicted(int row) {
            int best = 0;
            for (int j = 1; j < classes; j++) {
                best = at(row, j) > at(row, best) ? j : best;
            }
            return best;
        }

        /** How many classes come before the target; a target whose score is NaN comes last. */
        int rank(int row) {
            int target = target(row);
            double score = at(row, target);
            int before = 0;
            for (int j = 0; j < classes; j++) {
                boolean wins = j < target ? at(row, j) >= score : at(row, j) > score;
                before += wins ? 1 : 0;
            }
            return Double.isNaN(score) ? classes : before;
        }
    }
}
