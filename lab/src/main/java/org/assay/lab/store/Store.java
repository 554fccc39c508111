package org.assay.lab.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.TrialRecord;

/**
 * Keeps runs. Every method is one transaction; several processes may read and write at once.
 *
 * <p>All methods throw {@link org.assay.lab.LabException} with one sentence when the store is full, read-only, damaged or busy; what was committed
 * before stays.
 */
public interface Store extends AutoCloseable {

    /** The store in {@code folder}, made or brought to this version's schema if need be; read-only where the folder is. */
    static Store open(Path folder) {
        return SqliteStore.open(folder);
    }

    /** The store in {@code folder} opened only to be read; there must be one, brought to this version's schema. */
    static Store reading(Path folder) {
        return SqliteStore.reading(folder);
    }

    /** Adds a run; its id must be new. */
    void add(StoredRun run);

    /** Replaces what is known of a run beside its trials: claims, looks, end, notes. */
    void update(RunRecord header);

    Optional<StoredRun> run(String id);

    /** All runs, newest first. */
    List<StoredRun> runs();

    /** Runs of a plan, newest first. */
    List<StoredRun> runs(String study, String planHash);

    /** Removes a run and all its trials. */
    void delete(String run);

    /** Adds a trial with everything it left; a trial of that arm and seed must not be there yet. */
    void add(String run, TrialResult result);

    /** In the order they ended. */
    List<TrialRecord> trials(String run);

    int trialCount(String run);

    List<RunRecord.SharedRecord> shared(String run);

    /** The data sets that trials of a run have read, by id; one that has two contents appears twice. */
    List<RunRecord.DataRecord> data(String run);

    /** Names of the series that trials of a run reported, in order of first report. */
    List<String> seriesNames(String run);

    Optional<Series> series(String run, String arm, long seed, String name);

    List<String> imageNames(String run, String arm, long seed);

    Optional<Image> image(String run, String arm, long seed, String name);

    /** Text samples by name. */
    Map<String, String> samples(String run, String arm, long seed);

    /** Mean wall seconds of finished trials by arm, over all runs of a study at a scale. */
    Map<String, Double> wallSeconds(String study, String scale);

    @Override
    void close();
}
