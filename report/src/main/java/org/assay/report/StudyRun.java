package org.assay.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.lab.RunRecord;
import org.assay.lab.Study;
import org.assay.lab.run.Studies;

/** A run in the store together with its study, as the report reads it. */
final class StudyRun implements RunData {

    private final org.assay.lab.run.RunData run;
    private final Study<?> study;
    private final Map<List<Object>, Optional<Curve>> curves = new HashMap<>();

    StudyRun(org.assay.lab.run.RunData run, Study<?> study) {
        this.run = run;
        this.study = study;
    }

    @Override
    public RunRecord record() {
        return run.record();
    }

    @Override
    public List<Figure> figures() {
        return study.figures();
    }

    @Override
    public Optional<Curve> series(String arm, long seed, String name) {
        return curves.computeIfAbsent(
                List.of(arm, seed, name), k -> run.series(arm, seed, name).map(s -> new Curve(s.x(), s.y())));
    }

    @Override
    public Optional<Picture> image(String arm, long seed, String name) {
        return run.image(arm, seed, name).map(i -> {
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
        for (var trial : record().trials()) {
            run.samples(trial.arm(), trial.seed())
                    .forEach((name, text) -> samples.add(new Sample(trial.arm(), trial.seed(), name, text)));
        }
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

    private Optional<String> beside(String file) {
        try (var in = Studies.source(study).getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " beside study " + study.id() + " cannot be read.", e);
        }
    }
}
