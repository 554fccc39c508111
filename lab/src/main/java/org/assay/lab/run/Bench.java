package org.assay.lab.run;

import java.util.Optional;
import org.assay.lab.Plan;
import org.assay.lab.Study;
import org.assay.lab.Tuning;

/** A study with the plan a user asked for: what a worker needs to run its trials. */
final class Bench<S extends Record> {

    private final Study<S> study;
    private final Plan<S> plan;
    private final RunRequest request;

    private Bench(Study<S> study, RunRequest request) {
        this.study = study;
        var asked = request.of(study.plan());
        this.plan = request.part().search()
                ? asked.search()
                : request.part().found().isEmpty()
                        ? asked
                        : asked.frozen(request.part().found());
        this.request = request;
    }

    static Bench<?> of(RunRequest request) {
        return of(Studies.find(request.study()), request);
    }

    static <S extends Record> Bench<S> of(Study<S> study, RunRequest request) {
        return new Bench<>(study, request);
    }

    Study<S> study() {
        return study;
    }

    Plan<S> plan() {
        return plan;
    }

    RunRequest request() {
        return request;
    }

    /** The one cell that is kept of a tuning trial; empty for a trial of the plan itself. */
    Optional<String> tunedCell() {
        return plan.tuning().filter(_ -> request.part().search()).map(Tuning::cell);
    }

    /** The settings of an arm at the request's scale. */
    S setting(String arm) {
        return plan.settings(request.scale(), plan.arm(arm));
    }
}
