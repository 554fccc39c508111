package org.assay.nn;

import org.assay.tensor.Tensor;

/**
 * In training, zeroes each element with probability {@code rate} and divides the others by {@code 1 - rate}; otherwise
 * the identity. Srivastava et al. 2014.
 *
 * @param rate in {@code [0, 1)}
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("A dropout rate lies in [0, 1), not at " + rate + ".");
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return rate > 0 && Mode.isRandom() ? x.dropout(rate, Mode.generator()) : x;
    }
}
