package org.assay.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord.TrialRecord;

/**
 * How a plan chooses settings by itself. Every tuned arm is tried with every candidate on the same few seeds, which belong to the tuning alone; of such a
 * trial one cell is kept, which the method measures on validation data, and nothing else. The candidate with the best mean is frozen into the plan and
 * its hash before the plan's own first trial.
 *
 * @param stage how far it is
 * @param values settings to choose, each with its values; candidates are all combinations
 * @param arms what is tuned, as the plan has it
 * @param follows arms that take what another arm found, by name
 * @param cell what decides, measured on validation data
 * @param lowest whether less is better
 * @param seeds for each candidate of each arm
 * @param found what was chosen, by arm; empty until it is frozen
 */
public record Tuning(
        Stage stage,
        Map<String, List<Object>> values,
        List<Arm> arms,
        Map<String, String> follows,
        String cell,
        boolean lowest,
        int seeds,
        Map<String, List<Change>> found) {

    /** First of the tuning's seeds, far from those of plans. */
    static final long FIRST_SEED = 500_001;

    /** Before the search, its trials, and after it. */
    public enum Stage {
        PLANNED,
        SEARCH,
        FROZEN
    }

    public Tuning {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        arms = List.copyOf(arms);
        follows = Map.copyOf(follows);
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }

    Tuning at(Stage next) {
        return new Tuning(next, values, arms, follows, cell, lowest, seeds, found);
    }

    Tuning frozen(Map<String, List<Change>> choice) {
        return new Tuning(Stage.FROZEN, values, arms, follows, cell, lowest, seeds, choice);
    }

    /** The part of it that these arms need. */
    Tuning of(List<String> kept) {
        var leaders = kept.stream().map(arm -> follows.getOrDefault(arm, arm)).toList();
        var some = arms.stream().filter(arm -> leaders.contains(arm.name())).toList();
        var someFollow = new TreeMap<>(follows);
        someFollow.keySet().retainAll(kept);
        return new Tuning(stage, values, some, someFollow, cell, lowest, seeds, found);
    }

    /** All combinations of the values, the last setting's changing fastest. */
    List<List<Change>> candidates() {
        List<List<Change>> all = List.of(List.of());
        for (var setting : values.entrySet()) {
            var next = new ArrayList<List<Change>>();
            for (var begun : all) {
                for (var value : setting.getValue()) {
                    var more = new ArrayList<>(begun);
                    more.add(Change.set(setting.getKey(), value));
                    next.add(more);
                }
            }
            all = next;
        }
        return all;
    }

    /** One arm for each candidate of each tuned arm. */
    List<Arm> searchArms() {
        var all = new ArrayList<Arm>();
        for (var arm : arms) {
            for (var candidate : candidates()) {
                var changes = new ArrayList<>(arm.changes());
                changes.addAll(candidate);
                all.add(new Arm(searchName(arm, candidate), changes));
            }
        }
        return all;
    }

    private static String searchName(Arm arm, List<Change> candidate) {
        return arm.name() + " at " + words(candidate);
    }

    /** How many trials it takes. */
    public int trials() {
        return arms.size() * candidates().size() * seeds;
    }

    /**
     * The candidate with the best mean for each arm, the first of several that tie; a candidate that failed on any seed is out.
     *
     * @throws LabException if all candidates of an arm failed
     */
    public Map<String, List<Change>> choose(List<TrialRecord> trials) {
        var choice = new TreeMap<String, List<Change>>();
        for (var arm : arms) {
            var best = Double.POSITIVE_INFINITY;
            for (var candidate : candidates()) {
                var loss = mean(trials, searchName(arm, candidate)).map(mean -> lowest ? mean : -mean);
                if (loss.isPresent() && loss.get() < best) {
                    best = loss.get();
                    choice.put(arm.name(), candidate);
                }
            }
            if (!choice.containsKey(arm.name())) {
                throw new LabException("Tuning chose nothing for arm " + arm.name()
                        + ": every candidate failed on some seed" + cause(trials, arm) + ".");
            }
        }
        follows.forEach((arm, leader) ->
                Optional.ofNullable(choice.get(leader)).ifPresent(changes -> choice.put(arm, changes)));
        return choice;
    }

    private static String cause(List<TrialRecord> trials, Arm arm) {
        return trials.stream()
                .filter(trial -> trial.arm().startsWith(arm.name() + " at "))
                .flatMap(trial -> trial.failure().stream()
                        .map(cause -> ", " + trial.arm() + " on seed " + trial.seed() + " with this: " + cause))
                .findFirst()
                .map(cause -> cause.endsWith(".") ? cause.substring(0, cause.length() - 1) : cause)
                .orElse("");
    }

    private Optional<Double> mean(List<TrialRecord> trials, String arm) {
        var own = trials.stream().filter(trial -> trial.arm().equals(arm)).toList();
        if (own.size() != seeds || own.stream().anyMatch(trial -> trial.status() == TrialStatus.FAILED)) {
            return Optional.empty();
        }
        return Optional.of(own.stream()
                .mapToDouble(trial -> trial.metrics().getOrDefault(cell, Double.NaN))
                .average()
                .orElse(Double.NaN));
    }

    /** {@code learningRate over 0.01, 0.1 for the lowest loss: 2 candidates on 2 seeds of their own for each of 3 arms, 12 trials}. */
    public String words() {
        var settings = values.entrySet().stream()
                .map(e -> e.getKey() + " over "
                        + e.getValue().stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return settings + " for the " + (lowest ? "lowest " : "highest ") + cell + ": "
                + candidates().size() + " candidates on " + seeds + (seeds == 1 ? " seed" : " seeds")
                + " of their own for each of " + arms.size() + (arms.size() == 1 ? " arm, " : " arms, ") + trials()
                + " trials";
    }

    /** {@code plain learningRate=0.1; momentum learningRate=0.01}. */
    public static String words(Map<String, List<Change>> choice) {
        return choice.entrySet().stream()
                .map(e -> e.getKey() + " " + words(e.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String words(List<Change> changes) {
        return changes.stream().map(c -> c.name() + "=" + c.value()).collect(Collectors.joining(","));
    }
}
