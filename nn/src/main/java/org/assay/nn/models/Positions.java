package org.assay.nn.models;

import java.util.List;
import org.assay.tensor.Tensor;

/** Sines and cosines of geometric frequencies. Vaswani et al. 2017, section 3.5. */
public final class Positions {
    private static final double LONGEST = 10_000;

    private Positions() {}

    /**
     * Sines, then cosines, of the values at {@code width / 2} frequencies from 1 down to 1/10,000.
     *
     * @param values {@code [count]}, positions or times
     * @param width even
     * @return {@code [count, width]}
     */
    public static Tensor sinusoidal(Tensor values, int width) {
        if (width % 2 != 0) {
            throw new IllegalArgumentException("A sinusoidal embedding has an even width, not " + width + ".");
        }
        int half = width / 2;
        var exponents = Tensor.arange(0.0, half, 1.0).mul(-Math.log(LONGEST) / half);
        var angles = values.unsqueeze(1).mul(exponents.exp());
        return Tensor.cat(List.of(angles.sin(), angles.cos()), 1);
    }
}
