package org.assay.lab.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.lab.store.TrialResult;

/** Trials that are run again outside their run: nothing of them is stored. */
final class Reruns {

    private static final int ATTEMPTS = 2;

    private final Crews crews;

    Reruns(Crews crews) {
        this.crews = crews;
    }

    Verification verify(RunRecord record, RunRequest request, double share, RunListener listener) {
        if (!(share > 0 && share <= 1)) {
            throw new LabException("The share of trials to verify is " + share + "; it must be above 0 and at most 1.");
        }
        var bench = Bench.of(request);
        Same.requirePlan(record, bench);
        var code = Provenance.code(bench.study());
        var done = new ArrayList<>(record.trials());
        done.removeIf(trial -> trial.status() == TrialStatus.FAILED);
        Collections.shuffle(done, new Random(record.run().hashCode()));
        var chosen = done.subList(0, (int) Math.ceil(share * done.size()));
        var errand =
                new Errand(chosen.stream().map(t -> new Task(t.arm(), t.seed())).toList(), listener);
        away(bench, code, record, "verify", ATTEMPTS, listener, errand);
        boolean sameProcessor = sameProcessor(record);
        var checks = errand.results().stream()
                .map(TrialResult::trial)
                .map(again -> Comparison.of(record.trial(again.arm(), again.seed()), again, sameProcessor))
                .toList();
        var read = errand.results().stream()
                .flatMap(result -> result.data().stream())
                .distinct()
                .toList();
        return new Verification(
                record.run(),
                sameProcessor,
                Same.code(record.code(), code),
                Comparison.otherData(record.data().orElse(List.of()), read),
                checks);
    }

    /** One trial, its output on the terminal. */
    TrialRecord trial(RunRecord record, RunRequest request, String arm, long seed, RunListener listener) {
        var bench = Bench.of(request);
        Same.requirePlan(record, bench);
        var errand = new Errand(List.of(new Task(bench.plan().arm(arm).name(), seed)), listener);
        away(bench, Provenance.code(bench.study()), record, "trial", 1, listener, errand);
        return errand.results().stream()
                .findFirst()
                .map(TrialResult::trial)
                .orElseThrow(() -> new LabException("The trial was interrupted."));
    }

    /** In a folder that is gone afterwards. */
    private void away(
            Bench<?> bench,
            Code code,
            RunRecord record,
            String what,
            int attempts,
            RunListener listener,
            Errand errand) {
        var folder = RunFolder.temporary(crews.runs(), record.run(), what);
        boolean foreground = attempts == 1;
        int size = foreground ? 1 : Math.min(Crews.workers(bench), Math.max(1, errand.pending()));
        // They name kernels for the recorded processor's instructions, which another one may lack.
        var recorded = sameProcessor(record) ? record.environment().settings() : Map.<String, String>of();
        try (var crew = crews.of(bench, code, folder, recorded, size, attempts, foreground, listener);
                var _ = new Hook(crew)) {
            crew.work(errand, () -> false);
        }
        // Logs and crash reports of a trial that failed are what the user wants to see.
        if (errand.results().stream().allMatch(r -> r.trial().status() == TrialStatus.DONE)) {
            folder.deleteTemporary();
        }
    }

    private static boolean sameProcessor(RunRecord record) {
        return record.environment().processor().equals(Machine.processor());
    }
}
