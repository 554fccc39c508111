package org.assay.lab.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Judgement;
import org.assay.lab.Plan;
import org.assay.lab.Results;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;
import org.assay.lab.store.RunJson;
import org.assay.lab.store.Store;
import org.assay.lab.store.TrialResult;

/** One run from where it stands to where it ends: gives out trials look by look, stores what they leave, judges. */
final class Execution implements Crew.Work {

    private final Plan<?> plan;
    private final Scale scale;
    private final Store store;
    private final RunFolder folder;
    private final RunListener listener;
    private final int workers;
    private final Agenda agenda;
    private final List<TrialRecord> trials;
    private final long began = System.nanoTime();
    private final Optional<Long> deadline;
    private final Energy energy;
    private final RunRecord planned;
    private Judgement judgement;

    Execution(
            Bench<?> bench,
            RunRecord header,
            Store store,
            RunFolder folder,
            int workers,
            RunListener listener,
            Energy energy) {
        this.plan = bench.plan();
        this.scale = bench.request().scale();
        this.planned = header;
        this.store = store;
        this.folder = folder;
        this.workers = workers;
        this.listener = listener;
        this.energy = energy;
        this.judgement = Judgement.begin(plan, scale);
        this.trials = new ArrayList<>(store.trials(header.run()));
        this.agenda = new Agenda(plan, store.wallSeconds(header.study(), scale.label()));
        this.deadline = bench.request().budget().map(time -> began + time.toNanos());
        trials.forEach(t -> agenda.ended(new Task(t.arm(), t.seed()), t.cost().wallSeconds()));
        agenda.open(1, judgement.arms(plan));
    }

    int finished() {
        return trials.size();
    }

    int atMost() {
        return agenda.atMost();
    }

    Optional<Duration> left() {
        return agenda.left(workers);
    }

    /** Runs until the plan's stopping rule, the budget or an interruption ends it; the record says which. */
    RunRecord run(Crew crew) {
        judgeCompleteLooks();
        crew.work(this, this::timeIsUp);
        boolean complete = judgement.done() && agenda.due(_ -> true) == 0 && !crew.stopped() && !unfinished();
        var record = record(complete, crew.stopped() ? Optional.empty() : Optional.of(Instant.now()));
        store.update(record);
        var whole = Records.whole(record, store);
        RunJson.write(whole, folder.record());
        return whole;
    }

    private boolean unfinished() {
        return plan.arms().stream()
                .filter(plan::exploratory)
                .anyMatch(arm -> !Results.of(trials).complete(List.of(arm.name()), plan.seedsAt(1)));
    }

    private boolean timeIsUp() {
        energy.now();
        return deadline.isPresent() && System.nanoTime() - deadline.get() > 0;
    }

    /** Whether a trial of the arm would end within the budget, as far as one can tell. */
    private boolean inTime(String arm) {
        if (deadline.isEmpty()) {
            return true;
        }
        double seconds = agenda.seconds(arm).orElse(0.0);
        return System.nanoTime() + (long) (1e9 * seconds) - deadline.get() <= 0;
    }

    @Override
    public int pending() {
        return agenda.due(this::inTime);
    }

    @Override
    public Optional<Task> next() {
        return agenda.next(this::inTime);
    }

    @Override
    public void ended(int worker, TrialResult result) {
        var trial = result.trial();
        store.add(planned.run(), result);
        folder.tidy(trial.arm(), trial.seed());
        trials.add(trial);
        agenda.ended(new Task(trial.arm(), trial.seed()), trial.cost().wallSeconds());
        listener.finished(worker, trial, trials.size(), agenda.atMost(), agenda.left(workers));
        judgeCompleteLooks();
    }

    private void judgeCompleteLooks() {
        while (!judgement.done() && agenda.complete(judgement.looks() + 1, judgement.arms(plan))) {
            judgement = judgement.next(plan, scale, Results.of(trials));
            listener.judged(judgement.looks(), judgement.claims());
            agenda.open(judgement.looks() + 1, judgement.arms(plan));
            var record = record(false, Optional.empty());
            store.update(record);
            RunJson.write(Records.whole(record, store), folder.record());
        }
    }

    private RunRecord record(boolean complete, Optional<Instant> ended) {
        var progress = judgedAt() + ", " + trials.size() + " of at most " + agenda.atMost() + " trials done.";
        var notes = RunNotes.of(planned, trials, complete, ended.isPresent(), progress);
        return Records.state(
                planned,
                complete,
                judgement.looks(),
                judgement.claims(),
                ended,
                planned.cost().plus(spent()),
                notes);
    }

    private String judgedAt() {
        return judgement.looks() == 0
                ? "no look is complete yet"
                : "judged at look " + judgement.looks() + " of " + plan.looks().size();
    }

    /** Elapsed time and energy of this session; the trials' own cost is summed from the store. */
    private Cost spent() {
        return new Cost(0, 1e-9 * (System.nanoTime() - began), 0, energy.joules());
    }
}
