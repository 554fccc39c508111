package org.assay.lab.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;

/** The store in {@code assay.db}. */
final class SqliteStore implements Store {

    static final String FILE = "assay.db";

    private static final String OF_TRIAL =
            " WHERE trial = (SELECT id FROM trial WHERE run = ? AND arm = ? AND seed = ?)";

    private final Database database;

    private SqliteStore(Database database) {
        this.database = database;
    }

    static SqliteStore open(Path folder) {
        return new SqliteStore(Database.open(folder.resolve(FILE)));
    }

    static SqliteStore reading(Path folder) {
        return new SqliteStore(Database.readOnly(folder.resolve(FILE)));
    }

    @Override
    public void add(StoredRun run) {
        var header = run.header();
        database.transaction(() -> database.update(
                "INSERT INTO run (id, study, scale, plan_hash, planned, complete, header, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                header.run(),
                header.study(),
                header.scale().label(),
                header.planHash(),
                header.planned().toString(),
                header.complete(),
                RunJson.line(header),
                run.request()));
    }

    @Override
    public void update(RunRecord header) {
        database.transaction(() -> {
            int rows = database.update(
                    "UPDATE run SET complete = ?, header = ? WHERE id = ?",
                    header.complete(),
                    RunJson.line(header),
                    header.run());
            if (rows == 0) {
                throw new LabException(
                        "Run " + header.run() + " was deleted from the store while it was going on: start it again.");
            }
        });
    }

    @Override
    public Optional<StoredRun> run(String id) {
        return database.query("SELECT header, request FROM run WHERE id = ?", SqliteStore::storedRun, id).stream()
                .findFirst();
    }

    @Override
    public List<StoredRun> runs() {
        return database.query(
                "SELECT header, request FROM run ORDER BY planned DESC, rowid DESC", SqliteStore::storedRun);
    }

    @Override
    public List<StoredRun> runs(String study, String planHash) {
        return database.query(
                "SELECT header, request FROM run WHERE study = ? AND plan_hash = ? ORDER BY planned DESC, rowid DESC",
                SqliteStore::storedRun,
                study,
                planHash);
    }

    @Override
    public void delete(String run) {
        database.transaction(() -> database.update("DELETE FROM run WHERE id = ?", run));
    }

    @Override
    public void add(String run, TrialResult result) {
        database.transaction(() -> TrialRows.add(database, run, result));
    }

    @Override
    public List<TrialRecord> trials(String run) {
        return TrialRows.all(database, run);
    }

    @Override
    public int trialCount(String run) {
        return database.query("SELECT COUNT(*) FROM trial WHERE run = ?", row -> row.getInt(1), run)
                .getFirst();
    }

    @Override
    public List<SharedRecord> shared(String run) {
        return database.query(
                "SELECT name, address, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations FROM shared WHERE run = ? ORDER BY name, address",
                row -> new SharedRecord(row.getString("name"), row.getString("address"), TrialRows.cost(row)),
                run);
    }

    @Override
    public List<DataRecord> data(String run) {
        return database.query(
                "SELECT id, content_hash FROM data WHERE run = ? ORDER BY id, content_hash",
                row -> new DataRecord(row.getString(1), row.getString(2)),
                run);
    }

    @Override
    public List<String> seriesNames(String run) {
        return database.query(
                "SELECT series.name FROM series JOIN trial ON trial.id = series.trial WHERE trial.run = ?"
                        + " GROUP BY series.name ORDER BY MIN(series.rowid)",
                row -> row.getString(1),
                run);
    }

    @Override
    public Optional<Series> series(String run, String arm, long seed, String name) {
        return database
                .query(
                        "SELECT points FROM series" + OF_TRIAL + " AND name = ?",
                        row -> series(row.getBytes(1)),
                        run,
                        arm,
                        seed,
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public List<String> imageNames(String run, String arm, long seed) {
        return database.query(
                "SELECT name FROM image" + OF_TRIAL + " ORDER BY rowid", row -> row.getString(1), run, arm, seed);
    }

    @Override
    public Optional<Image> image(String run, String arm, long seed, String name) {
        return database
                .query(
                        "SELECT name, channels, height, width, pixels FROM image" + OF_TRIAL + " AND name = ?",
                        row -> new Image(
                                row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getBytes(5)),
                        run,
                        arm,
                        seed,
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public Map<String, String> samples(String run, String arm, long seed) {
        var samples = new LinkedHashMap<String, String>();
        database.query(
                "SELECT name, text FROM sample" + OF_TRIAL + " ORDER BY rowid",
                row -> samples.put(row.getString(1), row.getString(2)),
                run,
                arm,
                seed);
        return samples;
    }

    @Override
    public Map<String, Double> wallSeconds(String study, String scale) {
        var seconds = new LinkedHashMap<String, Double>();
        database.query(
                "SELECT trial.arm, AVG(trial.wall_seconds) FROM trial JOIN run ON run.id = trial.run"
                        + " WHERE run.study = ? AND run.scale = ? AND trial.status = 'DONE' GROUP BY trial.arm",
                row -> seconds.put(row.getString(1), row.getDouble(2)),
                study,
                scale);
        return seconds;
    }

    @Override
    public void close() {
        database.close();
    }

    private static StoredRun storedRun(ResultSet row) throws SQLException {
        try {
            return new StoredRun(RunJson.parse(row.getString(1)), row.getString(2));
        } catch (JsonProcessingException e) {
            throw new SQLException("the header of a run is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Series series(byte[] bytes) {
        var doubles = ByteBuffer.wrap(bytes).asDoubleBuffer();
        int size = doubles.capacity() / 2;
        var x = new double[size];
        var y = new double[size];
        doubles.get(x).get(y);
        return new Series(x, y);
    }
}
