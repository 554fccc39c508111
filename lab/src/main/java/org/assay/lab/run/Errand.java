package org.assay.lab.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.assay.lab.store.TrialResult;

/** A given list of trials, run once for what they return; nothing is stored. */
final class Errand implements Crew.Work {

    private final ArrayDeque<Task> due;
    private final int total;
    private final RunListener listener;
    private final List<TrialResult> results = new ArrayList<>();

    Errand(Collection<Task> tasks, RunListener listener) {
        this.due = new ArrayDeque<>(tasks);
        this.total = tasks.size();
        this.listener = listener;
    }

    @Override
    public int pending() {
        return due.size();
    }

    @Override
    public Optional<Task> next() {
        return Optional.ofNullable(due.poll());
    }

    @Override
    public void ended(int worker, TrialResult result) {
        results.add(result);
        listener.finished(worker, result.trial(), results.size(), total, Optional.empty());
    }

    List<TrialResult> results() {
        return results;
    }
}
