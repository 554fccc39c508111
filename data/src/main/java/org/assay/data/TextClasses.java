package org.assay.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Texts in classes, in canonical order (by the SHA-256 of the text), which is as good as random.
 *
 * @param train everything, for a set that comes without splits
 * @param validation empty where there is none
 * @param test empty where there is none
 * @param classes the name of each label
 */
public record TextClasses(
        LabelledText train, LabelledText validation, LabelledText test, List<String> classes, String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        put(counts, "train", train);
        put(counts, "validation", validation);
        put(counts, "test", test);
        if (counts.keySet().equals(Set.of("train"))) {
            return Map.of("all", (long) train.count());
        }
        return counts;
    }

    private static void put(Map<String, Long> counts, String split, LabelledText text) {
        if (text.count() > 0) {
            counts.put(split, (long) text.count());
        }
    }
}
