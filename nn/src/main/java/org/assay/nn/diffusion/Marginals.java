package org.assay.nn.diffusion;

import java.util.Arrays;
import org.assay.tensor.Tensor;

/** What noise makes of an example {@code x0} at a time between 0 and 1: {@code mean(t) x0 + std(t) z} with standard normal z. */
public interface Marginals {

    /** The factors of the examples at times {@code [batch]}: {@code [batch]}. */
    Tensor mean(Tensor times);

    /** The deviations of the noise at times {@code [batch]}: {@code [batch]}. */
    Tensor std(Tensor times);

    /**
     * Examples with noise.
     *
     * @param x0 {@code [batch, …]}
     * @param times {@code [batch]}
     * @param z as many standard normal numbers as x0 has
     */
    default Tensor noised(Tensor x0, Tensor times, Tensor z) {
        return x0.mul(each(mean(times), x0)).add(z.mul(each(std(times), x0)));
    }

    /** One number for each example, {@code [batch]}, in a shape that multiplies examples {@code [batch, …]}. */
    static Tensor each(Tensor numbers, Tensor examples) {
        var shape = new long[examples.rank()];
        Arrays.fill(shape, 1);
        shape[0] = examples.size(0);
        return numbers.reshape(shape);
    }
}
