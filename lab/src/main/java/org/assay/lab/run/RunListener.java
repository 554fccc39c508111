package org.assay.lab.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;

/** What a watcher of a run is told; calls come one at a time, from the thread that runs the laboratory. */
public interface RunListener {

    /** The plan is stored; nothing has run yet. {@code resumed} tells how many trials an earlier start of this run has finished already. */
    default void planned(RunRecord plan, int trialsAtMost, int resumed, Optional<Duration> estimate) {}

    default void started(int worker, String arm, long seed, int attempt) {}

    /** At most a few calls a second for each worker. */
    default void progress(int worker, double fraction) {}

    default void finished(int worker, RunRecord.TrialRecord trial, int done, int total, Optional<Duration> left) {}

    /** An attempt failed; {@code again} tells whether it will be tried once more. {@code reproduce} is the command that repeats it. */
    default void attemptFailed(int worker, String arm, long seed, String cause, boolean again, String reproduce) {}

    /** The claims as judged after a look. */
    default void judged(int look, List<RunRecord.ClaimRecord> claims) {}

    /** Something a user should know, one sentence. */
    default void note(String sentence) {}
}
