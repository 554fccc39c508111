package org.assay.lab.run;

import java.util.List;
import java.util.Optional;

/**
 * What came of running trials of a recorded run again.
 *
 * @param sameProcessor whether the processor is of the recorded kind: then metrics must agree to the last bit, else within {@link #TOLERANCE}
 * @param sameCode whether study and toolbox are those of the record
 */
public record Verification(String run, boolean sameProcessor, boolean sameCode, List<Check> checks) {

    /** Largest relative difference that passes on another kind of processor. */
    public static final double TOLERANCE = 0.01;

    public Verification {
        checks = List.copyOf(checks);
    }

    /** How a trial that was run again compares with the record. */
    public enum Outcome {
        /** Every metric has the same bits. */
        IDENTICAL,
        /** On another kind of processor: every metric is within {@link #TOLERANCE}. */
        CLOSE,
        DIFFERENT,
        /** The trial failed this time. */
        FAILED
    }

    /**
     * One trial.
     *
     * @param differences metrics whose bits differ
     * @param failure why it failed this time
     */
    public record Check(
            String arm, long seed, Outcome outcome, List<Difference> differences, Optional<String> failure) {

        public Check {
            differences = List.copyOf(differences);
        }
    }

    /** A metric that differs; empty where it was not reported. */
    public record Difference(String cell, Optional<Double> recorded, Optional<Double> again) {}

    /** Whether all trials came out as recorded. */
    public boolean holds() {
        return checks.stream().allMatch(c -> c.outcome() == Outcome.IDENTICAL || c.outcome() == Outcome.CLOSE);
    }
}
