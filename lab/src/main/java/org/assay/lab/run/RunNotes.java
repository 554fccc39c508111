package org.assay.lab.run;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.RunRecord;

/** The notes of a record: those that stay with a run, and the one that says how far it is, which is made anew whenever the record is. */
final class RunNotes {

    private static final String BUDGET = "The budget ended the run: ";
    private static final String UNDER_WAY = "The run is not complete: ";
    private static final String SIDE_BY_SIDE =
            "Times were taken while other trials ran beside; a plan whose claims read times says alone().";

    private RunNotes() {}

    /**
     * The notes of a record that a run has now.
     *
     * @param timed whether a trial has reported a time
     * @param progress the rest of the sentence for a run that is not complete
     */
    static List<String> of(RunRecord record, boolean timed, boolean complete, boolean ended, String progress) {
        var notes = new ArrayList<>(record.notes());
        if (timed && record.environment().workers() > 1 && !notes.contains(SIDE_BY_SIDE)) {
            notes.add(SIDE_BY_SIDE);
        }
        notes.removeIf(note -> note.startsWith(BUDGET) || note.startsWith(UNDER_WAY));
        if (!complete) {
            notes.add((ended ? BUDGET : UNDER_WAY) + progress);
        }
        return notes;
    }
}
