package org.assay.studies.uncertainty;

import org.assay.nn.Linear;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Random turns of a head's class vectors: r heads of K classes each, one after the other.
 *
 * @param weight W again and again, {@code [r K, d]}
 * @param bias the head's again and again, {@code [r K]}
 * @param turn random directions of the class vectors' lengths, {@code |w_k| e / |e|} with e standard normal, {@code [r K, d]}
 * @param classes K
 */
record Perturbations(Tensor weight, Tensor bias, Tensor turn, int classes) {

    static Perturbations draw(Linear head, int r, Rng rng) {
        return Scope.call(() -> {
            var w = head.weight().detach();
            var b = head.bias().orElseThrow().detach();
            int classes = (int) w.size(0);
            var weight = w.repeat(r, 1);
            var turn = rng.normal(weight.shape()).normalize(1).mul(weight.norm(2, true, 1));
            return new Perturbations(weight, b.repeat(r), turn, classes);
        });
    }

    /** {@code w~ = w + delta |w| e / |e|}: the class vectors at an angle of about arctan(delta) to the trained ones. */
    Tensor weights(double delta) {
        return weight.add(turn, delta);
    }

    /** {@code W~ z + b} of all heads: activations {@code [n, d]} to {@code [n, r K]}, the WeiPer space. */
    Tensor logits(Tensor z, double delta) {
        return z.linear(weights(delta), bias);
    }

    /** The same of directions alone, without class vectors and biases: random projections (RP). */
    Tensor projections(Tensor z, double delta) {
        return z.linear(turn.mul(delta));
    }

    /** {@code max_k softmax(l)_k} of each head: logits {@code [n, r K]} to {@code [n, r]}. */
    Tensor msp(Tensor logits) {
        return heads(logits).softmax(2).amax(2);
    }

    /** {@code log sum_k exp(l_k)} of each head: logits {@code [n, r K]} to {@code [n, r]}. */
    Tensor energy(Tensor logits) {
        return heads(logits).logsumexp(2);
    }

    /** Head by head: {@code [n, r K]} to {@code [n, r, K]}. */
    Tensor heads(Tensor logits) {
        return logits.unflatten(1, -1, classes);
    }
}
