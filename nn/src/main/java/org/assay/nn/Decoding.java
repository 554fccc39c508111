package org.assay.nn;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * How the next token is drawn from a network's logits: the temperature first, then what is improbable is left out.
 *
 * @param temperature above 0; logits are divided by it
 * @param nucleus the most probable tokens stay until together they have this probability, the one that reaches it included; 1 keeps all
 *     (Holtzman et al. 2020, section 3.1)
 * @param best so many of the most probable tokens stay (Fan et al. 2018)
 */
public record Decoding(double temperature, double nucleus, long best) {

    public Decoding {
        if (!(temperature > 0) || !(nucleus > 0) || nucleus > 1 || best < 1) {
            throw new IllegalArgumentException(
                    "Drawing needs a temperature above 0, a nucleus in (0, 1] and at least one best token, not "
                            + temperature + ", " + nucleus + " and " + best + ".");
        }
    }

    /** From all tokens. */
    public static Decoding temperature(double tau) {
        return new Decoding(tau, 1, Long.MAX_VALUE);
    }

    /** From the nucleus of this probability. */
    public static Decoding nucleus(double p) {
        return new Decoding(1, p, Long.MAX_VALUE);
    }

    /** From so many of the most probable. */
    public static Decoding top(long k) {
        return new Decoding(1, 1, k);
    }

    /** Always the most probable. */
    public static Decoding greedy() {
        return top(1);
    }

    /** Probabilities of tokens before what is left out, and 0 for that: {@code [row, vocabulary]} of logits of this shape. */
    public Tensor weights(Tensor logits) {
        if (logits.rank() != 2) {
            throw new IllegalArgumentException(
                    "Logits must be [row, vocabulary], not " + Arrays.toString(logits.shape()) + ".");
        }
        var p = logits.div(temperature).softmax(1);
        long vocabulary = logits.size(1);
        if (nucleus == 1 && best >= vocabulary) {
            return p;
        }
        var ranked = p.sortDescending(1);
        var moreProbable = ranked.values().cumsum(1).sub(ranked.values());
        var stays = Tensor.arange(vocabulary).lt(Math.min(best, vocabulary)).unsqueeze(0);
        if (nucleus < 1) {
            stays = moreProbable.lt(nucleus).logicalAnd(stays);
        }
        var kept = ranked.values().mul(stays.to(DType.FLOAT32));
        return Tensor.zerosLike(p).scatter(1, ranked.indices(), kept);
    }

    /** A token for each row: {@code [row, 1]}, INT64. */
    public Tensor draw(Tensor logits, Rng rng) {
        return rng.multinomial(weights(logits), 1, true);
    }
}
