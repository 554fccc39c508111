package org.assay.data;

import org.assay.tensor.Tensor;

/** Colours for numbers. */
public final class ColourMap {
    private ColourMap() {}

    /**
     * -1 blue, 0 white, 1 red, and beyond as at the ends.
     *
     * @param values {@code [height, width]}
     * @return red, green and blue from 0 to 1, {@code [3, height, width]}
     */
    public static Tensor diverging(Tensor values) {
        var red = values.clamp(-1, 0).add(1.0);
        var blue = values.clamp(0, 1).rsub(1);
        return Tensor.stack(red, red.minimum(blue), blue);
    }
}
