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
import org.junit.jupiter.api.io.TempDir;

/** Many short trials: what the laboratory itself costs. Times are reported, not asserted: the machine may be busy. */
class SwarmTest {

    @TempDir
    private Path runs;

    @Test
    void overheadPerTrialIsReported() {
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
            System.out.printf("Overhead per trial: %.2f ms.%n", 1000 * clock.overhead());
        }
    }

    /** The main process has 48 MiB of heap: what grew with the number of trials would not fit. */
    @Test
    @Tag("long")
    void tenThousandTrialsInLittleMemory() throws Exception {
        long start = System.nanoTime();
        try (var main = MainProcess.start(runs, "swarm", "-Xmx48m")) {
            assertThat(main.rest()).anyMatch(line -> line.startsWith("ended swarm-smoke") && line.endsWith("true"));
            assertThat(main.exitCode()).isZero();
        }
        System.out.printf("10,000 trials on two workers: %.1f s.%n", 1e-9 * (System.nanoTime() - start));
        try (var laboratory = Laboratory.open(runs)) {
            assertThat(laboratory.record(laboratory.runs().getFirst().run()).trials())
                    .hasSize(10_000)
                    .allMatch(t -> t.failure().isEmpty());
        }
    }

    /** Time between warm trials that is not their own. */
    private static final class Clock implements RunListener {

        private static final int WARM = 100;
        private long warm;
        private long last;
        private double own;
        private int count;

        @Override
        public void finished(int worker, RunRecord.TrialRecord trial, int done, int total, Optional<Duration> left) {
            last = System.nanoTime();
            if (done == WARM) {
                warm = last;
            } else if (done > WARM) {
                own += trial.cost().wallSeconds();
                count++;
            }
        }

        private double overhead() {
            return (1e-9 * (last - warm) - own) / count;
        }
    }
}
