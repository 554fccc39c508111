package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Pictures of different sizes.
 *
 * @param pictures {@code [3, height, width]} each, UINT8
 * @param names the file each came from, without its ending
 */
public record Photographs(List<Tensor> pictures, List<String> names, String contentHash) implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("all", (long) pictures.size());
    }
}
