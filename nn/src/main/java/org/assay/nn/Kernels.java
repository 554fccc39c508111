package org.assay.nn;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** How convolutions start in PyTorch: weights and bias uniform within one over the root of the fan-in. */
final class Kernels {
    private Kernels() {}

    record Start(Tensor weight, double bound, Rng rng) {
        Tensor bias() {
            return Init.uniform(bound).parameter(rng, weight.size(0));
        }
    }

    static Start draw(Rng rng, int first, int second, int groups, int... kernel) {
        if (first % groups != 0 || second % groups != 0) {
            throw new IllegalArgumentException("A convolution of " + second + " to " + first + " channels cannot have "
                    + groups + " groups: both numbers must be multiples of it.");
        }
        var shape = new long[2 + kernel.length];
        shape[0] = first;
        shape[1] = second / groups;
        double fan = shape[1];
        for (int i = 0; i < kernel.length; i++) {
            shape[2 + i] = kernel[i];
            fan *= kernel[i];
        }
        double bound = 1 / Math.sqrt(fan);
        return new Start(Init.uniform(bound).parameter(rng, shape), bound, rng);
    }
}
