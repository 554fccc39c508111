package org.assay.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Builds a plan and checks it: settings by name and type, arms and claims by name. */
public final class PlanBuilder<S extends Record> {

    private static final List<Integer> DEFAULT_LOOKS = List.of(5, 8, 12);
    private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d+)?");
    private static final Duration DEFAULT_STALL = Duration.ofMinutes(2);

    private final S base;
    private final Settings<S> settings;
    private final Map<Scale, List<Change>> scales = new EnumMap<>(Scale.class);
    private final Map<Scale, List<Change>> overArms = new EnumMap<>(Scale.class);
    private final List<Arm> arms = new ArrayList<>();
    private final List<String> exploratory = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private Optional<ArmGrid> grid = Optional.empty();
    private List<Integer> looks = DEFAULT_LOOKS;
    private int threads = 1;
    private String device = Plan.CPU;
    private Duration stall = DEFAULT_STALL;
    private boolean alone;
    private Optional<Function<List<Arm>, Tuning>> tuning = Optional.empty();

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
            throw new PlanException("The plan changes settings at scale " + scale.label()
                    + " twice: name all its changes in one call.");
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
        grid = Optional.of(new ArmGrid(setting, values));
        return this;
    }

    /** Crosses the grid just begun with another setting: {@code width=16,noise=0.0}. */
    public PlanBuilder<S> cross(String setting, Object... values) {
        inGrid("cross").cross(setting, values);
        return this;
    }

    /** Puts {@code prefix} and a comma before the names of the grid just begun. */
    public PlanBuilder<S> prefixed(String prefix) {
        inGrid("prefixed").prefixed(prefix);
        return this;
    }

    /** Changes common to the arms of the grid just begun. */
    public PlanBuilder<S> with(Change... changes) {
        inGrid("with").with(changes);
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
            throw new PlanException("A trial of the plan has at least 1 thread, not " + count
                    + ": give threads(...) a whole number from 1 on.");
        }
        threads = count;
        return this;
    }

    /**
     * Where trials compute: {@code cpu} if not said, {@code cuda} or {@code cuda:1} for a graphics card. Trials on a card run one at a time unless the user
     * asks for more workers; on a machine without one they fail and say so.
     */
    public PlanBuilder<S> device(String name) {
        finishGrid();
        if (!DEVICE.matcher(name).matches()) {
            throw new PlanException(
                    "The plan's device is " + name + ": it must be cpu, cuda or cuda:1, with the number of the card.");
        }
        device = name;
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
            throw new PlanException("The plan lets a trial go " + withoutProgress
                    + " without progress: give timeout(...) a time above 0.");
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
            throw new PlanException("The plan tunes twice: name all settings in one tune(...).and(...).");
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
            throw new PlanException(
                    "Two claims of the plan are called " + claim.id() + ": give one of them another id.");
        }
        claims.add(claim);
        return this;
    }

    public Plan<S> build() {
        finishGrid();
        if (arms.isEmpty()) {
            throw new PlanException("The plan has no arms: name at least one with arm(...) or factor(...).");
        }
        var primaries = claims.stream().filter(Claim::primary).map(Claim::id).toList();
        if (primaries.size() > 2) {
            throw new PlanException("The plan has " + primaries.size() + " primary claims, "
                    + String.join(", ", primaries) + ", and two are the most: make the others secondary.");
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
                device,
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
                        + ", which is exploratory: make it an arm(...) or leave it out of the claim.");
            }
        }
    }

    private void addArm(String name, List<Change> changes) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new PlanException(
                    "An arm of the plan is called \"" + name + "\": give it a name without blanks around it.");
        }
        if (arms.stream().anyMatch(arm -> arm.name().equals(name))) {
            throw new PlanException("Two arms of the plan are called " + name + ": give one of them another name.");
        }
        var changed = new HashSet<String>();
        for (var change : changes) {
            if (!changed.add(change.name())) {
                throw new PlanException(
                        "Arm " + name + " changes " + change.name() + " twice: leave one of the changes out.");
            }
        }
        try {
            var _ = settings.with(base, changes);
        } catch (PlanException e) {
            throw new PlanException("Arm " + name + ": " + e.getMessage());
        }
        arms.add(new Arm(name, changes));
    }

    private ArmGrid inGrid(String method) {
        return grid.orElseThrow(() -> new PlanException(
                "The plan says " + method + "(...) where no grid was begun: put it directly behind factor(...)."));
    }

    private void finishGrid() {
        var finished = grid;
        grid = Optional.empty();
        finished.ifPresent(g -> g.arms().forEach(this::addArm));
    }

    static List<Integer> checkedLooks(List<Integer> looks) {
        for (int i = 0; i < looks.size(); i++) {
            int before = i == 0 ? 0 : looks.get(i - 1);
            if (looks.get(i) <= before) {
                throw new PlanException(
                        "The plan's looks are " + looks + ": they must be increasing numbers of seeds, from 1 on.");
            }
        }
        if (looks.isEmpty()) {
            throw new PlanException("The plan has no look: name a number of seeds after which its claims are judged.");
        }
        return List.copyOf(looks);
    }
}
