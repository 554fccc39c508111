package org.assay.nn.optim;

import java.util.List;
import org.assay.tensor.Tensor;

/**
 * How parameters follow their gradients: an optimiser's name and numbers, without its state. A rule of one's own is a
 * record that implements this.
 */
public interface Rule {

    /** The learning rate before any schedule. */
    double lr();

    /** A fresh state for these parameters. It is made outside any scope. */
    Update begin(List<Tensor> parameters);

    /** A rule at work on certain parameters. */
    @FunctionalInterface
    interface Update {
        /**
         * Changes the parameters in place.
         *
         * @param gradients one for each parameter, in order
         * @param lr the learning rate of this step
         */
        void apply(List<Tensor> gradients, double lr);
    }
}
