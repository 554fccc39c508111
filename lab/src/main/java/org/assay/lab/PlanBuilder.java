package org.assay.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds a plan and checks it: settings by name and type, arms and claims by name. */
public final class PlanBuilder<S extends Record> {

    private static final List<Integer> DEFAULT_LOOKS = List.of(5, 8, 12);
    private static final Duration DEFAULT_STALL = Duration.ofMinutes(2);

    private final S base;
    private final Settings<S> settings;
    private final Map<Scale, List<Change>> scales = new EnumMap<>(Scale.class);
    private final Map<Scale, List<Change>> overArms = new EnumMap<>(Scale.class);
    private final List<Arm> arms = new ArrayList<>();
    private final List<String> exploratory = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<GridFactor> grid = new ArrayList<>();
    private final List<Change> gridChanges = new ArrayList<>();
    private String gridPrefix = "";
    private List<Integer> looks = DEFAULT_LOOKS;
    private int threads = 1;
    private Duration stall = DEFAULT_STALL;
    private boolean alone;
    private Optional<Function<List<Arm>, Tuning>> tuning = Optional.empty();

    private record GridFactor(String name, List<Object> values) {}

    PlanBuilder(S base) {
        this.base = base;
        this.settings = new Settings<>(type(base));
    }

    @SuppressWarnings("unchecked")
    private static <S extends Record> Class<S> type(S base) {
        return (Class<S>) base.getClass();
    }

    /** What a scale changes over the paper's settings. */
    public PlanBuilder<S> at(Scale scale, Change... changes) {
        return at(scale, scales, changes);
    }

    /** What a scale changes whatever the arms set: a smoke scale is short for an arm that trains long, too. */
    public PlanBuilder<S> overArms(Scale scale, Change... changes) {
        return at(scale, overArms, changes);
    }

    private PlanBuilder<S> at(Scale scale, Map<Scale, List<Change>> said, Change... changes) {
        finishGrid();
        if (said.putIfAbsent(scale, List.of(changes)) != null) {
            throw new PlanException("The changes at scale " + scale.label() + " are given twice.");
        }
        return this;
    }

    /** An arm and what it changes. */
    public PlanBuilder<S> arm(String name, Change... changes) {
        finishGrid();
        addArm(name, List.of(changes));
        return this;
    }

    /** An arm that no claim may use: it runs the first look's seeds and is printed without a verdict. */
    public PlanBuilder<S> exploratory(String name, Change... changes) {
        exploratory.add(name);
        return arm(name, changes);
    }

    /** Begins a grid of arms over the values of a setting, named {@code width=16}, {@code width=32}. */
    public PlanBuilder<S> factor(String setting, Object... values) {
        finishGrid();
        grid.add(new GridFactor(setting, List.of(values)));
        return this;
    }

    /** Crosses the grid just begun with another setting: {@code width=16,noise=0.0}. */
    public PlanBuilder<S> cross(String setting, Object... values) {
        inGrid("cross");
        grid.add(new GridFactor(setting, List.of(values)));
        return this;
    }

    /** Puts {@code prefix} and a comma before the names of the grid just begun. */
    public PlanBuilder<S> prefixed(String prefix) {
        inGrid("prefixed");
        gridPrefix = prefix + ",";
        return this;
    }

    /** Changes common to the arms of the grid just begun. */
    public PlanBuilder<S> with(Change... changes) {
        inGrid("with");
        gridChanges.addAll(List.of(changes));
        return this;
    }

    /** Numbers of seeds after which claims are judged; 5, 8, 12 if not said. */
    public PlanBuilder<S> looks(Integer... seeds) {
        finishGrid();
        looks = checkedLooks(List.of(seeds));
        return this;
    }

    /** Threads of one trial; 1 if not said. */
    public PlanBuilder<S> threads(int count) {
        finishGrid();
        if (count < 1) {
            throw new PlanException("A trial needs at least one thread, not " + count + ".");
        }
        threads = count;
        return this;
    }

    /** One trial at a time, whatever the number of cores or workers: for plans whose claims read {@link Trial#timing times}. */
    public PlanBuilder<S> alone() {
        finishGrid();
        alone = true;
        return this;
    }

    /** How long a trial may go without progress; two minutes if not said. */
    public PlanBuilder<S> timeout(Duration withoutProgress) {
        finishGrid();
        if (withoutProgress.isNegative() || withoutProgress.isZero()) {
            throw new PlanException("The time without progress must be positive, not " + withoutProgress + ".");
        }
        stall = withoutProgress;
        return this;
    }

    /**
     * Lets the plan choose a setting of its arms on validation data, with an equal number of trials for every arm:
     * {@code tune("learningRate", 0.01, 0.1).lowest("validation_loss")}. A method that wants to know asks {@link Trial#tuning()}.
     */
    public TuningBuilder<S> tune(String setting, Object... choices) {
        finishGrid();
        return new TuningBuilder<>(this, setting, List.of(choices));
    }

    PlanBuilder<S> tuned(TuningBuilder<S> said, String cell, boolean lowest) {
        if (tuning.isPresent()) {
            throw new PlanException("The plan tunes twice; name all settings in one tune(...).and(...).");
        }
        tuning = Optional.of(all -> said.build(all, cell, lowest));
        return this;
    }

    /** One of at most two claims that are judged jointly. */
    public ClaimBuilder<S> primary(String id, String text) {
        finishGrid();
        return new ClaimBuilder<>(this, id, text, true);
    }

    /** A claim judged by itself at 95 %. */
    public ClaimBuilder<S> secondary(String id, String text) {
        finishGrid();
        return new ClaimBuilder<>(this, id, text, false);
    }

    PlanBuilder<S> add(Claim claim) {
        if (claims.stream().anyMatch(other -> other.id().equals(claim.id()))) {
            throw new PlanException("Two claims are called " + claim.id() + ".");
        }
        claims.add(claim);
        return this;
    }

    public Plan<S> build() {
        finishGrid();
        if (arms.isEmpty()) {
            throw new PlanException("The plan has no arms; name at least one with arm(...) or factor(...).");
        }
        var primaries = claims.stream().filter(Claim::primary).map(Claim::id).toList();
        if (primaries.size() > 2) {
            throw new PlanException("At most two claims are primary; these are " + String.join(", ", primaries)
                    + ". Make the others secondary.");
        }
        var plan = new Plan<>(
                type(base),
                base,
                scales,
                overArms,
                arms,
                claims,
                looks,
                threads,
                stall,
                List.of(),
                1,
                alone,
                tuning.map(said -> said.apply(arms)));
        plan.check();
        for (var claim : claims) {
            checkArms(claim, plan.armNames());
        }
        return plan;
    }

    private void checkArms(Claim claim, List<String> names) {
        var missing = new ArrayList<>(Cells.arms(claim));
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new PlanException(
                    "Claim " + claim.id() + " needs arm " + missing.getFirst() + ", which the plan does not have."
                            + Names.suggestion(missing.getFirst(), names) + " Arms: " + String.join(", ", names) + ".");
        }
        for (var name : exploratory) {
            if (Cells.arms(claim).contains(name)) {
                throw new PlanException("Claim " + claim.id() + " uses arm " + name
                        + ", which is exploratory; make it an arm(...) or leave it out of the claim.");
            }
        }
    }

    private void addArm(String name, List<Change> changes) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new PlanException("An arm needs a name without blanks around it, not \"" + name + "\".");
        }
        if (arms.stream().anyMatch(arm -> arm.name().equals(name))) {
            throw new PlanException("Two arms are called " + name + ".");
        }
        var changed = new HashSet<String>();
        for (var change : changes) {
            if (!changed.add(change.name())) {
                throw new PlanException("Arm " + name + " changes " + change.name() + " twice.");
            }
        }
        try {
            var _ = settings.with(base, changes);
        } catch (PlanException e) {
            throw new PlanException("Arm " + name + ": " + e.getMessage());
        }
        arms.add(new Arm(name, changes));
    }

    private void inGrid(String method) {
        if (grid.isEmpty()) {
            throw new PlanException(method + "(...) belongs directly behind factor(...).");
        }
    }

    private void finishGrid() {
        var names = new LinkedHashMap<String, List<Change>>();
        if (!grid.isEmpty()) {
            names.put(gridPrefix, List.copyOf(gridChanges));
        }
        for (var factor : grid) {
            var next = new LinkedHashMap<String, List<Change>>();
            names.forEach((name, changes) -> {
                for (var value : factor.values()) {
                    var more = new ArrayList<>(changes);
                    more.add(Change.set(factor.name(), value));
                    var comma = name.isEmpty() || name.endsWith(",") ? "" : ",";
                    next.put(name + comma + factor.name() + "=" + value, more);
                }
            });
            names.clear();
            names.putAll(next);
        }
        grid.clear();
        gridChanges.clear();
        gridPrefix = "";
        names.forEach(this::addArm);
    }

    static List<Integer> checkedLooks(List<Integer> looks) {
        for (int i = 0; i < looks.size(); i++) {
            int before = i == 0 ? 0 : looks.get(i - 1);
            if (looks.get(i) <= before) {
                throw new PlanException("Looks are increasing numbers of seeds, at least 1; " + looks + " are not.");
            }
        }
        if (looks.isEmpty()) {
            throw new PlanException("A plan needs at least one look.");
        }
        return List.copyOf(looks);
    }
}
