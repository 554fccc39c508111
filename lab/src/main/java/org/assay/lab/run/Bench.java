package org.assay.lab.run;

import org.assay.lab.Plan;
import org.assay.lab.Study;

/** A study with the plan a user asked for: what a worker needs to run its trials. */
final class Bench<S extends Record> {

    private final Study<S> study;
    private final Plan<S> plan;
    private final RunRequest request;

    private Bench(Study<S> study, RunRequest request) {
        this.study = study;
        this.plan = study.plan().with(request.looks(), request.arms(), request.changes());
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

    /** The settings of an arm at the request's scale. */
    S setting(String arm) {
        return plan.settings(request.scale(), plan.arm(arm));
    }
}
