package org.assay.data;

import java.util.Map;

/** One long text. */
public record Corpus(String text, String contentHash) implements Contents {
    private static final double TRAIN = 0.9;

    /** The first nine tenths, the customary training part. */
    public String train() {
        return text.substring(0, (int) (TRAIN * text.length()));
    }

    /** The last tenth. */
    public String validation() {
        return text.substring((int) (TRAIN * text.length()));
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("text", (long) text.length());
    }
}
