package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * The weights of a trained network.
 *
 * @param tensors by name, FLOAT32, in the shapes of the source: kernels {@code [height, width, in, out]}
 * @param classes the name of each output
 */
public record PretrainedWeights(Map<String, Tensor> tensors, List<String> classes, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("weights", (long) tensors.size());
    }
}
