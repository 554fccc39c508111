package org.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with real processes, without the Python peers: these are named as missing. */
class ComparisonTest {
    @TempDir
    Path home;

    @Test
    void contestantsTakeTheirTurnsAndMissingOnesAreNamed() {
        var plan = new Comparison.Plan(
                List.of(Workload.W1),
                List.of("f32", "bf16"),
                List.of(Peers.TORCH_EAGER, Peers.NAIVE_PRESETS),
                false,
                2,
                0.05);
        var progress = new ArrayList<String>();
        var report = new Comparison(home, plan, progress::add).run();

        assertThat(report.workloads()).extracting(Report.Line::precision).containsExactly("f32", "bf16");
        var line = report.workloads().getFirst();
        assertThat(line.ratios()).containsOnlyKeys("naive-presets");
        assertThat(line.ratios().get("naive-presets")).isPositive();
        assertThat(line.gflops()).isEqualTo(line.stepsPerSecond() * Workload.W1.flop() / 1e9);
        assertThat(report.peak()).containsOnlyKeys("f32", "bf16");
        assertThat(report.twoTrials()).containsOnlyKeys("W1");
        assertThat(report.contestants().get("assay")).contains("OpenBLAS");
        assertThat(report.notes()).singleElement().asString().contains("torch-eager is not installed");
        assertThat(progress).isNotEmpty();
    }

    /** A peer that computes something else must not be compared: here one whose losses are those of another network. */
    @Test
    void whoTakesOtherStepsIsLeftOut() throws Exception {
        var python = home.resolve("target/peers/bin/python");
        Files.createDirectories(python.getParent());
        Files.writeString(python, """
                #!/bin/sh
                while read -r request; do
                    echo '{"kernels":"another","parameters":2178,"losses":[9,9,9,9],"threads":1,"steps":1,"flop":0,"seconds":1}'
                done
                """);
        assertThat(python.toFile().setExecutable(true)).isTrue();
        var plan =
                new Comparison.Plan(List.of(Workload.W8), List.of("f32"), List.of(Peers.TORCH_EAGER), false, 1, 0.05);
        var report = new Comparison(home, plan, _ -> {}).run();
        assertThat(report.workloads())
                .allSatisfy(line -> assertThat(line.ratios()).isEmpty());
        assertThat(report.notes()).first().asString().contains("W8 f32: torch-eager is left out. Its losses are [9.0");
    }

    @Test
    void anUnknownPrecisionIsNamed() {
        assertThatThrownBy(() -> new Comparison.Plan(List.of(Workload.W8), List.of("f16"), List.of(), false, 1, 0.05))
                .isInstanceOf(BenchException.class)
                .hasMessage("There is no precision f16: choose f32 or bf16.");
    }

    @Test
    void middles() {
        assertThat(Medians.of(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Medians.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }
}
