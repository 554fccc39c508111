package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assay.lab.RunRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of workers, of the main process and of both, at random moments, with real processes. */
class KillTest {

    private enum Victim {
        WORKER,
        MAIN,
        BOTH
    }

    @TempDir
    private Path folder;

    @Test
    void tenKillsLoseNothingAndChangeNothing() throws Exception {
        kills(10, 42);
    }

    @Test
    @Tag("long")
    void aHundredKillsLoseNothingAndChangeNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            kills(10, 1000 + round);
        }
    }

    private void kills(int kills, long seed) throws Exception {
        var undisturbed = folder.resolve("undisturbed-" + seed);
        var disturbed = folder.resolve("disturbed-" + seed);
        RunRecord expected;
        List<String> expectedWalks;
        try (var laboratory = Laboratory.open(undisturbed, RunMain.QUICK)) {
            expected = laboratory.run(LaboratoryTest.request("noise"), new Protocol());
            expectedWalks = walks(laboratory, expected);
        }
        assertThat(expected.trials()).hasSize(90);

        var random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            startAndKill(disturbed, Victim.values()[i % 3], random);
        }
        var last = new Protocol();
        try (var laboratory = Laboratory.open(disturbed, RunMain.QUICK)) {
            var record = laboratory.run(LaboratoryTest.request("noise"), last);
            assertThat(record.complete()).isTrue();
            assertThat(laboratory.runs()).hasSize(1);
            assertThat(bits(record)).isEqualTo(bits(expected));
            assertThat(record.trials()).allMatch(t -> t.failure().isEmpty());
            assertThat(record.shared()).hasSize(40);
            assertThat(record.claims()).isEqualTo(expected.claims());
            assertThat(walks(laboratory, record)).isEqualTo(expectedWalks);
        }
    }

    /** Starts the main program and kills after a random number of trials and a random while. */
    private static void startAndKill(Path runs, Victim victim, Random random) throws Exception {
        try (var main = MainProcess.start(runs)) {
            main.awaitTrials(random.nextInt(8));
            Coins.spin(random.nextInt(12));
            var workers = main.workers();
            if (victim != Victim.MAIN) {
                workers.stream().findAny().ifPresent(ProcessHandle::destroyForcibly);
            }
            if (victim == Victim.WORKER) {
                // The run goes on with a new worker; after some more trials it is cut short.
                main.awaitTrials(5);
            }
            main.kill();
            main.exitCode();
            MainProcess.awaitEnd(workers);
        }
    }

    private static Map<String, List<Long>> bits(RunRecord record) {
        var bits = new LinkedHashMap<String, List<Long>>();
        for (var trial : record.trials()) {
            var before = bits.put(
                    trial.arm() + " " + trial.seed(),
                    trial.metrics().values().stream()
                            .map(Double::doubleToLongBits)
                            .toList());
            assertThat(before).isNull();
        }
        return bits;
    }

    private static List<String> walks(Laboratory laboratory, RunRecord record) {
        var data = laboratory.runData(record.run());
        return record.trials().stream()
                .map(t -> data.series(t.arm(), t.seed(), "walk").orElseThrow())
                .map(s -> Arrays.toString(s.y()))
                .toList();
    }
}
