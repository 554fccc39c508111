package org.assay.report;

import java.util.List;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.lab.Materials;
import org.assay.lab.RunRecord;
import org.assay.lab.Study;
import org.assay.lab.run.RunRequest;

/** What a report is made from: a run's record and what its trials left beside it. */
@SuppressWarnings("ArrayRecordComponent") // curves and pictures are read, never compared
public interface RunData {

    /**
     * A run in the laboratory's store with the study it ran. The study's discussion is {@code <Class>.md} and its source {@code <Class>.java}, where they
     * lie beside its class file.
     */
    static RunData of(org.assay.lab.run.RunData run, Study<?> study) {
        return new StudyRun(run.record(), study, Optional.empty(), Optional.of(run));
    }

    /** The same with what was asked for when the run began, so that the report can name the command and notice a changed plan. */
    static RunData of(org.assay.lab.run.RunData run, Study<?> study, RunRequest request) {
        return new StudyRun(run.record(), study, Optional.of(request), Optional.of(run));
    }

    /** A recorded run, such as one under {@code results/}: it has no curves, pictures and texts, so figures of those are left out. */
    static RunData of(RunRecord record, Study<?> study) {
        return new StudyRun(record, study, Optional.empty(), Optional.empty());
    }

    RunRecord record();

    /** The figures the study declares, in order. */
    List<Figure> figures();

    /** A curve of one trial; empty when the trial did not report it. */
    Optional<Curve> series(String arm, long seed, String name);

    /** A picture of one trial; empty when the trial did not report it. */
    Optional<Picture> image(String arm, long seed, String name);

    /** Texts reported by trials, in the order of the plan. */
    List<Sample> samples();

    /** The study's own discussion in Markdown; empty when there is none. */
    String discussion();

    /** The study's source; empty where it is not at hand. */
    Optional<Source> source();

    /** The study's source with what it uses beside itself, by path within the source tree; the study itself comes first. */
    default List<Source> sources() {
        return source().stream().toList();
    }

    /** What the study is made of beside its code. */
    default Materials materials() {
        return Materials.NONE;
    }

    /** What follows {@code assay run} to ask for this run again. */
    default List<String> arguments() {
        return List.of(record().study(), "--scale", record().scale().label());
    }

    /** Settings in which the run's scale departs from the paper's. */
    default List<Departure> departures() {
        return List.of();
    }

    /** The hash that the study's plan has today; empty where the study is not at hand. */
    default Optional<String> planToday() {
        return Optional.empty();
    }

    /** A setting that the scale changes: the paper's value and the run's. */
    record Departure(String setting, Object paper, Object here) {}

    /** Points in the order they were reported, {@code x} and {@code y} of one length. */
    record Curve(double[] x, double[] y) {}

    /**
     * Grey ({@code channels} 1) or RGB (3), values 0 to 1.
     *
     * @param pixels {@code [channels, height, width]} row by row
     */
    record Picture(int channels, int height, int width, float[] pixels) {}

    /** A text that a trial reported. */
    record Sample(String arm, long seed, String name, String text) {}

    /** A source file: its name without folder, and its text. */
    record Source(String file, String text) {}
}
