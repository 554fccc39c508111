package org.assay.lab.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord;
import org.assay.lab.store.Image;
import org.assay.lab.store.Series;
import org.assay.lab.store.Store;

/** What a run left beside its record, read from the store as it is asked for. */
public final class RunData {

    private final RunRecord record;
    private final RunFolder folder;
    private final Store store;

    RunData(RunRecord record, RunFolder folder, Store store) {
        this.record = record;
        this.folder = folder;
        this.store = store;
    }

    public RunRecord record() {
        return record;
    }

    /** The run's folder, where {@code run.json}, the report and its figures lie. */
    public Path folder() {
        return folder.path();
    }

    /** Names of all series, in order of first report. */
    public List<String> seriesNames() {
        return store.seriesNames(record.run());
    }

    /** A curve of one trial; empty if that trial did not report it. */
    public Optional<Series> series(String arm, long seed, String name) {
        return store.series(record.run(), arm, seed, name);
    }

    /** Names of a trial's pictures, in order of report. */
    public List<String> imageNames(String arm, long seed) {
        return store.imageNames(record.run(), arm, seed);
    }

    public Optional<Image> image(String arm, long seed, String name) {
        return store.image(record.run(), arm, seed, name);
    }

    /** Text samples of a trial by name, in order of report. */
    public Map<String, String> samples(String arm, long seed) {
        return store.samples(record.run(), arm, seed);
    }

    /** The command that runs a trial by itself again. */
    public String reproduce(String arm, long seed) {
        return Hiring.reproduce(record.run(), new Task(arm, seed));
    }

    /** What a trial printed; empty if it printed nothing. */
    public Optional<Path> log(String arm, long seed) {
        return Optional.of(folder.log(arm, seed)).filter(Files::exists);
    }
}
