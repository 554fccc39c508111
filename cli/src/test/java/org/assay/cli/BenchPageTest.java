package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
    private static final Report REPORT = new Report(
            List.of(new Report.Line("W2", "f32", 4, 50, Map.of("torch-eager", 1.25), Map.of("assay", 2))),
            Optional.of(new Report.Loading(
                    "CIFAR-10",
                    128,
                    64_000,
                    Map.of("torch-dataloader", 32.0),
                    Map.of("assay", 1, "torch-dataloader", 2),
                    Map.of("f32", 0.008))),
            Map.of("f32", 200.0),
            1.5,
            Map.of(),
            "a machine",
            Map.of("assay", "kernels"),
            List.of());

    /** 64,000 pictures a second that are 32 times another's 2,000. */
    @Test
    void thePageShowsHowFastBatchesAreMade() {
        var page = BenchPage.of(REPORT).markdown("./assay bench", LocalDate.of(2026, 1, 2));
        assertThat(page)
                .contains("| assay | 64000 |  | 1 |", "| torch-dataloader | 2000 | 32.00 | 2 |")
                .contains("A batch of 128 pictures of CIFAR-10")
                .contains("takes 0.80 % (f32) of a step of W2");
    }

    @Test
    void withoutAMeasurementOfItThereIsNoTable() {
        var report = new Report(
                REPORT.workloads(), Optional.empty(), Map.of(), 1, Map.of(), "", Map.of(), List.of("Why not."));
        assertThat(BenchPage.of(report).markdown("./assay bench", LocalDate.of(2026, 1, 2)))
                .doesNotContain("loader")
                .contains("Why not.");
    }

    @Test
    void whatPeopleWroteBelowTheFiguresStays(@TempDir Path folder) throws IOException {
        var page = folder.resolve("RESULTS.md");
        assertThat(BenchCommand.notes(page)).isEmpty();
        Files.writeString(page, "# Old figures\n\n| 1 |\n\n## Notes\n\nAn idle machine.\n");
        assertThat(BenchCommand.notes(page)).isEqualTo("\n## Notes\n\nAn idle machine.\n");
        Files.writeString(page, "# Old figures\n");
        assertThat(BenchCommand.notes(page)).isEmpty();
    }

    @Test
    void theFiguresAreInTheJsonToo() throws Exception {
        var loading = Json.tree(Json.text(REPORT)).path("loading");
        assertThat(loading.path("picturesPerSecond").asDouble()).isEqualTo(64_000);
        assertThat(loading.path("ratios").path("torch-dataloader").asDouble()).isEqualTo(32);
        assertThat(loading.path("shareOfStep").path("f32").asDouble()).isEqualTo(0.008);
    }
}
