package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/** Time series with labelled anomalies (Numenta Anomaly Benchmark). */
public record Anomalies(List<Labelled> series, String contentHash) implements Contents {
    /**
     * One series.
     *
     * @param name group and file
     * @param times {@code [time]}, INT64: seconds since 1970
     * @param values {@code [time]}, FLOAT64
     * @param anomalies seconds at which an anomaly was labelled
     * @param windows the stretches in which detecting an anomaly counts
     */
    public record Labelled(String name, Tensor times, Tensor values, List<Long> anomalies, List<Window> windows) {
        /** Whether each time lies in a window, {@code [time]}, BOOL. */
        public Tensor anomalous() {
            var seconds = times.toLongs();
            var inside = new boolean[seconds.length];
            for (int i = 0; i < seconds.length; i++) {
                for (var window : windows) {
                    inside[i] |= window.start() <= seconds[i] && seconds[i] <= window.end();
                }
            }
            return Tensor.of(inside, inside.length);
        }
    }

    /** Seconds since 1970, both inclusive. */
    public record Window(long start, long end) {}

    @Override
    public Map<String, Long> counts() {
        return Map.of("all", (long) series.size());
    }
}
