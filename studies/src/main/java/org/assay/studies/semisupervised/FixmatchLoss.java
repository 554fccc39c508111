package org.assay.studies.semisupervised;

import java.util.List;
import org.assay.nn.Layer;
import org.assay.tensor.Tensor;

/**
 * The loss of one step.
 *
 * @param total a number
 * @param pseudo what the unlabelled pictures were taken for
 */
record FixmatchLoss(Tensor total, PseudoLabels pseudo) {

    /**
     * Equations 3 and 4, {@code L_s + lambda_u L_u}. Everything goes through the network at once, so that it is normalised by statistics of all three kinds of copies.
     *
     * @param x weak copies of the labelled pictures
     * @param y their labels
     * @param weak copies of the unlabelled pictures
     * @param strong copies of the same, in the same order
     */
    static FixmatchLoss of(
            Layer f, Tensor x, Tensor y, Tensor weak, Tensor strong, double tau, double temperature, double lambda) {
        long b = x.size(0);
        long muB = weak.size(0);
        var logits = f.forward(Tensor.cat(List.of(x, weak, strong), 0));
        var supervised = logits.narrow(0, 0, b).crossEntropy(y);
        var pseudo = PseudoLabels.of(logits.narrow(0, b, muB), tau, temperature);
        var unsupervised = pseudo.loss(logits.narrow(0, b + muB, muB));
        return new FixmatchLoss(supervised.add(unsupervised.mul(lambda)), pseudo);
    }
}
