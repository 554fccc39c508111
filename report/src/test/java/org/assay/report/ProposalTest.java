package org.assay.report;

import static org.assay.lab.Change.set;
import static org.assay.lab.Published.Source.READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assay.lab.Materials;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProposalTest {

    @TempDir
    Path folder;

    public record Setup(double rate, int width) {}

    /** A study with as much to say as it is told. */
    private record Tuned(int claims, String words) implements Study<Setup> {
        @Override
        public List<Paper> papers() {
            return List.of(Paper.of("On rates | and <widths>", "ICML 2021", "arXiv:2101.00001", "Ann One"));
        }

        @Override
        public String question() {
            return "Does the rate matter? " + words;
        }

        @Override
        public String family() {
            return "optimisation-phenomena";
        }

        @Override
        public String id() {
            return "tuned";
        }

        @Override
        public List<String> deviations() {
            return List.of("One layer instead of two. " + words);
        }

        @Override
        public Materials materials() {
            return new Materials(
                    List.of(new Materials.Data(
                            "digits",
                            "Digits",
                            "https://example.org",
                            "CC0",
                            "Nobody. Digits. 1990.",
                            "",
                            List.of(),
                            List.of(new Materials.Split("train", 1797, "")),
                            "")),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        @Override
        public Plan<Setup> plan() {
            var plan = Plan.of(new Setup(0.1, 64)).looks(5, 8).arm("slow").arm("fast", set("rate", 1.0));
            for (int c = 1; c <= claims; c++) {
                plan = (c == 1
                                ? plan.primary("C" + c, ("fast is better. " + words).strip())
                                : plan.secondary("C" + c, ("fast is better. " + words).strip()))
                        .published("2 % to 1 %", "Table 1", READ)
                        .that("fast")
                        .has("error")
                        .below("slow")
                        .byAtLeast(0.01);
            }
            return plan.build();
        }

        @Override
        public void run(Trial<Setup> trial) {}
    }

    private String pdf(Study<?> study, Optional<RunRecord> earlier) throws IOException {
        var files = Proposal.write(study, Scale.LAPTOP, earlier, LocalDate.of(2026, 11, 28), folder);
        assertThat(files)
                .extracting(f -> f.getFileName().toString())
                .containsExactly("tuned-proposal.pdf", "tuned-proposal.html", "tuned-proposal.md");
        try (var document = Loader.loadPDF(files.getFirst().toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void onePageSaysQuestionClaimsDataPlanAndCost() throws IOException {
        assertThat(pdf(new Tuned(2, ""), Optional.empty()))
                .contains("Proposal for a reproduction · tuned · laptop scale · 28 November 2026")
                .contains("Does the rate matter?")
                .contains("C1 primary fast is better.")
                .contains("2 % to 1 % (Table 1)")
                .contains("by at least 0.01")
                .contains("Digits (CC0): train 1,797 items")
                .contains(
                        "2 arms, judged after 5, then 8 seeds, until every primary claim is decided; at most 16 trials")
                .contains("One layer instead of two.")
                .contains("Not known yet: no run of this study at laptop scale is at hand");
        assertThat(folder.resolve("tuned-proposal.md"))
                .content()
                .contains("# On rates \\| and \\<widths\\>")
                .contains("| **C1** primary | fast is better. |");
        assertThat(folder.resolve("tuned-proposal.html"))
                .content()
                .contains("On rates | and &lt;widths&gt;")
                .doesNotContain("<widths>");
    }

    @Test
    void anEarlierRunTellsTheCost() throws IOException {
        var run = new SyntheticRun().arm("slow", "rate", 0.1).arm("fast", "rate", 1.0);
        for (long seed = 0; seed < 2; seed++) {
            run.done("slow", seed, "error", 0.1).done("fast", seed, "error", 0.1);
        }
        // A trial of seed s takes 40 + 3 s + 4 seconds: 45.5 on average, for 8 seeds of 2 arms 728 s.
        assertThat(pdf(new Tuned(1, ""), Optional.of(run.record())))
                .contains("At most 12 min of processor time and 592 MiB of memory a worker");
        run.scale = Scale.SMOKE;
        assertThat(pdf(new Tuned(1, ""), Optional.of(run.record()))).contains("Not known yet");
    }

    @Test
    void muchToSayStillFitsOnePage() throws IOException {
        var much = new Tuned(20, "and this is said at length, ".repeat(60));
        assertThat(pdf(much, Optional.empty()))
                .contains("Does the rate matter?")
                .contains("further claims.")
                .contains("…");
        var text = Files.readString(folder.resolve("tuned-proposal.md"));
        var prose = text.lines()
                .filter(l -> !l.startsWith("|"))
                .flatMap(l -> java.util.Arrays.stream(l.split("\\s+", -1)))
                .count();
        assertThat(prose).isLessThan(Proposal.WORDS + 60);
    }
}
