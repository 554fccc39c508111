package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Change;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.run.RunRequest.StudyRef;

/** Requests as JSON, for the store and for workers. */
final class Requests {

    private Requests() {}

    static Fields fields(RunRequest r) {
        var fields = Fields.of()
                .with("study", r.study().id())
                .with(
                        "classPath",
                        r.study().classPath().stream().map(Path::toString).toList())
                .with("scale", r.scale())
                .with("arms", r.arms())
                .with(
                        "changes",
                        r.changes().stream()
                                .map(c -> Fields.of().with("name", c.name()).with("value", c.value()))
                                .toList())
                .with("workers", r.workers())
                .with("fresh", r.fresh());
        r.looks().ifPresent(looks -> fields.with("looks", looks));
        r.budget().ifPresent(budget -> fields.with("budget", budget));
        return fields;
    }

    static RunRequest request(Fields f) {
        return new RunRequest(
                new StudyRef(
                        f.text("study"),
                        f.texts("classPath").stream().map(Path::of).toList()),
                Scale.valueOf(f.text("scale")),
                f.has("looks")
                        ? Optional.of(
                                f.texts("looks").stream().map(Integer::valueOf).toList())
                        : Optional.empty(),
                f.texts("arms"),
                f.objects("changes").stream()
                        .map(c -> new Change(c.text("name"), c.value("value")))
                        .toList(),
                (int) f.whole("workers"),
                f.has("budget") ? Optional.of(Duration.parse(f.text("budget"))) : Optional.empty(),
                f.flag("fresh"));
    }

    static String text(RunRequest request) {
        return fields(request).text();
    }

    static RunRequest parse(String text) {
        return Fields.parse(text)
                .map(Requests::request)
                .orElseThrow(() -> new LabException("The store holds no readable request for the run: " + text));
    }

    /** The request behind a record that was asked for without changes. */
    static RunRequest plain(RunRecord record) {
        return new RunRequest(
                StudyRef.of(record.study()),
                record.scale(),
                Optional.empty(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                false);
    }

    static RunRequest with(RunRequest r, int workers, Optional<Duration> budget) {
        return new RunRequest(r.study(), r.scale(), r.looks(), r.arms(), r.changes(), workers, budget, r.fresh());
    }
}
