package org.assay.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.ArmRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Study;
import org.assay.lab.TrialStatus;
import org.assay.lab.run.LiveRun.LiveTrial;
import org.assay.lab.run.RunData;

/**
 * A run as it stands.
 *
 * @param live trials at work, none of which has ended
 * @param study what it ran, where that can be loaded
 * @param reports names of the report's files that are there
 */
record RunState(RunData data, boolean going, List<LiveTrial> live, Optional<Study<?>> study, Set<String> reports) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is happening to a run. */
    enum Phase {
        GOING("running"),
        COMPLETE("complete"),
        OUT_OF_BUDGET("out of budget"),
        STOPPED("stopped");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        static Phase of(boolean going, boolean complete, boolean ended) {
            return going ? GOING : complete ? COMPLETE : ended ? OUT_OF_BUDGET : STOPPED;
        }

        String words() {
            return words;
        }
    }

    RunRecord record() {
        return data.record();
    }

    Phase phase() {
        return Phase.of(going, record().complete(), record().ended().isPresent());
    }

    /** Numbers of seeds after which the claims are judged. */
    List<Integer> looks() {
        var looks = new ArrayList<Integer>();
        try {
            JSON.readTree(record().plan()).path("looks").forEach(look -> looks.add(look.asInt()));
        } catch (JsonProcessingException e) {
            // A plan in a form of another version: its looks are not shown.
        }
        return looks;
    }

    /** How many trials there will be at most, if no look ends the run early. */
    int atMost() {
        var looks = looks();
        if (looks.isEmpty()) {
            return record().trials().size() + live.size();
        }
        return record().arms().stream()
                .mapToInt(arm -> arm.exploratory() ? looks.getFirst() : looks.getLast())
                .sum();
    }

    List<TrialRecord> failed() {
        return record().trials().stream()
                .filter(trial -> trial.status() == TrialStatus.FAILED)
                .toList();
    }

    List<TrialRecord> done(String arm) {
        return record().trials().stream()
                .filter(trial ->
                        trial.status() == TrialStatus.DONE && trial.arm().equals(arm))
                .toList();
    }

    Optional<TrialRecord> trial(String arm, long seed) {
        return record().trials().stream()
                .filter(trial -> trial.arm().equals(arm) && trial.seed() == seed)
                .findFirst();
    }

    Optional<LiveTrial> live(String arm, long seed) {
        return live.stream()
                .filter(trial -> trial.arm().equals(arm) && trial.seed() == seed)
                .findFirst();
    }

    /** Arms with a claim before those without. */
    List<String> arms() {
        var arms = new ArrayList<String>();
        record().arms().stream()
                .filter(arm -> !arm.exploratory())
                .map(ArmRecord::name)
                .forEach(arms::add);
        record().arms().stream()
                .filter(ArmRecord::exploratory)
                .map(ArmRecord::name)
                .forEach(arms::add);
        return arms;
    }

    /** Names of all series, those that the study draws first. */
    List<String> series() {
        var reported = new LinkedHashSet<>(data.seriesNames());
        live.forEach(trial -> reported.addAll(trial.series().keySet()));
        var names = new LinkedHashSet<String>();
        Axes.drawn(study).stream().filter(reported::contains).forEach(names::add);
        names.addAll(reported);
        return List.copyOf(names);
    }

    /** Names of all cells, metrics before timings. */
    List<String> cells() {
        var cells = new LinkedHashSet<String>();
        record().trials().forEach(trial -> cells.addAll(trial.metrics().keySet()));
        record().trials().forEach(trial -> cells.addAll(trial.timings().keySet()));
        return List.copyOf(cells);
    }

    static Optional<Double> cell(TrialRecord trial, String name) {
        return Optional.ofNullable(trial.metrics().get(name))
                .or(() -> Optional.ofNullable(trial.timings().get(name)));
    }

    /** Values of a cell over the seeds of an arm. */
    double[] values(String arm, String cell) {
        return done(arm).stream()
                .flatMap(trial -> cell(trial, cell).stream())
                .mapToDouble(value -> value)
                .toArray();
    }
}
