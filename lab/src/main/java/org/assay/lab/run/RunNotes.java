package org.assay.lab.run;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.TrialRecord;

/** The notes of a record: those that stay with a run, and the one that says how far it is, which is made anew whenever the record is. */
final class RunNotes {

    private static final String BUDGET = "The budget ended the run: ";
    private static final String UNDER_WAY = "The run is not complete: ";
    private static final String SIDE_BY_SIDE =
            "Times were taken while other trials ran beside; a plan whose claims read times says alone().";

    private static final String ENERGY_SIDE_BY_SIDE =
            "The energy of a trial is what the processor packages took while it ran, trials beside it included: the trials' figures overlap, "
                    + "the run's own does not.";

    private RunNotes() {}

    /**
     * The notes of a record that a run has now.
     *
     * @param progress the rest of the sentence for a run that is not complete
     */
    static List<String> of(
            RunRecord record, List<TrialRecord> trials, boolean complete, boolean ended, String progress) {
        var notes = new ArrayList<>(record.notes());
        if (record.environment().workers() > 1) {
            add(notes, SIDE_BY_SIDE, trials.stream().anyMatch(t -> !t.timings().isEmpty()));
            add(
                    notes,
                    ENERGY_SIDE_BY_SIDE,
                    trials.stream().anyMatch(t -> t.cost().energyJoules().isPresent()));
        }
        notes.removeIf(note -> note.startsWith(BUDGET) || note.startsWith(UNDER_WAY));
        if (!complete) {
            notes.add((ended ? BUDGET : UNDER_WAY) + progress);
        }
        return notes;
    }

    private static void add(List<String> notes, String note, boolean holds) {
        if (holds && !notes.contains(note)) {
            notes.add(note);
        }
    }
}
