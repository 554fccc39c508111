package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Scale;
import org.assay.lab.Verdict;
import org.assay.lab.run.RunRequest.StudyRef;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {

    @TempDir
    private Path runs;

    static RunRequest request(String study) {
        return new RunRequest(
                StudyRef.of(study), Scale.SMOKE, Optional.empty(), List.of(), List.of(), 2, Optional.empty(), false);
    }

    @Test
    void aStudyRunsToItsVerdict() {
        try (var laboratory = Laboratory.open(runs)) {
            var record = laboratory.run(request("coins"), new Protocol());
            assertThat(record.complete()).isTrue();
            assertThat(record.trials()).hasSize(9);
            assertThat(record.claims().getFirst().verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(RunJson.read(runs.resolve(record.run()).resolve("run.json")))
                    .isEqualTo(record);
            assertThat(laboratory.record(record.run())).isEqualTo(record);
        }
    }
}
