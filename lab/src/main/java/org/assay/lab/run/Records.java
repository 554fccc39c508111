package org.assay.lab.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Judge;
import org.assay.lab.LabException;
import org.assay.lab.Results;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.Environment;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.store.Store;

/** Puts run records together. */
final class Records {

    private Records() {}

    /** The record of a run before its first trial. */
    static RunRecord planned(
            Bench<?> bench, String run, Instant now, Environment environment, Code code, List<String> notes) {
        var study = bench.study();
        var plan = bench.plan();
        var scale = bench.request().scale();
        var arms = plan.arms().stream()
                .map(arm -> new ArmRecord(arm.name(), plan.exploratory(arm), plan.settingValues(scale, arm)))
                .toList();
        return new RunRecord(
                RunRecord.SCHEMA,
                run,
                study.id(),
                study.question(),
                study.family(),
                study.papers(),
                scale,
                plan.hash(scale),
                plan.canonical(scale),
                now,
                Optional.empty(),
                false,
                0,
                arms,
                Judge.judge(plan, scale, Results.of(List.of()), 0),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                Cost.NONE,
                environment,
                code,
                study.deviations(),
                notes);
    }

    static RunRecord state(
            RunRecord r,
            boolean complete,
            int looks,
            List<ClaimRecord> claims,
            Optional<Instant> ended,
            Cost session,
            List<String> notes) {
        return new RunRecord(
                r.schema(),
                r.run(),
                r.study(),
                r.question(),
                r.family(),
                r.papers(),
                r.scale(),
                r.planHash(),
                r.plan(),
                r.planned(),
                ended,
                complete,
                looks,
                r.arms(),
                claims,
                List.of(),
                List.of(),
                r.data(),
                session,
                r.environment(),
                r.code(),
                r.deviations(),
                notes);
    }

    /** The header with trials, shared work and cost as the store has them; trials in the order of the plan's arms, then by seed. */
    static RunRecord whole(RunRecord r, Store store) {
        var order = r.arms().stream().map(ArmRecord::name).toList();
        var trials = store.trials(r.run()).stream()
                .sorted(Comparator.comparingInt((TrialRecord t) -> order.indexOf(t.arm()))
                        .thenComparingLong(TrialRecord::seed))
                .toList();
        var shared = store.shared(r.run());
        var cost = r.cost();
        for (var trial : trials) {
            cost = cost.plus(withoutWall(trial.cost()));
        }
        for (var work : shared) {
            cost = cost.plus(withoutWall(work.cost()));
        }
        return new RunRecord(
                r.schema(),
                r.run(),
                r.study(),
                r.question(),
                r.family(),
                r.papers(),
                r.scale(),
                r.planHash(),
                r.plan(),
                r.planned(),
                r.ended(),
                r.complete(),
                r.looks(),
                r.arms(),
                r.claims(),
                trials,
                shared,
                r.data().map(_ -> store.data(r.run())),
                cost,
                r.environment(),
                r.code(),
                r.deviations(),
                r.notes());
    }

    /** Trials run side by side: a run's wall time is what elapsed, not their sum, and its energy was measured as a whole. */
    private static Cost withoutWall(Cost cost) {
        return new Cost(cost.cpuSeconds(), 0, cost.peakBytes(), Optional.empty(), cost.operations());
    }

    static LabException unknown(String run, Store store) {
        var known = store.runs().stream().map(s -> s.header().run()).toList();
        return new LabException("There is no run " + run + "." + org.assay.lab.Names.suggestion(run, known)
                + " (assay runs shows all.)");
    }
}
