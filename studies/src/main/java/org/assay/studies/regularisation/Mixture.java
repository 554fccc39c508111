package org.assay.studies.regularisation;

import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** What of a batch is mixed with another order of it, by a share that is drawn once for the batch. */
enum Mixture {
    /** Nothing: empirical risk minimisation. */
    NONE,
    /** Inputs and labels: mixup. */
    PAIRS,
    /** Inputs; the label stays that of the larger share. */
    INPUTS,
    /** What the last layer reads, and labels. */
    FEATURES;

    /**
     * The mean cross-entropy of a batch whose labels are shares of classes. Against mixed shares it is the paper's
     * {@code lambda CE(f(x'), y) + (1 - lambda) CE(f(x'), y_pi)}, since it is linear in them.
     *
     * @param alpha of the distribution Beta(alpha, alpha) of shares
     */
    Tensor loss(Classifier net, Examples batch, double alpha, Rng rng) {
        return switch (this) {
            case NONE -> net.forward(batch.inputs()).crossEntropy(batch.labels());
            case PAIRS -> {
                var mixed = Mixing.mixup(batch, alpha, rng);
                yield net.forward(mixed.inputs()).crossEntropy(mixed.labels());
            }
            case INPUTS -> {
                var mixed = Mixing.mixup(batch, alpha, rng);
                yield net.forward(mixed.inputs()).crossEntropy(mixed.labels().argmax(1));
            }
            case FEATURES -> {
                var features = new Examples(net.body().forward(batch.inputs()), batch.labels());
                var mixed = Mixing.mixup(features, alpha, rng);
                yield net.head().forward(mixed.inputs()).crossEntropy(mixed.labels());
            }
        };
    }
}
