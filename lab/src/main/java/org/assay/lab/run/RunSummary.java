package org.assay.lab.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Scale;

/**
 * A run in a list of runs.
 *
 * @param complete whether the plan's stopping rule ended the run
 * @param looks how many looks are complete
 * @param trials how many trials have ended
 * @param claims as judged at the last complete look
 */
public record RunSummary(
        String run,
        String study,
        Scale scale,
        String planHash,
        Instant planned,
        Optional<Instant> ended,
        boolean complete,
        int looks,
        int trials,
        List<ClaimRecord> claims) {}
