package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assay.lab.LabException;
import org.assay.lab.RunRecord;
import org.assay.lab.store.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a disk that is too small: one sentence, and once there is space the same command goes on to the same bits. */
class DiskTest {

    @TempDir
    private Path folder;

    private static List<String> metrics(RunRecord record) {
        return record.trials().stream()
                .map(trial -> trial.arm() + " " + trial.seed() + " " + trial.metrics())
                .toList();
    }

    @Test
    void aRunGoesOnWhenAFullDiskHasSpaceAgain() throws Exception {
        RunRecord undisturbed;
        try (var laboratory = Laboratory.open(folder.resolve("large"), RunMain.QUICK)) {
            undisturbed = laboratory.run(LaboratoryTest.request("noise"), new Protocol());
        }
        try (var disk = SmallDisk.mount(folder.resolve("small"), "512k")) {
            int before;
            try (var laboratory = Laboratory.open(disk.path(), RunMain.QUICK)) {
                assertThatThrownBy(() -> laboratory.run(LaboratoryTest.request("noise"), new Protocol()))
                        .isInstanceOf(LabException.class)
                        .hasMessageContaining(" full")
                        .hasMessageContaining("run the same command again")
                        .hasMessageContaining("safe");
            }
            disk.grow("32m");
            try (var laboratory = Laboratory.open(disk.path(), RunMain.QUICK)) {
                before = laboratory
                        .record(laboratory.runs().getFirst().run())
                        .trials()
                        .size();
                assertThat(before).isBetween(1, 89);
                var protocol = new Protocol();
                var record = laboratory.run(LaboratoryTest.request("noise"), protocol);
                assertThat(protocol.lines.getFirst()).isEqualTo("planned 90 resumed " + before);
                assertThat(record.complete()).isTrue();
                assertThat(metrics(record)).isEqualTo(metrics(undisturbed));
            }
        }
    }
}
