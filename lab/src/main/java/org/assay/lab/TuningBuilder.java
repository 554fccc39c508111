package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a plan tunes; {@code lowest(cell)} or {@code highest(cell)} ends in the plan's builder again. */
public final class TuningBuilder<S extends Record> {

    private static final int SEEDS = 2;

    private final PlanBuilder<S> plan;
    private final Map<String, List<Object>> values = new LinkedHashMap<>();
    private final List<String> arms = new ArrayList<>();
    private final Map<String, String> follows = new LinkedHashMap<>();
    private int seeds = SEEDS;

    TuningBuilder(PlanBuilder<S> plan, String setting, List<Object> choices) {
        this.plan = plan;
        put(setting, choices);
    }

    /** A further setting: every combination is a candidate. */
    public TuningBuilder<S> and(String setting, Object... choices) {
        put(setting, List.of(choices));
        return this;
    }

    private void put(String setting, List<Object> choices) {
        if (choices.isEmpty() || values.putIfAbsent(setting, choices) != null) {
            throw new PlanException("Tuning names setting " + setting
                    + " twice or without a value: name it once, with the values to try.");
        }
    }

    /** The arms that are tuned, each with the same candidates and seeds; all arms of the plan if not said. */
    public TuningBuilder<S> arms(String... names) {
        arms.addAll(List.of(names));
        return this;
    }

    /** An arm that takes what another found. */
    public TuningBuilder<S> follows(String arm, String tuned) {
        follows.put(arm, tuned);
        return this;
    }

    /** Seeds for each candidate; 2 if not said. */
    public TuningBuilder<S> onSeeds(int count) {
        if (count < 1) {
            throw new PlanException(
                    "Tuning runs its candidates on " + count + " seeds: give onSeeds(...) a whole number from 1 on.");
        }
        seeds = count;
        return this;
    }

    /** The cell whose mean is to be lowest, measured on validation data: the only one that is kept of a tuning trial. */
    public PlanBuilder<S> lowest(String cell) {
        return plan.tuned(this, cell, true);
    }

    /** The cell whose mean is to be highest. */
    public PlanBuilder<S> highest(String cell) {
        return plan.tuned(this, cell, false);
    }

    /** What was said, for the arms of a finished plan. */
    Tuning build(List<Arm> all, String cell, boolean lowest) {
        var names = all.stream().map(Arm::name).toList();
        follows.forEach((arm, leader) -> {
            known(arm, names);
            known(leader, names);
        });
        arms.forEach(arm -> known(arm, names));
        var tuned = all.stream()
                .filter(arm -> !follows.containsKey(arm.name()) && (arms.isEmpty() || arms.contains(arm.name())))
                .toList();
        follows.forEach((arm, leader) -> {
            if (tuned.stream().noneMatch(t -> t.name().equals(leader))) {
                throw new PlanException(
                        "Arm " + arm + " follows arm " + leader + ", which is not tuned itself: follow one that is.");
            }
        });
        for (var arm : all) {
            var takes = tuned.contains(arm) || follows.containsKey(arm.name());
            for (var change : arm.changes()) {
                if (takes && values.containsKey(change.name())) {
                    throw new PlanException(
                            "Arm " + arm.name() + " sets " + change.name()
                                    + ", which the plan tunes for it: leave it out of the arm, or the arm out of tuning with arms(...).");
                }
            }
        }
        var tuning = new Tuning(Tuning.Stage.PLANNED, values, tuned, follows, cell, lowest, seeds, Map.of());
        if (tuning.candidates().size() < 2) {
            throw new PlanException(
                    "Tuning has a single candidate: give it at least two, or set the value in the arms.");
        }
        return tuning;
    }

    private static void known(String arm, List<String> names) {
        if (!names.contains(arm)) {
            throw new PlanException("Tuning names arm " + arm + ", which the plan does not have."
                    + Names.suggestion(arm, names) + " Arms: " + String.join(", ", names) + ".");
        }
    }
}
