package org.assay.lab.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;

/** Writes down what a listener is told. */
final class Protocol implements RunListener {

    final List<String> lines = new ArrayList<>();

    @Override
    public void planned(RunRecord plan, int trialsAtMost, int resumed, Optional<Duration> estimate) {
        lines.add("planned " + trialsAtMost + " resumed " + resumed);
    }

    @Override
    public void started(int worker, String arm, long seed, int attempt) {
        lines.add("started " + arm + " " + seed + " attempt " + attempt);
    }

    @Override
    public void finished(int worker, RunRecord.TrialRecord trial, int done, int total, Optional<Duration> left) {
        lines.add("finished " + trial.arm() + " " + trial.seed() + " " + done + "/" + total);
    }

    @Override
    public void attemptFailed(int worker, String arm, long seed, String cause, boolean again, String reproduce) {
        lines.add("failed " + arm + " " + seed + (again ? " again" : " for good") + ": " + cause + " [" + reproduce
                + "]");
    }

    @Override
    public void judged(int look, List<RunRecord.ClaimRecord> claims) {
        lines.add("judged " + look);
    }

    @Override
    public void note(String sentence) {
        lines.add("note " + sentence);
    }
}
