package org.assay.report;

import static org.assay.report.JsonText.id;
import static org.assay.report.JsonText.object;
import static org.assay.report.JsonText.several;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;

/**
 * What was done, as the Process Run Crate profile has it: each trial is an action, the whole run one more.
 *
 * @param command repeats the run
 * @param instrument the program
 * @param agent who ran it
 * @param inputs plan, data and source
 * @param results files of the whole run
 */
record CrateActions(
        RunRecord record,
        String command,
        Map<String, Object> instrument,
        Map<String, Object> agent,
        List<Object> inputs,
        List<Object> results) {

    /** As the profile's own examples write times. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss'+00:00'", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** References to all actions, the run's own first. */
    List<Object> ids() {
        var ids = new ArrayList<Object>();
        ids.add(id(runId()));
        record.trials().forEach(t -> ids.add(id(actionId(t))));
        return ids;
    }

    List<Object> entities() {
        var entities = new ArrayList<Object>();
        var run = action(runId(), "Run " + record.run(), "./assay run " + command);
        run.put("startTime", TIME.format(record.planned()));
        record.ended().ifPresent(end -> run.put("endTime", TIME.format(end)));
        run.put("result", results);
        entities.add(run);
        record.trials().forEach(t -> entities.add(action(t)));
        return entities;
    }

    private Map<String, Object> action(String id, String name, String description) {
        var action = object("@id", id, "@type", "CreateAction", "name", name, "description", description);
        action.put("instrument", instrument);
        action.put("agent", agent);
        action.put("object", several(inputs));
        return action;
    }

    private Map<String, Object> action(TrialRecord trial) {
        var action = action(
                actionId(trial),
                trial.arm() + ", seed " + trial.seed(),
                "./assay trial " + Contents.argument(record.run()) + " " + Contents.argument(trial.arm()) + " "
                        + trial.seed());
        trial.ended().ifPresent(end -> action.put("endTime", TIME.format(end)));
        if (trial.status() == TrialStatus.FAILED) {
            action.put("actionStatus", "http://schema.org/FailedActionStatus");
            action.put("error", trial.failure().orElse("no cause recorded"));
        } else {
            action.put("actionStatus", "http://schema.org/CompletedActionStatus");
            action.put("result", id("trials.csv"));
        }
        return action;
    }

    private String runId() {
        return "#" + uuid(record.run());
    }

    private String actionId(TrialRecord trial) {
        return "#" + uuid(record.run() + "\n" + trial.arm() + "\n" + trial.seed());
    }

    /** The same for the same name, so that a bundle made again is the same bundle. */
    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
