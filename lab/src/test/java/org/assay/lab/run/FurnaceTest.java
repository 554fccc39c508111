package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Change;
import org.assay.lab.RunRecord;
import org.assay.lab.RunRecord.DataRecord;
import org.assay.lab.Scale;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.run.Verification.OtherData;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record says of a trial beside its metrics: the energy it took, the data it read, when it ended. */
class FurnaceTest {

    @TempDir
    private Path runs;

    @TempDir
    private Path folder;

    private final Protocol protocol = new Protocol();

    @BeforeEach
    void data() throws IOException {
        Files.writeString(folder.resolve("coal"), "black");
    }

    private RunRequest request(int workers) {
        return new RunRequest(
                StudyRef.of("furnace"),
                Scale.SMOKE,
                Optional.empty(),
                List.of(),
                List.of(Change.set("folder", folder.toString())),
                workers,
                Optional.empty(),
                false);
    }

    private void counter() throws IOException {
        var zone = Files.createDirectories(folder.resolve("intel-rapl:0"));
        Files.writeString(zone.resolve("energy_uj"), "0");
        Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850");
    }

    private Laboratory open() {
        return Laboratory.open(runs, RunMain.QUICK, folder);
    }

    @Test
    void theEnergyOfATrialIsWhatTheCountersMovedMeanwhile() throws IOException {
        counter();
        try (var laboratory = open()) {
            var record = laboratory.run(request(1), protocol);
            assertThat(record.trials())
                    .hasSize(3)
                    .allSatisfy(t -> assertThat(t.cost().energyJoules()).contains(3.0));
            assertThat(record.cost().energyJoules()).contains(9.0);
            assertThat(record.notes()).isEmpty();
            assertThat(record.trials())
                    .allSatisfy(t -> assertThat(t.ended().orElseThrow())
                            .isBetween(record.planned(), record.ended().orElseThrow()));
        }
    }

    @Test
    void withTwoWorkersTheRecordSaysThatTheFiguresOverlap() throws IOException {
        counter();
        try (var laboratory = open()) {
            var record = laboratory.run(request(2), protocol);
            assertThat(record.trials())
                    .allSatisfy(t -> assertThat(t.cost().energyJoules()).isPresent());
            assertThat(record.notes()).singleElement().asString().contains("the trials' figures overlap");
        }
    }

    @Test
    void withoutCountersThereIsNoFigure() {
        try (var laboratory = open()) {
            var record = laboratory.run(request(2), protocol);
            assertThat(record.trials())
                    .allSatisfy(t -> assertThat(t.cost().energyJoules()).isEmpty());
            assertThat(record.notes()).isEmpty();
        }
    }

    @Test
    void theDataThatTrialsReadIsRecordedAndComparedWhenTheyRunAgain() throws IOException {
        try (var laboratory = open()) {
            var record = laboratory.run(request(1), protocol);
            var black = new Hash().add("black").hex();
            assertThat(record.data()).contains(List.of(new DataRecord("coal", black)));
            assertThat(laboratory.verify(record.run(), 1, protocol).holds()).isTrue();

            // Another content with the same metrics.
            Files.writeString(folder.resolve("coal"), "brown");
            var verification = laboratory.verify(record.run(), 1, protocol);
            assertThat(verification.otherData())
                    .containsExactly(new OtherData(
                            "coal", List.of(black), new Hash().add("brown").hex()));
            assertThat(verification.checks()).allMatch(c -> c.differences().isEmpty());
            assertThat(verification.holds()).isFalse();
        }
    }

    /** A record as earlier versions wrote it, which tells nothing of data. */
    @Test
    void aRecordThatNotesNoDataIsNotComparedByIt() throws IOException {
        try (var laboratory = open()) {
            var record = laboratory.run(request(1), protocol);
            Files.writeString(folder.resolve("coal"), "brown");
            var earlier = RunJson.read(
                    RunJson.text(record).replaceFirst("(?s)\\s*\"data\" : \\[.*?\\],", ""), "an earlier record");
            assertThat(earlier.data()).isEmpty();
            assertThat(verify(laboratory, earlier).otherData()).isEmpty();
        }
    }

    private Verification verify(Laboratory laboratory, RunRecord record) {
        return new Reruns(new Crews(runs, RunMain.QUICK, folder))
                .verify(record, laboratory.request(record.run()), 1, protocol);
    }
}
