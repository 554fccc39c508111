package org.assay.solve;

import java.util.Arrays;
import java.util.List;
import org.assay.tensor.Tensor;

/** Checks that the data of a problem fit each other, and says which do not. */
final class Fit {
    private Fit() {}

    static void vector(String name, Tensor tensor) {
        rank(name, tensor, 1, "a vector [n] or a batch of them [batch, n]");
    }

    static void matrix(String name, Tensor tensor) {
        rank(name, tensor, 2, "a matrix [rows, n] or a batch of them [batch, rows, n]");
    }

    private static void rank(String name, Tensor tensor, int least, String what) {
        if (tensor.rank() != least && tensor.rank() != least + 1) {
            throw new IllegalArgumentException(name + " is " + what + ", not " + Arrays.toString(tensor.shape()) + ".");
        }
    }

    static void size(String name, Tensor tensor, int dim, long expected, String what) {
        if (tensor.size(dim) != expected) {
            throw new IllegalArgumentException(name + " needs " + expected + " " + what + "; its shape is "
                    + Arrays.toString(tensor.shape()) + ".");
        }
    }

    /** The batch of tensors of which those of a higher rank than {@code single} have one; 1 if none has. */
    static long batch(int single, List<Tensor> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.rank() > single)
                .mapToLong(tensor -> tensor.size(0))
                .max()
                .orElse(1);
    }

    static void agree(long batch, List<Tensor> vectors, List<Tensor> matrices) {
        vectors.forEach(tensor -> agree(batch, tensor, 1));
        matrices.forEach(tensor -> agree(batch, tensor, 2));
    }

    private static void agree(long batch, Tensor tensor, int single) {
        if (tensor.rank() > single && tensor.size(0) != batch) {
            throw new IllegalArgumentException("The data of quadratic programs are for " + batch + " of them and for "
                    + tensor.size(0) + " (" + Arrays.toString(tensor.shape())
                    + "): each is for all, without a batch, or one for each.");
        }
    }
}
