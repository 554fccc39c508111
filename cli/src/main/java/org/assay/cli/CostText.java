package org.assay.cli;

import java.time.Duration;
import org.assay.lab.RunRecord.Cost;

/** Costs in words. */
final class CostText {

    private CostText() {}

    /** {@code 3 min 20 s, 6 min 2 s of processor time, 512 MiB at most a worker}. */
    static String of(Cost cost) {
        return seconds(cost.wallSeconds()) + ", " + seconds(cost.cpuSeconds()) + " of processor time"
                + (cost.peakBytes() == 0 ? "" : ", at most " + Numbers.bytes(cost.peakBytes()) + " a worker")
                + cost.energyJoules()
                        .map(joules -> ", " + Numbers.three(joules / 3600) + " Wh measured")
                        .orElse("")
                + cost.operations()
                        .map(count -> ", " + Numbers.three(1e-12 * count) + "e12 operations counted")
                        .orElse("");
    }

    static String seconds(double seconds) {
        return Durations.text(Duration.ofMillis(Math.round(1000 * seconds)));
    }
}
