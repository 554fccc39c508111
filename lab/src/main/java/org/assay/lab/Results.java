package org.assay.lab;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The finished trials of a run, by arm and seed. */
public final class Results {

    private record Key(String arm, long seed) {}

    private final Map<Key, RunRecord.TrialRecord> trials = new HashMap<>();

    private Results() {}

    public static Results of(Collection<RunRecord.TrialRecord> finished) {
        var results = new Results();
        for (var trial : finished) {
            if (results.trials.put(new Key(trial.arm(), trial.seed()), trial) != null) {
                throw new IllegalArgumentException(
                        "Two results are given for arm " + trial.arm() + ", seed " + trial.seed() + ".");
            }
        }
        return results;
    }

    public Optional<RunRecord.TrialRecord> trial(String arm, long seed) {
        return Optional.ofNullable(trials.get(new Key(arm, seed)));
    }

    /** Whether every arm that a claim needs has finished, well or not, with every one of these seeds. */
    public boolean complete(Collection<String> arms, List<Long> seeds) {
        return arms.stream().allMatch(arm -> seeds.stream().allMatch(seed -> trials.containsKey(new Key(arm, seed))));
    }
}
