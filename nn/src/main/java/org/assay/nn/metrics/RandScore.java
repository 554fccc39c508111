package org.assay.nn.metrics;

import java.util.HashMap;

/** How far two ways to part pixels into objects agree. */
public final class RandScore {
    private RandScore() {}

    /**
     * The F-score of pairs of pixels that a segmentation keeps together: {@code sum p_ij^2 / (sum s_i^2 / 2 + sum t_j^2 / 2)},
     * from 0 to 1, with p the joint shares of pixels and s and t those of predicted and true objects. Counted are the pixels of true
     * objects; one of them that is predicted to be outside is an object of its own. Arganda-Carreras et al. 2015.
     *
     * @param predicted numbers of objects, 0 outside
     * @param truth numbers of objects at the same pixels, 0 outside
     * @throws IllegalArgumentException if the lengths differ or nothing is inside a true object
     */
    public static double foreground(int[] predicted, int[] truth) {
        Checks.sameLength("predictions", predicted.length, "targets", truth.length);
        var joint = new HashMap<Long, Long>();
        var found = new HashMap<Integer, Long>();
        var real = new HashMap<Integer, Long>();
        long alone = 0;
        for (int p = 0; p < truth.length; p++) {
            if (truth[p] == 0) {
                continue;
            }
            real.merge(truth[p], 1L, Long::sum);
            if (predicted[p] == 0) {
                alone++;
            } else {
                joint.merge(((long) predicted[p] << Integer.SIZE) + truth[p], 1L, Long::sum);
                found.merge(predicted[p], 1L, Long::sum);
            }
        }
        if (real.isEmpty()) {
            throw new IllegalArgumentException("A Rand score needs true objects, and all pixels are outside.");
        }
        double together = alone + squares(joint.values());
        return 2 * together / (alone + squares(found.values()) + squares(real.values()));
    }

    private static double squares(Iterable<Long> counts) {
        double sum = 0;
        for (long count : counts) {
            sum += (double) count * count;
        }
        return sum;
    }
}
