package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.run.RunRequest.StudyRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Many short trials: what the laboratory itself costs. Times are reported, not asserted: the machine may be busy. */
class SwarmTest {

    @TempDir
    private Path runs;

    @Test
    void overheadPerTrialIsReported(TestReporter reporter) {
        var request = new RunRequest(
                StudyRef.of("swarm"),
                Scale.SMOKE,
                Optional.of(List.of(20)),
                List.of(),
                List.of(),
                1,
                Optional.empty(),
                false);
        var clock = new Clock();
        try (var laboratory = Laboratory.open(runs, RunMain.QUICK)) {
            var record = laboratory.run(request, clock);
            assertThat(record.trials()).hasSize(400);
            double inTrials = record.trials().stream()
                    .skip(Clock.WARM)
                    .mapToDouble(t -> t.cost().wallSeconds())
                    .sum();
            reporter.publishEntry(
                    "overhead per trial, ms",
                    "%.2f".formatted(1000 * (clock.seconds() - inTrials) / (400 - Clock.WARM)));
        }
    }

    /** The main process has 48 MiB of heap: what grew with the number of trials would not fit. */
    @Test
    @Tag("long")
    void tenThousandTrialsInLittleMemory(TestReporter reporter) throws Exception {
        long start = System.nanoTime();
        try (var main = MainProcess.start(runs, "swarm", "-Xmx48m")) {
            assertThat(main.rest()).anyMatch(line -> line.startsWith("ended swarm-smoke") && line.endsWith("true"));
            assertThat(main.exitCode()).isZero();
        }
        reporter.publishEntry(
                "10,000 trials on two workers",
                Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        try (var laboratory = Laboratory.open(runs)) {
            assertThat(laboratory.record(laboratory.runs().getFirst().run()).trials())
                    .hasSize(10_000)
                    .allMatch(t -> t.failure().isEmpty());
        }
    }

    /** Time between the end of a warm trial and the end of the last. */
    private static final class Clock implements RunListener {

        private static final int WARM = 100;
        private long warm;
        private long last;

        @Override
        public void finished(int worker, RunRecord.TrialRecord trial, int done, int total, Optional<Duration> left) {
            last = System.nanoTime();
            if (done == WARM) {
                warm = last;
            }
        }

        private double seconds() {
            return 1e-9 * (last - warm);
        }
    }
}
