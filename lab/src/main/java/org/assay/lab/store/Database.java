package org.assay.lab.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assay.lab.LabException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/** One connection to the SQLite file: transactions, migrations, and every failure as a sentence. */
final class Database implements AutoCloseable {

    /** Version of the newest script {@code N.sql}; the file keeps its own in {@code user_version}. */
    static final int SCHEMA = 3;

    private static final int BUSY_MILLIS = 60_000;

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Database open(Path file) {
        var folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LabException(
                    "The folder for runs, " + folder + ", cannot be made (" + reason(e)
                            + "): choose another with --runs DIR.",
                    e);
        }
        return Files.isWritable(folder) ? writable(file) : readOnly(file);
    }

    private static Database writable(Path file) {
        var config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A kill loses nothing at this level; a power cut may lose the last trials, which then run again to the same
        // bits.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        var database = new Database(file, connect(file, "jdbc:sqlite:" + file.toAbsolutePath(), config));
        database.closeOnFailure(database::migrate);
        return database;
    }

    static Database readOnly(Path file) {
        if (!Files.exists(file)) {
            throw new LabException("The folder " + file.toAbsolutePath().getParent()
                    + " is read-only and holds no runs: make it writable or choose another with --runs DIR.");
        }
        var config = config();
        config.setReadOnly(true);
        var uri = "jdbc:sqlite:" + file.toUri();
        try {
            var shared = new Database(file, connect(file, uri + "?mode=ro", config));
            shared.closeOnFailure(shared::refuseOther);
            return shared;
        } catch (LabException e) {
            // Without a writer's index file beside it a store in WAL mode opens only as a file that never changes.
            var frozen = new Database(file, connect(file, uri + "?immutable=1", config));
            frozen.closeOnFailure(frozen::refuseOther);
            return frozen;
        }
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static Connection connect(Path file, String url, SQLiteConfig config) {
        try {
            return config.createConnection(url);
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }

    private void closeOnFailure(Runnable work) {
        try {
            work.run();
        } catch (LabException e) {
            close();
            throw e;
        }
    }

    private void migrate() {
        if (version() == SCHEMA) {
            return;
        }
        refuseNewer();
        transaction(() -> {
            for (int v = version() + 1; v <= SCHEMA; v++) {
                try (var statement = connection.createStatement()) {
                    for (var sql : script(v)) {
                        statement.executeUpdate(sql);
                    }
                    statement.executeUpdate("PRAGMA user_version = " + v);
                }
            }
        });
    }

    private void refuseNewer() {
        int version = version();
        if (version > SCHEMA) {
            throw new LabException("The run store " + file + " was written by a newer Assay (schema " + version
                    + ", this one knows " + SCHEMA + "): upgrade Assay, or keep new runs elsewhere with --runs DIR.");
        }
    }

    private void refuseOther() {
        refuseNewer();
        if (version() < SCHEMA) {
            throw new LabException(
                    "The run store " + file + " was written by an older Assay and is opened only to be read: "
                            + "list its runs once (assay runs) with its folder writable, so that it is brought up to date.");
        }
    }

    private int version() {
        return query("PRAGMA user_version", row -> row.getInt(1)).getFirst();
    }

    private static List<String> script(int version) {
        try (var stream = Database.class.getResourceAsStream(version + ".sql")) {
            if (stream == null) {
                throw new IllegalStateException("The script of schema version " + version + " is missing.");
            }
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split(";\\s*(\\n|$)"));
        } catch (IOException e) {
            throw new IllegalStateException("The script of schema version " + version + " cannot be read.", e);
        }
    }

    /** All or nothing. */
    synchronized void transaction(Work work) {
        try {
            // Spelled out: after a full disk SQLite has already rolled back, which the driver's own commit mode takes
            // amiss.
            execute("BEGIN IMMEDIATE");
            try {
                work.run();
                execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // There is no transaction any more: SQLite has ended it by itself.
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    synchronized <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        try (var statement = prepare(sql, arguments);
                var rows = statement.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(row.read(rows));
            }
            return list;
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }

    /** Inside a transaction: the number of rows changed. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** Inside a transaction: the key of the row inserted. */
    long insert(String sql, @Nullable Object... arguments) throws SQLException {
        update(sql, arguments);
        try (var statement = prepare("SELECT last_insert_rowid()");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }

    private static LabException sentence(Path file, SQLException e) {
        var code = e instanceof SQLiteException s ? s.getResultCode().name() : "";
        var kept = " What was stored before is safe.";
        if (code.startsWith("SQLITE_FULL") || String.valueOf(e.getMessage()).contains("No space left")) {
            return new LabException(
                    "The disk that holds " + file + " is full: free some space and run the same command again." + kept,
                    e);
        }
        if (code.startsWith("SQLITE_READONLY")) {
            return new LabException(
                    "The run store " + file
                            + " is read-only: make it and its folder writable, or choose another folder with --runs DIR."
                            + kept,
                    e);
        }
        if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT")) {
            return new LabException(
                    "The run store " + file
                            + " is damaged (" + detail(e) + "): move it away and run the command again. "
                            + "The record of each run is also in its folder, as run.json.",
                    e);
        }
        if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
            return new LabException(
                    "The run store " + file + " was held by another process for " + BUSY_MILLIS / 1000
                            + " s: run the same command again when that one has ended." + kept,
                    e);
        }
        if (code.startsWith("SQLITE_CANTOPEN")) {
            return new LabException(
                    "The run store " + file
                            + " cannot be opened: check that it is a file and that you may write it and its folder.",
                    e);
        }
        return new LabException(
                "The run store " + file + " failed (" + detail(e) + "): check the disk and run the same command again."
                        + kept,
                e);
    }

    private static String detail(SQLException e) {
        var message = String.valueOf(e.getMessage());
        int open = message.indexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }

    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException f -> f.getFile() + " is a file";
            case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** What happens inside a transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
