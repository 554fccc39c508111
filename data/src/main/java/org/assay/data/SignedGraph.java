package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Who rates whom, when.
 *
 * @param edges {@code [2, edge]}, INT64: from, to, nodes numbered from 0
 * @param ratings {@code [edge]}, INT64: -10 to 10, never 0
 * @param times {@code [edge]}, INT64: seconds since 1970
 * @param nodes the source's number of each node
 */
public record SignedGraph(Tensor edges, Tensor ratings, Tensor times, List<Long> nodes, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("all", ratings.size(0));
    }
}
