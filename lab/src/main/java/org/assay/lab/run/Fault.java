package org.assay.lab.run;

/** Why an attempt failed, and whether trying again makes sense. */
enum Fault {
    /** The study threw: the same bits would throw again. */
    EXCEPTION(false),
    /** A metric was NaN or infinite. */
    NOT_FINITE(false),
    /** The Java heap was exhausted; the worker is replaced. */
    MEMORY(true),
    /** The worker process ended: a native crash, a kill, or the study ended it. */
    DEATH(true),
    /** No sign of life within the stated time. */
    HANG(true),
    /** The disk was full: not the trial's fault, the run stops. */
    DISK(false);

    private final boolean transientCause;

    Fault(boolean transientCause) {
        this.transientCause = transientCause;
    }

    boolean mayPass() {
        return transientCause;
    }
}
