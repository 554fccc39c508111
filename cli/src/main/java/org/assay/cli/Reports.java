package org.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.Studies;
import org.assay.report.Report;
import org.assay.report.RunData;

/** Writes the report of a run into its folder. */
final class Reports {

    private Reports() {}

    /** Lines that say where it is. */
    static List<String> write(Laboratory laboratory, String run, Io io) {
        var data = laboratory.runData(run);
        var study = Studies.find(laboratory.request(run).study());
        try {
            Report.write(RunData.of(data, study), data.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "Report: " + io.shown(data.folder().resolve("report.html")) + ", report.pdf beside it",
                "Record: " + io.shown(data.folder().resolve("run.json")));
    }
}
