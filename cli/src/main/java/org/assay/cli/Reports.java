package org.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.lab.RunRecord;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.Studies;
import org.assay.lab.store.RunJson;
import org.assay.report.Report;
import org.assay.report.RunData;

/** Finds what a user names as a run, and writes its report. */
final class Reports {

    private Reports() {}

    /** A run with what its report is made from and the folder that takes it. */
    record Reported(RunRecord record, RunData data, Path folder) {}

    /** What is done with a run while its laboratory is open. */
    interface Use<T> {
        T of(Reported run) throws IOException;
    }

    /** A run of the store, or else the path of a {@code run.json}, or else a study with a recorded run. */
    static <T> T with(String run, RunsOption runs, Io io, Use<T> use) {
        try {
            var file = io.directory().resolve(run);
            boolean stored = Files.isDirectory(runs.in(io));
            var recorded = Recorded.in(io).find(run);
            if (stored && !run.endsWith(".json")) {
                try (var laboratory = runs.open(io)) {
                    boolean known =
                            laboratory.runs().stream().anyMatch(r -> r.run().equals(run));
                    if (known || recorded.isEmpty()) {
                        return use.of(stored(laboratory, run));
                    }
                }
            }
            if (run.endsWith(".json")) {
                return use.of(alone(RunJson.read(file), runs.in(io)));
            }
            if (recorded.isPresent()) {
                return use.of(alone(recorded.get(), runs.in(io)));
            }
            try (var laboratory = runs.existing(io)) {
                return use.of(stored(laboratory, run));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reported stored(Laboratory laboratory, String run) {
        var left = laboratory.runData(run);
        var request = laboratory.request(run);
        return new Reported(left.record(), RunData.of(left, Studies.find(request.study()), request), left.folder());
    }

    /** A record without its run: no curves and no pictures, and a folder of its own. */
    private static Reported alone(RunRecord record, Path runs) {
        var study = Studies.find(StudyRef.of(record.study()));
        var folder = runs.resolve("recorded").resolve(record.study().replaceAll("[^A-Za-z0-9_-]", "-"));
        return new Reported(record, RunData.of(record, study), folder);
    }

    /** Lines that say where the report of a run in the store is. */
    static List<String> write(Laboratory laboratory, String run, Io io) {
        try {
            return write(stored(laboratory, run), io);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> write(Reported run, Io io) throws IOException {
        Report.write(run.data(), run.folder());
        var report = "Report: " + io.shown(run.folder().resolve("report.html")) + ", report.pdf beside it";
        var record = run.folder().resolve("run.json");
        return Files.exists(record)
                ? List.of(report, "Record: " + io.shown(record))
                : List.of(report, "From a record alone: figures of curves and pictures are left out.");
    }
}
