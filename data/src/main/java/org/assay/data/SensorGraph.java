package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Signals at the nodes of a graph over time.
 *
 * @param values {@code [time, node]}, FLOAT64
 * @param edges {@code [2, edge]}, INT64: from, to
 * @param weights {@code [edge]}, FLOAT64
 * @param nodes the name of each node
 */
public record SensorGraph(Tensor values, Tensor edges, Tensor weights, List<String> nodes, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("all", values.size(0));
    }
}
