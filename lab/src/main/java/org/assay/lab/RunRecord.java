package org.assay.lab;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it is written to {@code run.json} and, for recorded runs, committed as {@code results/<study>.json}.
 *
 * @param schema version of this layout
 * @param run the run's id, the name of its folder
 * @param plan the plan in its canonical form, the text whose SHA-256 is {@code planHash}
 * @param looks how many looks were complete when the run was judged
 * @param data what the trials read, by the content of each set; empty where it was not noted, as in records of earlier versions
 * @param complete whether the plan's stopping rule ended the run (false: interrupted, or out of budget)
 */
public record RunRecord(
        int schema,
        String run,
        String study,
        String question,
        String family,
        List<Paper> papers,
        Scale scale,
        String planHash,
        String plan,
        Instant planned,
        Optional<Instant> ended,
        boolean complete,
        int looks,
        List<ArmRecord> arms,
        List<ClaimRecord> claims,
        List<TrialRecord> trials,
        List<SharedRecord> shared,
        Optional<List<DataRecord>> data,
        Cost cost,
        Environment environment,
        Code code,
        List<String> deviations,
        List<String> notes) {

    /** The layout written by this version. */
    public static final int SCHEMA = 1;

    /** An arm with its full settings at the run's scale. */
    public record ArmRecord(String name, boolean exploratory, Map<String, Object> settings) {}

    /**
     * A claim with its verdict.
     *
     * @param published the paper's number and where it stands; empty where the paper gives none
     * @param shape how it is decided, in words: {@code test_error of mixup below erm by at least 0.003}
     * @param verdict a {@link Verdict} name
     * @param estimate the effect in the claimed direction, in the claim's unit, bias-adjusted after early stopping
     * @param interval {@code [low, high]}; empty when the claim could not be judged
     * @param delta the smallest effect that matters
     * @param seeds seeds that entered
     * @param values the effect of each seed, in seed order
     * @param statement the verdict in one sentence, with the scale named
     * @param details further figures by name. Always: {@code kind} (difference, level, ratio, not-worse, near, near-ratio, earlier, monotone, happens,
     *     spread, combined, reported), {@code level} of the interval over all looks, {@code settled}. Where they apply: {@code bar} (what the
     *     interval must exceed), {@code low} and {@code high} (what it must lie in), {@code mean} (unadjusted), {@code sd},
     *     {@code deltaOverSd}, {@code constant} (no variance between seeds), {@code seedsMore} (that would likely decide),
     *     {@code ifHalfOfDelta} (how often the plan would say REPRODUCED if the effect were half of delta), {@code reversal} (chance that the
     *     true effect goes the other way), {@code signFlipP}, {@code sharePositive} and {@code median} from six pairs on,
     *     {@code pairCorrelation}, {@code sequentialP} and {@code holmP} of primary claims, {@code hits} and {@code wilson} of shares,
     *     {@code pageP} and {@code stepsBack} of trends, {@code missing}, {@code seedsWithValue} and {@code replaced} (censored or imputed),
     *     {@code needed} and {@code parts} of combinations, each part with shape, verdict, estimate, interval, delta, values, details
     */
    public record ClaimRecord(
            String id,
            String text,
            boolean primary,
            Optional<Published> published,
            String shape,
            Verdict verdict,
            Optional<Double> estimate,
            List<Double> interval,
            double delta,
            String unit,
            int seeds,
            List<Double> values,
            String statement,
            Map<String, Object> details) {}

    /**
     * One trial. {@code metrics} and {@code timings} are by cell, in the order they were reported.
     *
     * @param ended when its last attempt ended; empty where it was not noted, as in records of earlier versions
     */
    public record TrialRecord(
            String arm,
            long seed,
            TrialStatus status,
            Map<String, Double> metrics,
            Map<String, Double> timings,
            Cost cost,
            int attempts,
            Optional<String> failure,
            Optional<Instant> ended) {

        /** A trial of which nobody noted when it ended. */
        public TrialRecord(
                String arm,
                long seed,
                TrialStatus status,
                Map<String, Double> metrics,
                Map<String, Double> timings,
                Cost cost,
                int attempts,
                Optional<String> failure) {
            this(arm, seed, status, metrics, timings, cost, attempts, failure, Optional.empty());
        }
    }

    /** Work made once for several trials. */
    public record SharedRecord(String name, String address, Cost cost) {}

    /**
     * A data set that a trial has read.
     *
     * @param contentHash SHA-256 over its items in canonical order, the same whichever files they were read from
     */
    public record DataRecord(String id, String contentHash) {}

    /**
     * What a trial or a run cost.
     *
     * @param cpuSeconds of the worker process, exact
     * @param wallSeconds elapsed
     * @param peakBytes largest resident memory of the worker while it ran; 0 where the system does not tell
     * @param energyJoules of the processor packages, all that ran on them included, such as other trials; only where the kernel exposes it
     * @param operations floating-point operations as the study counts them itself; empty where it does not
     */
    public record Cost(
            double cpuSeconds,
            double wallSeconds,
            long peakBytes,
            Optional<Double> energyJoules,
            Optional<Double> operations) {

        public static final Cost NONE = new Cost(0, 0, 0);

        public Cost(double cpuSeconds, double wallSeconds, long peakBytes, Optional<Double> energyJoules) {
            this(cpuSeconds, wallSeconds, peakBytes, energyJoules, Optional.empty());
        }

        public Cost(double cpuSeconds, double wallSeconds, long peakBytes) {
            this(cpuSeconds, wallSeconds, peakBytes, Optional.empty());
        }

        /** What can be counted adds up, peaks do not: the larger one counts. Energy and operations are known where one of the two knows them. */
        public Cost plus(Cost other) {
            return new Cost(
                    cpuSeconds + other.cpuSeconds,
                    wallSeconds + other.wallSeconds,
                    Math.max(peakBytes, other.peakBytes),
                    sum(energyJoules, other.energyJoules),
                    sum(operations, other.operations));
        }

        private static Optional<Double> sum(Optional<Double> a, Optional<Double> b) {
            return a.isEmpty() ? b : Optional.of(a.get() + b.orElse(0.0));
        }
    }

    /** The machine and the settings that decide the bits of a result. */
    public record Environment(
            String os,
            String processor,
            int cores,
            long memoryBytes,
            String jdk,
            int workers,
            int threadsPerTrial,
            Map<String, String> settings,
            Map<String, String> libraries) {}

    /** Where the code came from: commit (empty outside a checkout), whether it was clean, hashes of the study's source and of the toolbox. */
    public record Code(String version, Optional<String> commit, boolean clean, String studyHash, String toolboxHash) {}

    public TrialRecord trial(String arm, long seed) {
        return trials.stream()
                .filter(t -> t.arm().equals(arm) && t.seed() == seed)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run " + run + " has no trial of arm " + arm + ", seed " + seed + "."));
    }
}
