package org.assay.lab.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a laboratory treats its workers; the defaults suit nearly everybody.
 *
 * @param stall how long a trial may go without a sign of life; the plan's own time if empty
 * @param start how long a worker may take to load the study and its libraries
 * @param properties system properties of the workers, over those of a recorded environment
 * @param flags further flags of the workers' JVM
 */
public record LabSettings(
        Optional<Duration> stall, Duration start, Map<String, String> properties, List<String> flags) {

    public static final LabSettings DEFAULT =
            new LabSettings(Optional.empty(), Duration.ofMinutes(5), Map.of(), List.of());

    public LabSettings {
        properties = Map.copyOf(properties);
        flags = List.copyOf(flags);
    }
}
