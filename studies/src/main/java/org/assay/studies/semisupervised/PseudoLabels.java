package org.assay.studies.semisupervised;

import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * What a network's guesses on weak copies say about strong ones. No gradient goes through them.
 *
 * @param guess the likeliest class of each picture {@code [picture]}
 * @param target what is learned: the guess, or probabilities {@code [picture, class]}
 * @param mask 1 where the largest probability reaches the threshold, else 0 {@code [picture]}
 */
record PseudoLabels(Tensor guess, Tensor target, Tensor mask) {

    /**
     * @param logits of the weak copies, {@code [picture, class]}
     * @param tau the threshold; at 0 all guesses are taken
     * @param temperature at which probabilities are sharpened into targets: below 1 makes them harder, 0 takes the guess itself
     */
    static PseudoLabels of(Tensor logits, double tau, double temperature) {
        var z = logits.detach();
        var q = z.softmax(1);
        var guess = q.argmax(1);
        var target = temperature == 0 ? guess : z.div(temperature).softmax(1);
        return new PseudoLabels(guess, target, q.amax(1).ge(tau).to(DType.FLOAT32));
    }

    /** Equation 4: a sum over the pictures that were accepted, divided by the number of all. */
    Tensor loss(Tensor strongLogits) {
        return strongLogits.crossEntropyEach(target, 0).mul(mask).mean();
    }
}
