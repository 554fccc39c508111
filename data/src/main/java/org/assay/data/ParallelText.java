package org.assay.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sentences and their translations, in canonical order.
 *
 * @param validation empty where there is none
 * @param test empty where there is none
 */
public record ParallelText(Pairs train, Pairs validation, Pairs test, String contentHash) implements Contents {
    /** Sentence k of the target translates sentence k of the source. */
    public record Pairs(List<String> source, List<String> target) {
        public Pairs {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }

        public int count() {
            return source.size();
        }
    }

    @Override
    public Map<String, Long> counts() {
        if (validation.count() == 0 && test.count() == 0) {
            return Map.of("all", (long) train.count());
        }
        return new TreeMap<>(Map.of(
                "train", (long) train.count(),
                "validation", (long) validation.count(),
                "test", (long) test.count()));
    }
}
