package org.assay.studies.uncertainty;

import org.assay.nn.Linear;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** How many images of no known class pass a class's threshold, where projections on its vector separate them, and where those on perturbed ones do (the paper's Figure 1). */
final class ClassProjections {
    private static final double RECALL = 0.95;

    private ClassProjections() {}

    /** Adds the rates, averaged over classes, of class vectors, of single perturbed ones and of the mean over all those of a class. */
    static void report(Detection detection, Features z, Linear head, Perturbations heads, double delta) {
        var known = z.part(Features.TEST, z.judged());
        var others = z.part(Features.NEAR, z.judged());
        double trained = 0;
        double single = 0;
        double averaged = 0;
        double improved = 0;
        for (int k = 0; k < heads.classes(); k++) {
            var members = known.rows(z.testLabels().eq(k).nonzero().flatten());
            double own = rates(column(head.forward(members), k), column(head.forward(others), k), RECALL)
                    .item();
            // [n, r]: this class's projection in every head.
            var perturbed = heads.heads(heads.logits(members, delta)).select(2, k);
            var perturbedOthers = heads.heads(heads.logits(others, delta)).select(2, k);
            var rates = rates(perturbed, perturbedOthers, RECALL);
            trained += own;
            single += rates.mean().item();
            improved += rates.lt(own).to(DType.FLOAT64).mean().item();
            averaged += rates(perturbed.mean(true, 1), perturbedOthers.mean(true, 1), RECALL)
                    .item();
        }
        detection.add("class_fpr", 100 * trained / heads.classes());
        detection.add("class_fpr_of_single_turns", 100 * single / heads.classes());
        detection.add("class_fpr_averaged", 100 * averaged / heads.classes());
        detection.add("share_of_turns_that_improve", improved / heads.classes());
    }

    private static Tensor column(Tensor logits, int k) {
        return logits.narrow(1, k, 1);
    }

    /**
     * The share of others above the highest threshold that keeps at least a share of the members, for each column.
     *
     * @param members projections {@code [members, columns]}
     * @param others projections {@code [others, columns]}
     * @return {@code [columns]}, FLOAT64
     */
    static Tensor rates(Tensor members, Tensor others, double recall) {
        long n = members.size(0);
        long kept = (long) Math.ceil(recall * n);
        var threshold = members.kthValue(n - kept + 1, 0).values();
        return others.ge(threshold).to(DType.FLOAT64).mean(0);
    }
}
