package org.assay.studies.structures;

import java.util.Optional;
import org.assay.nn.Init;
import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A perceptron of two layers over pairs of bodies, phi_e of Satorras et al. 2021, equation 3. Its first layer sees the features of both bodies
 * and of the pair. Being linear in each, it runs over the bodies instead of over their many more pairs.
 */
record Messages(Linear first, Linear second, Linear pair, Linear hidden) {

    /** Starts as one layer of all inputs would, uniform within {@code 1/sqrt(inputs)}. */
    static Messages of(int width, int ofPair, Rng rng) {
        double bound = 1 / Math.sqrt(2.0 * width + ofPair);
        var init = Init.uniform(bound);
        var first = Linear.of(width, width, init, rng);
        var bias = init.parameter(rng, width);
        return new Messages(
                new Linear(first.weight(), Optional.of(bias)),
                Linear.of(width, width, init, rng).unbiased(),
                Linear.of(ofPair, width, init, rng).unbiased(),
                Linear.of(width, width, rng));
    }

    /**
     * A message for every pair, {@code [system, body, other, width]}.
     *
     * @param h {@code [system, body, width]}
     * @param ofPairs {@code [system, body, other, ofPair]}
     */
    Tensor forward(Tensor h, Tensor ofPairs, Pairs pairs) {
        var sum = first.forward(h).unsqueeze(2).add(pairs.other(second.forward(h)));
        return hidden.forward(sum.add(pair.forward(ofPairs)).silu()).silu();
    }
}
