package org.assay.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.Code;
import org.assay.lab.RunRecord.Cost;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.RunRecord.Environment;
import org.assay.lab.RunRecord.SharedRecord;
import org.assay.lab.RunRecord.TrialRecord;
import org.assay.lab.Scale;
import org.assay.lab.TrialStatus;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    private Path folder;

    private static RunRecord header(String run) {
        return new RunRecord(
                RunRecord.SCHEMA,
                run,
                "study",
                "Why?",
                "tests",
                List.of(),
                Scale.SMOKE,
                "hash",
                "{}",
                Instant.parse("2026-01-02T03:04:05Z"),
                Optional.empty(),
                false,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(List.of()),
                Cost.NONE,
                new Environment("os", "cpu", 2, 1, "jdk", 2, 1, Map.of(), Map.of()),
                new Code("1", Optional.empty(), false, "a", "b"),
                List.of(),
                List.of());
    }

    private static TrialResult result(String arm, long seed, int points) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("z", -0.0);
        metrics.put("a", Math.PI);
        var x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = i * Math.E;
        }
        return new TrialResult(
                new TrialRecord(
                        arm,
                        seed,
                        TrialStatus.DONE,
                        metrics,
                        Map.of("t", 0.5),
                        new Cost(1.5, 2.5, 7, Optional.of(3.0), Optional.of(1e12)),
                        1,
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-01-02T03:05:06.789Z"))),
                Map.of("curve", new Series(x, x)),
                List.of(new Image("face", 1, 1, 2, new byte[] {0, -1})),
                Map.of("text", "words"),
                List.of(new SharedRecord("teacher", "address", new Cost(4, 5, 6))),
                List.of(new DataRecord("digits", "1".repeat(64))));
    }

    @Test
    void whatGoesInComesOutBitForBit() {
        try (var store = Store.open(folder)) {
            store.add(new StoredRun(header("run"), "{}"));
            store.add("run", result("arm", 3, 1000));
            assertThat(store.run("run").orElseThrow().header()).isEqualTo(header("run"));
            var trial = store.trials("run").getFirst();
            assertThat(trial).isEqualTo(result("arm", 3, 0).trial());
            assertThat(trial.metrics().keySet()).containsExactly("z", "a");
            assertThat(Double.doubleToLongBits(trial.metrics().get("z"))).isEqualTo(Double.doubleToLongBits(-0.0));
            var series = store.series("run", "arm", 3, "curve").orElseThrow();
            assertThat(series.y()).hasSize(1000);
            assertThat(series.y()[999]).isEqualTo(999 * Math.E);
            assertThat(store.image("run", "arm", 3, "face").orElseThrow().pixels())
                    .containsExactly(0, -1);
            assertThat(store.samples("run", "arm", 3)).containsExactly(Map.entry("text", "words"));
            assertThat(store.shared("run")).containsExactly(new SharedRecord("teacher", "address", new Cost(4, 5, 6)));
            store.add("run", result("arm", 4, 1));
            assertThat(store.data("run")).containsExactly(new DataRecord("digits", "1".repeat(64)));
            assertThat(store.wallSeconds("study", "smoke")).containsExactly(Map.entry("arm", 2.5));
        }
    }

    @Test
    void aTrialEntersOnceOrNotAtAll() {
        try (var store = Store.open(folder)) {
            store.add(new StoredRun(header("run"), "{}"));
            store.add("run", result("arm", 3, 10));
            assertThatThrownBy(() -> store.add("run", result("arm", 3, 10))).isInstanceOf(LabException.class);
            assertThat(store.trialCount("run")).isEqualTo(1);
            store.delete("run");
            assertThat(store.runs()).isEmpty();
            assertThat(store.trials("run")).isEmpty();
        }
    }

    @Test
    void severalWritersAndReadersGetAlong() throws Exception {
        int writers = 4;
        int each = 25;
        try (var pool = Executors.newFixedThreadPool(writers)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int w = 0; w < writers; w++) {
                var run = "run-" + w;
                work.add(() -> {
                    try (var store = Store.open(folder)) {
                        store.add(new StoredRun(header(run), "{}"));
                        for (int i = 0; i < each; i++) {
                            store.add(run, result("arm", i, 10));
                            assertThat(store.trials(run)).hasSize(i + 1);
                        }
                    }
                    return true;
                });
            }
            for (var done : pool.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        try (var store = Store.open(folder)) {
            assertThat(store.runs())
                    .hasSize(writers)
                    .allMatch(r -> store.trialCount(r.header().run()) == each);
        }
    }

    @Test
    void aNewerStoreIsRefused() throws SQLException {
        Store.open(folder).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("assay.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "The run store " + folder.resolve("assay.db")
                                + " was written by a newer Assay (schema 99, this one knows 3): upgrade Assay, or keep new runs elsewhere with --runs DIR.");
    }

    /** A store as the first version left it, made from its script: brought up to date when it is opened, with what it holds. */
    @Test
    void anOlderStoreIsBroughtUpToDate() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("assay.db"));
                var statement = connection.createStatement();
                var script = Store.class.getResourceAsStream("1.sql")) {
            for (var sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*(\\n|$)", -1)) {
                statement.executeUpdate(sql);
            }
            statement.executeUpdate("PRAGMA user_version = 1");
            statement.executeUpdate(
                    "INSERT INTO run VALUES ('old', 'study', 'smoke', 'hash', '2026-01-02', 0, '{}', '{}')");
            statement.executeUpdate(
                    "INSERT INTO trial (run, arm, seed, status, attempts, cpu_seconds, wall_seconds, peak_bytes)"
                            + " VALUES ('old', 'arm', 7, 'DONE', 1, 1.5, 2.5, 9)");
        }
        try (var store = Store.open(folder)) {
            assertThat(store.trials("old")).singleElement().satisfies(trial -> {
                assertThat(trial.seed()).isEqualTo(7);
                assertThat(trial.cost()).isEqualTo(new Cost(1.5, 2.5, 9));
                assertThat(trial.ended()).isEmpty();
            });
            store.add(new StoredRun(header("run"), "{}"));
            store.add("run", result("arm", 3, 1));
            assertThat(store.trials("run").getFirst().cost().operations()).contains(1e12);
            assertThat(store.data("run")).hasSize(1);
        }
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAlone() throws IOException {
        var file =
                Files.writeString(folder.resolve("assay.db"), "these are not the rows you are looking for".repeat(100));
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("The run store " + file + " is damaged (file is not a database): move it away");
        assertThat(file).content().startsWith("these are not");
    }

    @Test
    void damagedPagesAreSaidSo() throws IOException {
        try (var store = Store.open(folder)) {
            store.add(new StoredRun(header("run"), "{}"));
            for (int i = 0; i < 50; i++) {
                store.add("run", result("arm", i, 500));
            }
        }
        var file = folder.resolve("assay.db");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long page = 1; page < channel.size() / 4096; page++) {
                channel.write(ByteBuffer.wrap(new byte[] {77, 77, 77, 77, 77, 77, 77, 77}), page * 4096);
            }
        }
        assertThatThrownBy(() -> {
                    try (var store = Store.open(folder)) {
                        store.runs();
                        store.trials("run");
                    }
                })
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("The run store " + file + " is damaged");
    }

    @Test
    void aFolderThatIsAFileIsSaidSo() throws IOException {
        var file = Files.writeString(folder.resolve("runs"), "");
        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("The folder for runs, " + file + ", cannot be made");
    }

    @Test
    void aReadOnlyStoreCanBeReadAndSaysSoWhenWrittenTo() throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("disk"), "4m")) {
            try (var store = Store.open(disk.path())) {
                store.add(new StoredRun(header("run"), "{}"));
                store.add("run", result("arm", 1, 10));
            }
            Assumptions.assumeTrue(disk.readOnly(), "the disk cannot be made read-only");
            try (var store = Store.open(disk.path())) {
                assertThat(store.trials("run")).hasSize(1);
                assertThatThrownBy(() -> store.add("run", result("arm", 2, 10)))
                        .isInstanceOf(LabException.class)
                        .hasMessageContaining("is read-only")
                        .hasMessageEndingWith("What was stored before is safe.");
            }
        }
    }

    @Test
    void aFullDiskLosesNothingThatWasStored() throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("disk"), "1m")) {
            int stored = 0;
            try (var store = Store.open(disk.path())) {
                store.add(new StoredRun(header("run"), "{}"));
                var failure = Optional.<LabException>empty();
                while (failure.isEmpty() && stored < 1000) {
                    try {
                        store.add("run", result("arm", stored, 1000));
                        stored++;
                    } catch (LabException e) {
                        failure = Optional.of(e);
                    }
                }
                assertThat(failure.orElseThrow())
                        .hasMessage(
                                "The disk that holds " + disk.path().resolve("assay.db")
                                        + " is full: free some space and run the same command again. What was stored before is safe.");
                assertThat(stored).isPositive();
                assertThat(store.trials("run")).hasSize(stored);
            }
            disk.grow("8m");
            try (var store = Store.open(disk.path())) {
                assertThat(store.trials("run")).hasSize(stored);
                store.add("run", result("arm", stored, 1000));
                assertThat(store.trials("run")).hasSize(stored + 1);
            }
        }
    }
}
