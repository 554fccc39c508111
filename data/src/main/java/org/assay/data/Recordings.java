package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Spoken words.
 *
 * @param rate samples a second
 * @param classes the word of each label
 */
public record Recordings(
        List<Recording> train, List<Recording> test, int rate, List<String> classes, String contentHash)
        implements Contents {
    /**
     * One recording.
     *
     * @param samples {@code [time]}, FLOAT32 in [-1, 1)
     * @param label its word
     * @param speaker who said it
     * @param take its number among the speaker's recordings of the word
     */
    public record Recording(Tensor samples, int label, String speaker, int take) {}

    @Override
    public Map<String, Long> counts() {
        return Map.of("train", (long) train.size(), "test", (long) test.size());
    }
}
