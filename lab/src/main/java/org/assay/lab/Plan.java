package org.assay.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Everything that is fixed before the first trial: arms, seeds, looks, claims, thresholds and their analysis.
 *
 * @param settings type of the settings record
 * @param base the paper's settings
 * @param scales changes over {@code base} at each scale
 * @param overArms changes over what the arms set, at each scale
 * @param arms in the order of the study
 * @param claims in the order of the study, at most two of them primary
 * @param looks numbers of seeds after which the claims are judged, increasing
 * @param threads of one trial
 * @param device where trials compute: {@code cpu}, or the graphics card {@code cuda} or {@code cuda:1}
 * @param stall how long a trial may go without progress before it counts as hung
 * @param overrides changes over every arm's settings, asked for by the user
 * @param firstSeed number of the first seed; a run that asks for more seeds than the study planned draws fresh ones
 * @param alone whether trials run one at a time
 * @param tuning how the plan chooses settings of its arms by itself; empty where it does not
 */
public record Plan<S extends Record>(
        Class<S> settings,
        S base,
        Map<Scale, List<Change>> scales,
        Map<Scale, List<Change>> overArms,
        List<Arm> arms,
        List<Claim> claims,
        List<Integer> looks,
        int threads,
        String device,
        Duration stall,
        List<Change> overrides,
        long firstSeed,
        boolean alone,
        Optional<Tuning> tuning) {

    /** The device of trials that use the processor alone. */
    static final String CPU = "cpu";

    /** Version of the analysis: a change of the statistics changes every plan's hash. */
    static final int ANALYSIS = 1;

    private static final long FRESH_SEEDS = 1001;
    private static final long PILOT_SEEDS = 250_001;

    public Plan {
        scales = Map.copyOf(scales);
        overArms = Map.copyOf(overArms);
        arms = List.copyOf(arms);
        claims = List.copyOf(claims);
        looks = List.copyOf(looks);
        overrides = List.copyOf(overrides);
    }

    /** Begins a plan with the paper's settings. */
    public static <S extends Record> PlanBuilder<S> of(S base) {
        return new PlanBuilder<>(base);
    }

    /** The settings of an arm: the base, the scale's changes, the arm's, the scale's over the arms, and what the user asked for. */
    public S settings(Scale scale, Arm arm) {
        return settings(scale, arm, List.of());
    }

    /** The same with further changes, applied last. */
    public S settings(Scale scale, Arm arm, List<Change> further) {
        var changes = new ArrayList<Change>(scales.getOrDefault(scale, List.of()));
        changes.addAll(arm.changes());
        tuning.map(t -> t.found().getOrDefault(arm.name(), List.of())).ifPresent(changes::addAll);
        changes.addAll(overArms.getOrDefault(scale, List.of()));
        changes.addAll(overrides);
        changes.addAll(further);
        return new Settings<>(settings).with(base, changes);
    }

    /** Name and value of every setting of an arm, in the record's order. */
    public Map<String, Object> settingValues(Scale scale, Arm arm) {
        return new Settings<>(settings).values(settings(scale, arm));
    }

    /** The arm of that name. */
    public Arm arm(String name) {
        return arms.stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlanException("There is no arm " + name + "."
                        + Names.suggestion(name, armNames()) + " Arms: " + String.join(", ", armNames()) + "."));
    }

    public List<String> armNames() {
        return arms.stream().map(Arm::name).toList();
    }

    /** Names of the arms that some claim needs; the others are exploratory. */
    public Set<String> claimArms() {
        var needed = new LinkedHashSet<String>();
        for (var claim : claims) {
            needed.addAll(Cells.arms(claim));
        }
        needed.retainAll(armNames());
        return needed;
    }

    public boolean exploratory(Arm arm) {
        return !claimArms().contains(arm.name());
    }

    /** The arm's seeds over all looks; an exploratory arm runs those of the first look. */
    public List<Long> seedsOf(Arm arm) {
        return seeds(exploratory(arm) ? looks.getFirst() : looks.getLast());
    }

    /** The seeds of a look, the first {@code looks[look - 1]} of the plan; {@code look} counts from 1. */
    public List<Long> seedsAt(int look) {
        return seeds(looks.get(look - 1));
    }

    private List<Long> seeds(int count) {
        return LongStream.range(firstSeed, firstSeed + count).boxed().toList();
    }

    public Optional<Claim> claim(String id) {
        return claims.stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /**
     * The plan as a user asks for it: other looks, some of the arms, further changes of settings. Claims keep their place; those that need an arm
     * left out are not testable. More seeds than the study planned are fresh ones, since the planned looks may have been seen.
     *
     * @param otherLooks replaces the looks, if given
     * @param onlyArms names of the arms kept; empty for all
     */
    public Plan<S> with(Optional<List<Integer>> otherLooks, List<String> onlyArms, List<Change> further) {
        var kept = onlyArms.isEmpty()
                ? arms
                : onlyArms.stream().distinct().map(this::arm).toList();
        var all = new ArrayList<>(overrides);
        all.addAll(further);
        var asked = PlanBuilder.checkedLooks(otherLooks.orElse(looks));
        var first = asked.getLast() > looks.getLast() ? FRESH_SEEDS : firstSeed;
        var tuned = tuning.map(t -> t.of(kept.stream().map(Arm::name).toList()))
                .filter(t -> !t.arms().isEmpty());
        for (var change : further) {
            if (tuned.isPresent() && tuned.get().values().containsKey(change.name())) {
                throw new PlanException(
                        "Setting " + change.name()
                                + " is tuned by the plan and cannot be set for all arms: run arms that are not tuned, or leave it out.");
            }
        }
        return new Plan<>(
                        settings, base, scales, overArms, kept, claims, asked, threads, device, stall, all, first,
                        alone, tuned)
                .check();
    }

    /**
     * The plan as a pilot: judged once, on seeds that no plan uses, so that whoever fixes its settings and thresholds has seen nothing of its own.
     *
     * @param seeds of every arm, from 1 on
     */
    public Plan<S> pilot(int seeds) {
        if (seeds < 1) {
            throw new PlanException("A pilot takes at least 1 seed, not " + seeds + ".");
        }
        return new Plan<>(
                settings,
                base,
                scales,
                overArms,
                arms,
                claims,
                List.of(seeds),
                threads,
                device,
                stall,
                overrides,
                PILOT_SEEDS,
                alone,
                tuning);
    }

    /** Refuses settings that do not fit any arm at any scale. */
    Plan<S> check() {
        for (var arm : untuned() ? search().arms() : arms) {
            for (var scale : Scale.values()) {
                var _ = settings(scale, arm);
            }
        }
        return this;
    }

    /** Whether settings are still to be chosen before the plan can run. */
    public boolean untuned() {
        return tuning.isPresent() && tuning.get().stage() == Tuning.Stage.PLANNED;
    }

    /** The trials that tuning takes, as a plan without claims: an arm for every candidate of every tuned arm, on seeds of their own. */
    public Plan<S> search() {
        var search = tuned().at(Tuning.Stage.SEARCH);
        return new Plan<>(
                settings,
                base,
                scales,
                overArms,
                search.searchArms(),
                List.of(),
                List.of(search.seeds()),
                threads,
                device,
                stall,
                overrides,
                Tuning.FIRST_SEED,
                alone,
                Optional.of(search));
    }

    /** The plan with what its tuning found. */
    public Plan<S> frozen(Map<String, List<Change>> found) {
        var frozen = tuned().frozen(found);
        return new Plan<>(
                        settings,
                        base,
                        scales,
                        overArms,
                        arms,
                        claims,
                        looks,
                        threads,
                        device,
                        stall,
                        overrides,
                        firstSeed,
                        alone,
                        Optional.of(frozen))
                .check();
    }

    private Tuning tuned() {
        return tuning.orElseThrow(() -> new PlanException(
                "The plan tunes no settings, though it did when the run was planned: run the study again."));
    }

    /** Whether a record is of this very plan; what was tuned is taken as the record has it. */
    public boolean isOf(RunRecord record) {
        var found = Canonical.found(record.plan());
        try {
            return (untuned() ? frozen(found) : this).hash(record.scale()).equals(record.planHash());
        } catch (PlanException e) {
            return false;
        }
    }

    /** The plan at a scale as stable JSON text: everything that decides results and verdicts, and nothing else. */
    public String canonical(Scale scale) {
        var fields = new TreeMap<String, Object>();
        fields.put("analysis", ANALYSIS);
        fields.put("scale", scale.label());
        fields.put("looks", looks);
        fields.put("firstSeed", firstSeed);
        fields.put("threads", threads);
        var settingsOfArms = new TreeMap<String, Object>();
        for (var arm : arms) {
            settingsOfArms.put(arm.name(), settingValues(scale, arm));
        }
        fields.put("arms", settingsOfArms);
        var decisions = new TreeMap<String, Object>();
        for (var claim : claims) {
            decisions.put(claim.id(), claim.decision());
        }
        fields.put("claims", decisions);
        tuning.ifPresent(t -> fields.put("tuning", t));
        if (alone) {
            fields.put("alone", true);
        }
        if (onDevice()) {
            fields.put("device", device);
        }
        return Canonical.text(fields);
    }

    /** Whether trials compute elsewhere than on the processor. */
    public boolean onDevice() {
        return !device.equals(CPU);
    }

    /** The plan as it is shown before it runs, with its power. */
    public PlanSummary summary(Scale scale) {
        return PlanSummary.of(this, scale, Map.of());
    }

    /** SHA-256 of {@link #canonical}, in hexadecimal. */
    public String hash(Scale scale) {
        return Canonical.sha256(canonical(scale));
    }
}
