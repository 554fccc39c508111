package org.assay.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assay.lab.Arm;
import org.assay.lab.Figure;
import org.assay.lab.Materials;
import org.assay.lab.Plan;
import org.assay.lab.PlanException;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest;
import org.assay.lab.run.Studies;

/** A run together with its study, as the report reads it: from the store, or a record alone. */
final class StudyRun implements RunData {

    private final RunRecord record;
    private final Study<?> study;
    private final Optional<RunRequest> request;
    private final Optional<org.assay.lab.run.RunData> run;
    private final Map<List<Object>, Optional<Curve>> curves = new HashMap<>();

    StudyRun(RunRecord record, Study<?> study, Optional<RunRequest> request, Optional<org.assay.lab.run.RunData> run) {
        this.record = record;
        this.study = study;
        this.request = request;
        this.run = run;
    }

    @Override
    public RunRecord record() {
        return record;
    }

    @Override
    public List<Figure> figures() {
        return study.figures();
    }

    @Override
    public Optional<Curve> series(String arm, long seed, String name) {
        return curves.computeIfAbsent(
                List.of(arm, seed, name),
                k -> run.flatMap(r -> r.series(arm, seed, name)).map(s -> new Curve(s.x(), s.y())));
    }

    @Override
    public Optional<Picture> image(String arm, long seed, String name) {
        return run.flatMap(r -> r.image(arm, seed, name)).map(i -> {
            var pixels = new float[i.pixels().length];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (i.pixels()[p] & 0xff) / 255f;
            }
            return new Picture(i.channels(), i.height(), i.width(), pixels);
        });
    }

    @Override
    public List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        run.ifPresent(r -> {
            for (var trial : record.trials()) {
                r.samples(trial.arm(), trial.seed())
                        .forEach((name, text) -> samples.add(new Sample(trial.arm(), trial.seed(), name, text)));
            }
        });
        return samples;
    }

    @Override
    public String discussion() {
        // The text beside a study speaks of its first plan; that of the second is in a file of its own.
        var source = Studies.source(study);
        var plan = source == study.getClass() ? "" : "-second";
        return beside(source.getSimpleName() + plan + ".md").orElse("");
    }

    @Override
    public Optional<Source> source() {
        String file = Studies.source(study).getSimpleName() + ".java";
        return beside(file).map(text -> new Source(file, text));
    }

    @Override
    public List<Source> sources() {
        return StudySources.of(Studies.source(study));
    }

    @Override
    public Materials materials() {
        return study.materials();
    }

    @Override
    public List<String> arguments() {
        var words = new ArrayList<String>();
        boolean file = request.filter(r -> !r.study().classPath().isEmpty()).isPresent() && source().isPresent();
        words.add(file ? Studies.source(study).getSimpleName() + ".java" : record.study());
        request.map(r -> r.study().plan())
                .filter(p -> file && !p.isEmpty())
                .ifPresent(p -> words.addAll(List.of("--plan", p)));
        words.addAll(List.of("--scale", record.scale().label()));
        request.ifPresent(r -> {
            r.looks().ifPresent(looks -> {
                words.add(r.pilot() ? "--pilot" : "--seeds");
                words.add(String.join(",", looks.stream().map(String::valueOf).toList()));
            });
            if (!r.arms().isEmpty()) {
                words.add("--arms");
                words.add(String.join(",", r.arms()));
            }
            r.changes().forEach(c -> {
                words.add("--set");
                words.add(c.name() + "=" + c.value());
            });
        });
        return List.copyOf(words);
    }

    @Override
    public List<Departure> departures() {
        return record.scale() == Scale.PAPER ? List.of() : departures(study.plan());
    }

    /** Changes of the scale itself; what an arm sets is the experiment. */
    private <S extends Record> List<Departure> departures(Plan<S> plan) {
        var none = new Arm("", List.of());
        var paper = plan.settingValues(Scale.PAPER, none);
        var here = plan.settingValues(record.scale(), none);
        var found = new ArrayList<Departure>();
        paper.forEach((name, value) -> {
            var ours = here.get(name);
            if (ours != null && !Objects.equals(ours, value)) {
                found.add(new Departure(name, value, ours));
            }
        });
        return found;
    }

    @Override
    public Optional<String> planToday() {
        try {
            var whole = study.plan();
            Plan<?> plan = request.<Plan<?>>map(r -> r.of(whole)).orElse(whole);
            return Optional.of(plan.isOf(record) ? record.planHash() : plan.hash(record.scale()));
        } catch (PlanException e) {
            // What was asked for then no longer exists: the plan is another one.
            return Optional.of(study.plan().hash(record.scale()));
        }
    }

    private Optional<String> beside(String file) {
        try (var in = Studies.source(study).getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " beside study " + study.id() + " cannot be read.", e);
        }
    }
}
