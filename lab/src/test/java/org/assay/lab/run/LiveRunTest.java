package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.assay.lab.RunRecord.Cost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveRunTest {

    @TempDir
    Path runs;

    private RunFolder run;
    private final Attempt attempt = new Attempt(new Task("wide,net", 3), 2, Cost.NONE);
    private final Message.Begin order = new Message.Begin("wide,net", 3, "", "");

    @BeforeEach
    void folder() throws Exception {
        run = new RunFolder(Files.createDirectory(runs.resolve("toy-smoke-1")));
    }

    private static Message points(double... values) {
        return new Message.Points("loss", new double[] {values[0]}, new double[] {values[1]});
    }

    @Test
    void followsATrialFromItsFirstPointToItsEnd() {
        var live = new LiveRun(run);
        assertThat(live.going()).isFalse();
        assertThat(live.trials()).isEmpty();

        try (var folder = new LiveFolder(run.live())) {
            assertThat(live.going()).isTrue();
            folder.begin(attempt, order);
            assertThat(live.trials()).singleElement().satisfies(t -> {
                assertThat(t.arm()).isEqualTo("wide,net");
                assertThat(t.seed()).isEqualTo(3);
                assertThat(t.attempt()).isEqualTo(2);
                assertThat(t.fraction()).isNaN();
                assertThat(t.series()).isEmpty();
            });

            folder.take(attempt, points(1, 0.5));
            folder.take(attempt, new Message.Progress(0.25));
            folder.take(attempt, new Message.Cell("final", false, 7));
            assertThat(live.trials()).singleElement().satisfies(t -> {
                assertThat(t.fraction()).isEqualTo(0.25);
                assertThat(t.series()).containsOnlyKeys("loss");
                assertThat(t.series().get("loss").y()).containsExactly(0.5);
            });

            folder.take(attempt, points(2, Double.NaN));
            assertThat(live.trials()).singleElement().satisfies(t -> {
                assertThat(t.series().get("loss").x()).containsExactly(1, 2);
                assertThat(t.series().get("loss").y()).containsExactly(0.5, Double.NaN);
            });

            folder.end(attempt);
            assertThat(live.trials()).isEmpty();
            assertThat(live.going()).isTrue();
        }
        assertThat(live.going()).isFalse();
        assertThat(run.live()).doesNotExist();
    }

    @Test
    void aLineThatIsHalfWrittenWaitsForItsEnd() throws Exception {
        try (var folder = new LiveFolder(run.live())) {
            folder.begin(attempt, order);
            var file = run.live().resolve(LiveFolder.file(attempt.task(), attempt.number()));
            var live = new LiveRun(run);
            Files.writeString(file, "{\"t\":\"progress\",\"fra", StandardOpenOption.APPEND);
            assertThat(live.trials().getFirst().fraction()).isNaN();
            Files.writeString(file, "ction\":0.5}\n", StandardOpenOption.APPEND);
            assertThat(live.trials().getFirst().fraction()).isEqualTo(0.5);
        }
    }

    @Test
    void whatAKilledLaboratoryLeftDoesNotCountAsGoing() throws Exception {
        var left = new LiveFolder(run.live());
        left.begin(attempt, order);
        var self = ProcessHandle.current();
        var others = Map.of(
                "a process that is gone", Long.MAX_VALUE + " 0",
                "a later process with its number", self.pid() + " " + Instant.EPOCH.toEpochMilli(),
                "half a line", "12");
        others.forEach((what, line) -> {
            write(run.live().resolve(LiveFolder.PROCESS), line);
            assertThat(new LiveRun(run).going()).as(what).isFalse();
            assertThat(new LiveRun(run).trials()).as(what).isEmpty();
        });
        try (var _ = new LiveFolder(run.live())) {
            assertThat(new LiveRun(run).trials()).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeMadeCostsTheRunNothing() throws Exception {
        Files.writeString(run.path().resolve("live"), "in the way");
        try (var folder = new LiveFolder(run.live().resolve("below"))) {
            folder.begin(attempt, order);
            folder.take(attempt, points(1, 1));
            folder.end(attempt);
        }
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
