package org.assay.lab.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.TrialStatus;

/** Trials and everything they leave, as rows. */
final class TrialRows {

    private static final String METRIC = "metric";
    private static final String TIMING = "timing";

    private TrialRows() {}

    /** Inside a transaction. */
    static void add(Database database, String run, TrialResult result) throws SQLException {
        var trial = result.trial();
        long id = database.insert(
                "INSERT INTO trial (run, arm, seed, status, attempts, failure, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations, ended)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                trial.cost().operations().orElse(null),
                trial.ended().map(Instant::toString).orElse(null));
        addCells(database, id, METRIC, trial.metrics(), 0);
        addCells(database, id, TIMING, trial.timings(), trial.metrics().size());
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
                    "INSERT INTO sample (trial, name, text) VALUES (?, ?, ?)", id, sample.getKey(), sample.getValue());
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
        for (var set : result.data()) {
            database.update(
                    "INSERT OR IGNORE INTO data (run, id, content_hash) VALUES (?, ?, ?)",
                    run,
                    set.id(),
                    set.contentHash());
        }
    }

    private static void addCells(Database database, long trial, String kind, Map<String, Double> cells, int from)
            throws SQLException {
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

    /** In the order they ended. */
    static List<TrialRecord> all(Database database, String run) {
        var cells = new LinkedHashMap<Long, Cells>();
        database.query(
                "SELECT cell.trial, cell.kind, cell.name, cell.bits FROM cell JOIN trial ON trial.id = cell.trial"
                        + " WHERE trial.run = ? ORDER BY cell.trial, cell.position",
                row -> cells.computeIfAbsent(row.getLong(1), _ -> new Cells()).add(row),
                run);
        return database.query(
                "SELECT id, arm, seed, status, attempts, failure, cpu_seconds, wall_seconds, peak_bytes, energy_joules, operations, ended"
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
                            Optional.ofNullable(row.getString("failure")),
                            Optional.ofNullable(row.getString("ended")).map(Instant::parse));
                },
                run);
    }

    static Cost cost(ResultSet row) throws SQLException {
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
