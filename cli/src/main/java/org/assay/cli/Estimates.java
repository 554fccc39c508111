package org.assay.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.Plan;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;

/** How long a plan would take, from the times of a recorded run. */
final class Estimates {

    private Estimates() {}

    /** Elapsed time to the last look; empty if the record is of another scale or an arm is not in it. */
    static Optional<Duration> of(RunRecord record, Plan<?> plan, Scale scale, int workers) {
        var seconds = record.trials().stream()
                .collect(Collectors.groupingBy(
                        TrialRecord::arm,
                        Collectors.averagingDouble(trial -> trial.cost().wallSeconds())));
        if (record.scale() != scale || !seconds.keySet().containsAll(plan.armNames())) {
            return Optional.empty();
        }
        var total = plan.arms().stream()
                .mapToDouble(arm -> plan.seedsOf(arm).size() * seconds.getOrDefault(arm.name(), 0.0))
                .sum();
        int fitting = plan.onDevice() ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors() / plan.threads());
        int atOnce = workers > 0 ? workers : fitting;
        return Optional.of(Duration.ofMillis(Math.round(1000 * total / atOnce)));
    }
}
