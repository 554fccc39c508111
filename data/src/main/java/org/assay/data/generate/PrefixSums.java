package org.assay.data.generate;

import org.assay.data.Examples;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/** Bit strings and the parity of each of their beginnings (Schwarzschild et al. 2021, arXiv:2106.04537). */
public final class PrefixSums {
    private PrefixSums() {}

    /** Inputs {@code [string, length]}, INT64: bits; labels of the same shape: the sum modulo 2 up to each place. */
    public static Examples draw(long strings, long length, Rng rng) {
        return Scope.call(() -> {
            var bits = rng.integers(0, 2, strings, length);
            return new Examples(bits, bits.cumsum(1).remainder(2L).to(DType.INT64));
        });
    }
}
