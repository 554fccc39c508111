package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.data.format.Abc;

/** Folk tunes in ABC notation, in canonical order. */
public record Tunes(List<Abc.Tune> tunes, String contentHash) implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("all", (long) tunes.size());
    }
}
