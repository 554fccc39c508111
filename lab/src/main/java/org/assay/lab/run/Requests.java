package org.assay.lab.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.lab.Change;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Tuning;
import org.assay.lab.run.RunRequest.Part;
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
                .with("changes", changes(r.changes()))
                .with("workers", r.workers())
                .with("fresh", r.fresh());
        if (!r.study().plan().isEmpty()) {
            fields.with("plan", r.study().plan());
        }
        if (r.pilot()) {
            fields.with("pilot", true);
        }
        if (r.part().search()) {
            fields.with("search", true);
        }
        if (!r.part().found().isEmpty()) {
            var found = Fields.of();
            r.part().found().forEach((arm, changes) -> found.with(arm, changes(changes)));
            fields.with("found", found);
        }
        r.looks().ifPresent(looks -> fields.with("looks", looks));
        r.budget().ifPresent(budget -> fields.with("budget", budget));
        return fields;
    }

    private static List<Fields> changes(List<Change> changes) {
        return changes.stream()
                .map(c -> Fields.of().with("name", c.name()).with("value", c.value()))
                .toList();
    }

    private static List<Change> changes(Fields f, String name) {
        return f.objects(name).stream()
                .map(c -> new Change(c.text("name"), c.value("value")))
                .toList();
    }

    private static Part part(Fields f) {
        var found = new TreeMap<String, List<Change>>();
        if (f.has("found")) {
            var arms = f.object("found");
            arms.textMap().keySet().forEach(arm -> found.put(arm, changes(arms, arm)));
        }
        return new Part(f.has("search"), found);
    }

    static RunRequest request(Fields f) {
        return new RunRequest(
                new StudyRef(
                        f.text("study"),
                        f.texts("classPath").stream().map(Path::of).toList(),
                        f.has("plan") ? f.text("plan") : ""),
                Scale.valueOf(f.text("scale")),
                f.has("looks")
                        ? Optional.of(
                                f.texts("looks").stream().map(Integer::valueOf).toList())
                        : Optional.empty(),
                f.texts("arms"),
                changes(f, "changes"),
                (int) f.whole("workers"),
                f.has("budget") ? Optional.of(Duration.parse(f.text("budget"))) : Optional.empty(),
                f.flag("fresh"),
                f.has("pilot"),
                part(f));
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
                false,
                false,
                part(record));
    }

    /** A record of a tuned plan carries what was found in its canonical form. */
    private static Part part(RunRecord record) {
        return Fields.parse(record.plan())
                .filter(plan -> plan.has("tuning"))
                .map(plan -> plan.object("tuning"))
                .map(tuning -> tuning.text("stage").equals(Tuning.Stage.SEARCH.name())
                        ? new Part(true, Map.of())
                        : part(tuning))
                .orElse(Part.WHOLE);
    }
}
