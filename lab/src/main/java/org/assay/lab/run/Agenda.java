package org.assay.lab.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.lab.Plan;

/**
 * Which trial comes next. Trials of the current look come before those of exploratory arms, and of either the longest first, so that no long trial
 * is left over at the end; arms nobody has timed yet count as longest.
 */
final class Agenda {

    private final Plan<?> plan;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private int endedCount;

    /** One arm's trials. */
    private static final class Line {
        private final String arm;
        private final boolean claimed;
        private final Set<Long> ended = new HashSet<>();
        private final Set<Long> given = new HashSet<>();
        private final ArrayDeque<Long> due = new ArrayDeque<>();
        private double seconds;
        private int timed;
        private int open;

        private Line(String arm, boolean claimed, int open) {
            this.arm = arm;
            this.claimed = claimed;
            this.open = open;
        }

        /** Wall seconds of a trial; infinite while unknown. */
        private double expected() {
            return timed == 0 ? Double.POSITIVE_INFINITY : seconds / timed;
        }

        private void time(double wall) {
            seconds += wall;
            timed++;
        }

        private void make(List<Long> seeds) {
            for (var seed : seeds) {
                if (!ended.contains(seed) && given.add(seed)) {
                    due.add(seed);
                }
            }
        }
    }

    /** {@code known} has wall seconds by arm from earlier runs. */
    Agenda(Plan<?> plan, Map<String, Double> known) {
        this.plan = plan;
        var claimed = plan.claimArms();
        for (var arm : plan.arms()) {
            var line = new Line(
                    arm.name(), claimed.contains(arm.name()), plan.seedsOf(arm).size());
            Optional.ofNullable(known.get(arm.name())).ifPresent(line::time);
            lines.put(arm.name(), line);
        }
    }

    /** A trial has ended, in this session or an earlier one. */
    void ended(Task task, double wallSeconds) {
        var line = line(task.arm());
        line.ended.add(task.seed());
        line.time(wallSeconds);
        line.open--;
        endedCount++;
    }

    private Line line(String arm) {
        return Optional.ofNullable(lines.get(arm))
                .orElseThrow(() -> new IllegalArgumentException("The plan has no arm " + arm + "."));
    }

    /** From now on the trials of this look, counted from 1, are due of the arms that claims still need, and those of exploratory arms. */
    void open(int look, Set<String> needed) {
        for (var line : lines.values()) {
            if (!line.claimed) {
                line.make(plan.seedsAt(1));
            } else if (needed.contains(line.arm)) {
                line.make(plan.seedsAt(look));
            } else {
                line.due.clear();
                line.open = 0;
            }
        }
    }

    /** Whether every trial of these arms up to the look has ended. */
    boolean complete(int look, Set<String> needed) {
        var seeds = plan.seedsAt(look);
        return needed.stream().allMatch(arm -> line(arm).ended.containsAll(seeds));
    }

    /** How many trials are due whose arm passes. */
    int due(Predicate<String> arms) {
        return lines.values().stream()
                .filter(line -> arms.test(line.arm))
                .mapToInt(line -> line.due.size())
                .sum();
    }

    /** The trial to begin now, of the arms that pass. */
    Optional<Task> next(Predicate<String> arms) {
        return lines.values().stream()
                .filter(line -> !line.due.isEmpty() && arms.test(line.arm))
                .min(Comparator.comparing((Line line) -> !line.claimed)
                        .thenComparing(
                                Comparator.comparingDouble(Line::expected).reversed()))
                .map(line -> new Task(line.arm, line.due.remove()));
    }

    /** Wall seconds a trial of the arm takes, as far as known. */
    Optional<Double> seconds(String arm) {
        return Optional.ofNullable(lines.get(arm))
                .filter(line -> line.timed > 0)
                .map(Line::expected);
    }

    int endedCount() {
        return endedCount;
    }

    /** Number of trials if no look ends the run early. */
    int atMost() {
        return plan.arms().stream().mapToInt(arm -> plan.seedsOf(arm).size()).sum();
    }

    /** Time until the plan's last look at most; empty while no arm has been timed. */
    Optional<Duration> left(int workers) {
        var mean = lines.values().stream()
                .filter(line -> line.timed > 0)
                .mapToDouble(Line::expected)
                .average();
        if (mean.isEmpty()) {
            return Optional.empty();
        }
        double seconds = 0;
        for (var line : lines.values()) {
            seconds += line.open * (line.timed > 0 ? line.expected() : mean.getAsDouble());
        }
        return Optional.of(Duration.ofMillis(Math.round(1000 * seconds / workers)));
    }
}
