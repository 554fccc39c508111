package org.assay.lab.run;

import java.util.Map;

/**
 * Tells what decides the bits of a result in a worker process, beyond what every JVM knows: the toolbox implements it and is found through
 * {@link java.util.ServiceLoader}. Settings and libraries are asked for once in each worker, before its first trial, data after each trial.
 */
public interface EnvironmentProbe {

    /**
     * Settings by the name of a system property. A worker started with {@code -Dname=value} for every entry computes the same bits on the same
     * kind of processor.
     */
    Map<String, String> settings();

    /** Versions by name of library. */
    Map<String, String> libraries();

    /** Content hashes, by id, of the data sets that this process has read so far. */
    default Map<String, String> data() {
        return Map.of();
    }
}
