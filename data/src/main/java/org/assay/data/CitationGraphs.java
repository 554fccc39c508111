package org.assay.data;

import java.util.Map;

/** The citation graphs of the semi-supervised benchmarks. */
public record CitationGraphs(Graph cora, Graph citeseer, String contentHash) implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("cora", cora.nodes(), "citeseer", citeseer.nodes());
    }
}
