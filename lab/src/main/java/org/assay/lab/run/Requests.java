package org.assay.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.run.RunRequest.StudyRef;

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

    /** The request behind a record that was asked for without changes. */
    static RunRequest plain(RunRecord record) {
        return new RunRequest(
                StudyRef.of(record.study()),
                record.scale(),
                Optional.empty(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                false);
    }

    static RunRequest with(RunRequest r, int workers, Optional<Duration> budget) {
        return new RunRequest(r.study(), r.scale(), r.looks(), r.arms(), r.changes(), workers, budget, r.fresh());
    }
}
