package org.assay.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pictures with a class for each pixel. Inputs are {@code [picture, channel, height, width]}, UINT8; labels
 * {@code [picture, height, width]}, UINT8.
 *
 * @param test empty ({@code [0, …]}) for a set without a test split
 * @param classes the name of each mask value
 */
public record Segmentation(Examples train, Examples test, List<String> classes, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        counts.put("train", train.count());
        if (test.count() > 0) {
            counts.put("test", test.count());
        }
        return counts;
    }
}
