package org.assay.lab.run;

import java.util.List;
import java.util.Optional;

/**
 * What came of running trials of a recorded run again.
 *
 * @param sameProcessor whether the processor is of the recorded kind: then metrics must agree to the last bit, else within {@link #TOLERANCE}
 * @param sameCode whether study and toolbox are those of the record
 * @param otherData data sets that trials read with another content than the record's; a record that notes no data is not compared
 */
public record Verification(
        String run, boolean sameProcessor, boolean sameCode, List<OtherData> otherData, List<Check> checks) {

    /** Largest relative difference that passes on another kind of processor. */
    public static final double TOLERANCE = 0.01;

    public Verification {
        otherData = List.copyOf(otherData);
        checks = List.copyOf(checks);
    }

    /**
     * A data set whose content is not the recorded one.
     *
     * @param recorded content hashes; more than one where the set changed during the run
     * @param now content hash
     */
    public record OtherData(String id, List<String> recorded, String now) {

        public OtherData {
            recorded = List.copyOf(recorded);
        }
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

    /** Whether all trials read the recorded data and came out as recorded. */
    public boolean holds() {
        return otherData.isEmpty()
                && checks.stream().allMatch(c -> c.outcome() == Outcome.IDENTICAL || c.outcome() == Outcome.CLOSE);
    }
}
