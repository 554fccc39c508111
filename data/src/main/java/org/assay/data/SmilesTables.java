package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/** Molecules written as SMILES with one measured property, in canonical order. */
public record SmilesTables(Measured esol, Measured freesolv, Measured lipophilicity, String contentHash)
        implements Contents {
    /**
     * Structures and what was measured.
     *
     * @param values {@code [molecule]}, FLOAT64
     * @param unit of the values
     */
    public record Measured(List<String> smiles, Tensor values, String unit) {
        public Measured {
            smiles = List.copyOf(smiles);
        }
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "esol", esol.values().size(0),
                "freesolv", freesolv.values().size(0),
                "lipophilicity", lipophilicity.values().size(0));
    }
}
