package org.assay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.assay.lab.Change;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.run.Laboratory;
import org.assay.lab.run.RunListener;
import org.assay.lab.run.RunRequest;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.report.Report;
import org.assay.report.RunData;

/** Real runs of {@link Gated}, with worker processes and a report at their end, as {@code assay run} makes them. */
final class Lab {

    private Lab() {}

    static RunRecord run(Path runs, Change... changes) {
        var request = new RunRequest(
                StudyRef.of("gated"),
                Scale.SMOKE,
                Optional.empty(),
                List.of(),
                List.of(changes),
                2,
                Optional.empty(),
                true);
        try (var laboratory = Laboratory.open(runs)) {
            var record = laboratory.run(request, new RunListener() {});
            var data = laboratory.runData(record.run());
            Report.write(RunData.of(data, new Gated()), data.folder());
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same beside the test. */
    static CompletableFuture<RunRecord> start(Path runs, Change... changes) {
        return CompletableFuture.supplyAsync(() -> run(runs, changes), Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "laboratory");
            thread.setDaemon(true);
            return thread;
        }));
    }
}
