package org.assay.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.assay.nn.optim.Rule;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * What a training step of a workload computes.
 *
 * @param model any tree of parameters
 * @param batch what the model reads, by name; every step reads the same
 * @param rule the optimiser
 * @param loss of the model on the batch
 */
record Task(Object model, Map<String, Tensor> batch, Rule rule, Supplier<Tensor> loss) {

    /** The batch and the starting weights as one file holds them for the other contestants. */
    Map<String, Tensor> tensors() {
        var tensors = new LinkedHashMap<String, Tensor>();
        batch.forEach((name, tensor) -> tensors.put("batch." + name, tensor));
        Tree.named(model).forEach((name, tensor) -> tensors.put("model." + name, tensor));
        return tensors;
    }
}
