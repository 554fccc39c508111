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
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;

/** The store in {@code assay.db}. */
final class SqliteStore implements Store {

    static final String FILE = "assay.db";

    private static final String METRIC = "metric";
    private static final String TIMING = "timing";
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
        database.transaction(() -> {
            var trial = result.trial();
            long id = database.insert(
                    "INSERT INTO trial (run, arm, seed, status, attempts, failure, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    run,
                    trial.arm(),
                    trial.seed(),
                    trial.status().name(),
                    trial.attempts(),
                    trial.failure().orElse(null),
                    trial.cost().cpuSeconds(),
                    trial.cost().wallSeconds(),
                    trial.cost().peakBytes(),
                    trial.cost().energyJoules().orElse(null),
                    trial.cost().operations().orElse(null));
            addCells(id, METRIC, trial.metrics(), 0);
            addCells(id, TIMING, trial.timings(), trial.metrics().size());
            for (var series : result.series().entrySet()) {
                database.update(
                        "INSERT INTO series (trial, name, points) VALUES (?, ?, ?)",
                        id,
                        series.getKey(),
                        bytes(series.getValue()));
            }
            for (var image : result.images()) {
                database.update(
                        "INSERT OR REPLACE INTO image (trial, name, channels, height, width, pixels) VALUES (?, ?, ?, ?, ?, ?)",
                        id,
                        image.name(),
                        image.channels(),
                        image.height(),
                        image.width(),
                        image.pixels());
            }
            for (var sample : result.samples().entrySet()) {
                database.update(
                        "INSERT INTO sample (trial, name, text) VALUES (?, ?, ?)",
                        id,
                        sample.getKey(),
                        sample.getValue());
            }
            for (var shared : result.shared()) {
                database.update(
                        "INSERT OR IGNORE INTO shared (run, address, name, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        run,
                        shared.address(),
                        shared.name(),
                        shared.cost().cpuSeconds(),
                        shared.cost().wallSeconds(),
                        shared.cost().peakBytes(),
                        shared.cost().energyJoules().orElse(null),
                        shared.cost().operations().orElse(null));
            }
        });
    }

    private void addCells(long trial, String kind, Map<String, Double> cells, int from) throws SQLException {
        int position = from;
        for (var cell : cells.entrySet()) {
            double value = cell.getValue();
            database.update(
                    "INSERT INTO cell (trial, position, kind, name, value, bits) VALUES (?, ?, ?, ?, ?, ?)",
                    trial,
                    position++,
                    kind,
                    cell.getKey(),
                    value,
                    Double.doubleToLongBits(value));
        }
    }

    @Override
    public List<TrialRecord> trials(String run) {
        var cells = new LinkedHashMap<Long, Cells>();
        database.query(
                "SELECT cell.trial, cell.kind, cell.name, cell.bits FROM cell JOIN trial ON trial.id = cell.trial"
                        + " WHERE trial.run = ? ORDER BY cell.trial, cell.position",
                row -> cells.computeIfAbsent(row.getLong(1), _ -> new Cells()).add(row),
                run);
        return database.query(
                "SELECT id, arm, seed, status, attempts, failure, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations"
                        + " FROM trial WHERE run = ? ORDER BY id",
                row -> {
                    var its = cells.getOrDefault(row.getLong("id"), new Cells());
                    return new TrialRecord(
                            row.getString("arm"),
                            row.getLong("seed"),
                            TrialStatus.valueOf(row.getString("status")),
                            its.metrics,
                            its.timings,
                            cost(row),
                            row.getInt("attempts"),
                            Optional.ofNullable(row.getString("failure")));
                },
                run);
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
                row -> new SharedRecord(row.getString("name"), row.getString("address"), cost(row)),
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

    private static Cost cost(ResultSet row) throws SQLException {
        return new Cost(
                row.getDouble("cpu_seconds"),
                row.getDouble("wall_seconds"),
                row.getLong("peak_bytes"),
                maybe(row, "energy_joules"),
                maybe(row, "operations"));
    }

    private static Optional<Double> maybe(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static byte[] bytes(Series series) {
        var buffer = ByteBuffer.allocate(2 * Double.BYTES * series.size());
        buffer.asDoubleBuffer().put(series.x()).put(series.y());
        return buffer.array();
    }

    private static Series series(byte[] bytes) {
        var doubles = ByteBuffer.wrap(bytes).asDoubleBuffer();
        int size = doubles.capacity() / 2;
        var x = new double[size];
        var y = new double[size];
        doubles.get(x).get(y);
        return new Series(x, y);
    }

    /** The cells of one trial while its rows are read. */
    private static final class Cells {
        private final Map<String, Double> metrics = new LinkedHashMap<>();
        private final Map<String, Double> timings = new LinkedHashMap<>();

        private Cells add(ResultSet row) throws SQLException {
            var cells = METRIC.equals(row.getString(2)) ? metrics : timings;
            cells.put(row.getString(3), Double.longBitsToDouble(row.getLong(4)));
            return this;
        }
    }
}
