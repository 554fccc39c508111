package org.assay.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Optional;
import org.assay.lab.LabException;

/** Requests as text, for the store. */
final class Requests {

    private Requests() {}

    static String text(RunRequest request) {
        try {
            return Wire.MAPPER.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request cannot be written as JSON.", e);
        }
    }

    static RunRequest parse(String text) {
        try {
            return Wire.MAPPER.readValue(text, RunRequest.class);
        } catch (JsonProcessingException e) {
            throw new LabException(
                    "What was asked for cannot be read from the store: " + e.getOriginalMessage() + ".", e);
        }
    }

    static RunRequest with(RunRequest r, int workers, Optional<Duration> budget) {
        return new RunRequest(r.study(), r.scale(), r.looks(), r.arms(), r.changes(), workers, budget, r.fresh());
    }
}
