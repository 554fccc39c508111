package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;

/** Results written down by hand: cells of arms, one value a seed from seed 1 on. */
final class Trials {

    private final Map<String, Map<Long, Map<String, Double>>> cells = new LinkedHashMap<>();
    private final List<TrialRecord> failed = new ArrayList<>();

    static Trials of() {
        return new Trials();
    }

    Trials cell(String arm, String name, double... values) {
        for (int i = 0; i < values.length; i++) {
            cells.computeIfAbsent(arm, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(i + 1L, _ -> new LinkedHashMap<>())
                    .put(name, values[i]);
        }
        return this;
    }

    Trials failed(String arm, long seed) {
        failed.add(new TrialRecord(
                arm, seed, TrialStatus.FAILED, Map.of(), Map.of(), Cost.NONE, 2, Optional.of("the loss is NaN")));
        return this;
    }

    Results results() {
        var trials = new ArrayList<TrialRecord>();
        cells.forEach((arm, seeds) -> seeds.forEach((seed, metrics) -> {
            if (failed.stream().noneMatch(t -> t.arm().equals(arm) && t.seed() == seed)) {
                trials.add(new TrialRecord(
                        arm, seed, TrialStatus.DONE, metrics, Map.of(), Cost.NONE, 1, Optional.empty()));
            }
        }));
        trials.addAll(failed);
        return Results.of(trials);
    }
}
