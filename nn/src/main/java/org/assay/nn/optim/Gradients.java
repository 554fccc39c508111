package org.assay.nn.optim;

import java.util.List;
import java.util.function.Supplier;
import org.assay.tensor.Tensor;

/** How a step finds the gradients it follows. */
@FunctionalInterface
interface Gradients {
    record Found(Tensor value, List<Tensor> gradients) {}

    Found of(Supplier<Tensor> loss, List<Tensor> parameters);
}
