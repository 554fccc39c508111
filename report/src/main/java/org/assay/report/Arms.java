package org.assay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;
import org.assay.report.plot.Ink;

/** The arms of a run as figures need them: chosen by pattern, named shortly, with one colour each throughout the report. */
final class Arms {

    private final RunRecord record;
    private final Map<String, ArmRecord> byName = new LinkedHashMap<>();
    private final Map<String, List<TrialRecord>> done = new LinkedHashMap<>();

    Arms(RunRecord record) {
        this.record = record;
        record.arms().forEach(a -> byName.put(a.name(), a));
        record.arms().forEach(a -> done.put(a.name(), new ArrayList<>()));
        record.trials().stream()
                .filter(t -> t.status() == TrialStatus.DONE)
                .forEach(t ->
                        done.computeIfAbsent(t.arm(), k -> new ArrayList<>()).add(t));
    }

    /** Names that match the patterns, in the plan's order; no pattern means all. */
    List<String> matching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return List.copyOf(byName.keySet());
        }
        var found = new LinkedHashSet<String>();
        for (var pattern : patterns) {
            byName.keySet().stream()
                    .filter(name -> pattern.endsWith("*")
                            ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                            : name.equals(pattern))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    List<TrialRecord> done(String arm) {
        return done.getOrDefault(arm, List.of());
    }

    /** The cell's finite values over the seeds that finished. */
    double[] values(String arm, String cell) {
        return done(arm).stream()
                .map(t -> cell(t, cell))
                .filter(Optional::isPresent)
                .mapToDouble(Optional::get)
                .filter(Double::isFinite)
                .toArray();
    }

    static Optional<Double> cell(TrialRecord trial, String cell) {
        return Optional.ofNullable(trial.metrics().get(cell))
                .or(() -> Optional.ofNullable(trial.timings().get(cell)));
    }

    Object setting(String arm, String name) {
        var found = byName.get(arm);
        return found == null ? "" : found.settings().getOrDefault(name, "");
    }

    OptionalDouble number(String arm, String name) {
        return setting(arm, name) instanceof Number n ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty();
    }

    /** Colours that hold for every figure of the report; an ordered scale where the figure's arms are too many to tell apart. */
    Ink line(String arm, List<String> shown) {
        return ordered(shown) ? Ink.ordered(share(arm, shown)) : Ink.series(index(arm, shown));
    }

    Ink text(String arm, List<String> shown) {
        return ordered(shown) ? Ink.TEXT : Ink.seriesText(index(arm, shown));
    }

    private int index(String arm, List<String> shown) {
        return byName.size() <= Ink.CATEGORIES ? List.copyOf(byName.keySet()).indexOf(arm) : shown.indexOf(arm);
    }

    private static boolean ordered(List<String> shown) {
        return shown.size() > Ink.CATEGORIES;
    }

    private static double share(String arm, List<String> shown) {
        return shown.indexOf(arm) / (double) Math.max(1, shown.size() - 1);
    }

    /** Short names: what all shown arms of a grid have in common is left out. */
    static Map<String, String> labels(List<String> shown) {
        var parts = shown.stream().map(name -> Arrays.asList(name.split(","))).toList();
        var common = new LinkedHashSet<String>();
        if (shown.size() > 1 && shown.stream().allMatch(name -> name.contains("="))) {
            common.addAll(parts.getFirst());
            parts.forEach(common::retainAll);
        }
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < shown.size(); i++) {
            var rest = parts.get(i).stream().filter(p -> !common.contains(p)).toList();
            String text = rest.isEmpty() ? shown.get(i) : String.join(", ", rest);
            labels.put(shown.get(i), text.replace("=", " = "));
        }
        return labels;
    }

    /** Seeds of the plan that some arm ran, in order. */
    List<Long> seeds() {
        return record.trials().stream()
                .map(TrialRecord::seed)
                .distinct()
                .sorted()
                .toList();
    }

    RunRecord record() {
        return record;
    }
}
