package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assay.lab.Verdict;
import org.assay.lab.store.RunJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the checkout do what they say. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the example's script is awk's, which POSIX systems have")
final class ExamplesTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "averaging", "study.yaml")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private Spoken assay(String... arguments) {
        return Spoken.of(folder, Map.of(), arguments);
    }

    /** A constant rate of 0.1 and unit noise leave the last point at a loss near 0.05, and the mean of 500 points far below. */
    @Test
    void aWrappedScriptIsAStudy() throws Exception {
        var said = assay("run", EXAMPLE.toString(), "--scale", "smoke", "--seeds", "5", "--json");
        assertThat(said.exit()).as(said.err()).isZero();
        var record = RunJson.read(said.out(), "standard output");
        assertThat(record.study()).isEqualTo("averaging");
        assertThat(record.claims().getFirst().verdict()).isIn(Verdict.REPRODUCED, Verdict.PARTLY);
        var losses = record.trials().stream()
                .filter(trial -> trial.arm().equals("last"))
                .map(trial -> trial.metrics().get("loss"))
                .toList();
        assertThat(losses).hasSize(5).doesNotHaveDuplicates().allMatch(loss -> loss > 0 && loss < 2);

        assertThat(assay("verify", record.run(), "--share", "0.5").out()).contains("identical bit for bit");
        assertThat(assay("export", record.run()).exit()).isZero();
        var series =
                Files.readAllLines(folder.resolve("runs").resolve(record.run()).resolve("series.csv"));
        assertThat(series)
                .as("a point every 20 of 1000 steps in each of 10 trials")
                .hasSize(1 + 10 * 50);
    }

    @Test
    void itsPlanIsShownAndMistakesInItAreSentences() throws Exception {
        assertThat(assay("show", EXAMPLE.toString()).out())
                .contains(
                        "averaging, laptop scale",
                        "Polyak",
                        "log10_loss of averaged below that of last by at least 0.5");
        var text = Files.readString(EXAMPLE).replace("below: last", "below: lsat");
        Files.writeString(folder.resolve("study.yaml"), text);
        Files.copy(EXAMPLE.resolveSibling("descent.awk"), folder.resolve("descent.awk"));
        for (var wrong : List.of("run", "show")) {
            var said = assay(wrong, "study.yaml");
            assertThat(said.exit()).isEqualTo(Exit.USAGE);
            assertThat(said.err().lines()).singleElement().asString().contains("Did you mean last?");
        }
    }
}
