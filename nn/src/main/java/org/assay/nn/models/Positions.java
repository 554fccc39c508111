package org.assay.nn.models;

import java.util.List;
import org.assay.tensor.Scope;
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

    /**
     * The places of a grid, row by row: the first half of the width says the row and the second the column, each as {@link #sinusoidal} counts from 0. He et al. 2022
     * place patches so.
     *
     * @param width a multiple of 4
     * @return {@code [rows columns, width]}
     */
    public static Tensor grid(int rows, int columns, int width) {
        if (rows < 1 || columns < 1 || width % 4 != 0) {
            throw new IllegalArgumentException(
                    "Places of a grid have a width that is a multiple of 4, and the grid at least one row and column: not width "
                            + width + " for " + rows + " x " + columns + ".");
        }
        return Scope.call(() -> {
            var row = sinusoidal(Tensor.arange(0.0, rows, 1.0), width / 2);
            var column = sinusoidal(Tensor.arange(0.0, columns, 1.0), width / 2);
            return Tensor.cat(List.of(row.repeatInterleave(columns, 0), column.repeat(rows, 1)), 1);
        });
    }
}
