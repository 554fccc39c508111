package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reproducibility report must say, item by item, on the files themselves. */
final class ChecklistTest {

    @TempDir
    static Path folder;

    static String html;
    static String text;
    static String pdf;
    static String tex;

    @BeforeAll
    static void write() throws IOException {
        Report.write(SyntheticRun.pictures(), folder);
        html = Files.readString(folder.resolve("report.html"));
        text = words(html);
        tex = Files.readString(folder.resolve("latex/report.tex"));
        try (var document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
            pdf = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static String words(String html) {
        return html.replaceAll("(?s)<(style|script)>.*?</\\1>", " ")
                .replaceAll("<[^>]+>", " ")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    private static String section(String title) {
        var found = Pattern.compile("(?s)<section id=\"[^\"]*\"><h2>" + Pattern.quote(title) + "</h2>(.*?)</section>")
                .matcher(html);
        assertThat(found.find()).as(title).isTrue();
        return words(found.group(1));
    }

    @Test
    void thePaperIsCitedInEveryForm() {
        for (var form : List.of(text, pdf)) {
            assertThat(form)
                    .contains("A paper on pictures")
                    .contains("Ann One, Bo Two")
                    .contains("ICLR 2020")
                    .contains("arXiv:2006.09661");
        }
        assertThat(tex).contains("A paper on pictures").contains("ICLR 2020");
        assertThat(html).contains("href=\"https://arxiv.org/abs/2006.09661\"");
    }

    @Test
    void everyClaimHasItsNumbers() {
        assertThat(section("Claims"))
                .contains("P1 primary")
                .contains("sine is better")
                .contains("49 dB against 26 dB (Table 2) [recalled]")
                .contains("1.10 [0.85, 1.35] dB")
                .contains("0.5 dB")
                .contains("REPRODUCED (laptop)");
        assertThat(section("Verdicts"))
                .contains("Decided by test_error of a below that of b by at least 0.5")
                .contains("Effect of each seed 1, 1.1, 1.2")
                .contains("Seeds 3");
        assertThat(section("Summary")).contains("judged after look 1");
        assertThat(section("Limitations")).contains("laptop scale: smaller models, data or budgets than the paper's");
    }

    @Test
    void barsAndIntervalsSayWhatTheyAre() {
        assertThat(section("Results by arm")).contains("Means over seeds with 95 % t intervals");
        assertThat(section("Figures")).contains("95 % t intervals over seeds, dots the seeds");
    }

    @Test
    void settingsAreCompleteAndSayHowTheyWereChosen() {
        assertThat(section("Settings"))
                .contains("width 64")
                .contains("plain plain")
                .contains("sine sine")
                .contains("learning rate out of 3 values from 1e-4 to 1e-2 on validation data, 9 trials.");
        var run = SyntheticRun.grokking();
        assertThat(words(new Html()
                        .blocks(new Contents(run, Notes.parse("")).settings())
                        .toString()))
                .contains("no trial of this run was spent on choosing settings");
        run.notes.add("Tuned beforehand by run x: it took 9 trials.");
        assertThat(words(new Html()
                        .blocks(new Contents(run, Notes.parse("")).settings())
                        .toString()))
                .contains("Tuned beforehand by run x: it took 9 trials.")
                .doesNotContain("tunes nothing");
    }

    @Test
    void runsAndTheirCostAreCountedWithTheFailedOnes() {
        assertThat(section("Trials")).contains("7 trials were run in 8 attempts; 1 failed for good");
        assertThat(section("Cost"))
                .contains("whole run 7 1")
                .contains("Failed trials took 12 s of that CPU time")
                .contains("Runs made while the study was written are not part of this record")
                .contains("Energy: not measured")
                .contains("Size of the implementation: 1 lines of Study.java")
                .contains("Time spent by people");
        assertThat(section("What was not run")).contains("plain, seed 3, failed: The loss became NaN at step 7");
        assertThat(pdf).contains("7 trials were run in 8 attempts; 1 failed for good");
    }

    @Test
    void dataModelsAndCodeOfOthersAreDescribed() {
        assertThat(section("Data and models"))
                .contains("Kodak lossless true colour suite , version 1.0.0")
                .contains("http://r0k.us/graphics/kodak/ ; unrestricted")
                .contains("all 2 items (3x768x512 uint8)")
                .contains("cut to 256x256")
                .contains("kodak/kodim19.png 655 KiB " + "a1".repeat(32))
                .contains("Coordinate network , 12,673 parameters: five layers of 64 units")
                .contains("plain: 12,673 parameters");
        assertThat(section("Existing code used")).contains("a filter (MIT), blurs the pictures");
        assertThat(pdf).contains("five layers of 64 units");
    }

    @Test
    void theMachineIsDescribed() {
        assertThat(section("Environment"))
                .contains("Intel(R) Xeon(R) Platinum 8481C, 2 cores")
                .contains("24.0 GiB")
                .contains("Linux 6.8.0 amd64")
                .contains("Temurin 25.0.1+8")
                .contains("libtorch 2.10.0-1.5.13")
                .contains("blas core COOPERLAKE")
                .contains("precision float32")
                .contains("2, 1 thread a trial");
    }

    @Test
    void deviationsAreOneTable() throws IOException {
        var run = SyntheticRun.grokking();
        Report.write(run, folder.resolve("deviations"));
        var page = Files.readString(folder.resolve("deviations/report.html"));
        var table = Pattern.compile("(?s)<table id=\"t-deviations\".*?</table>").matcher(page);
        assertThat(table.find()).isTrue();
        assertThat(words(table.group()))
                .contains("steps 1,000,000 6,000")
                .contains("The network is a two-layer perceptron, the paper's a two-layer transformer.")
                .contains("The table is a + b mod 59 instead of twelve operations mod 97.");
    }

    @Test
    void thePlanHasItsHashAndAChangedPlanShows() throws IOException {
        var run = SyntheticRun.pictures();
        assertThat(section("Plan"))
                .contains(run.record().planHash())
                .contains("Fixed on 2026-11-20 10:15:00 UTC")
                .doesNotContain("has changed");
        run.planToday = run.record().planHash();
        assertThat(plan(run)).doesNotContain("has changed");
        run.planToday = "0".repeat(64);
        assertThat(plan(run))
                .contains("The study's plan has changed since this run")
                .contains("0".repeat(64));
    }

    private static String plan(SyntheticRun run) {
        return words(
                new Html().blocks(new Contents(run, Notes.parse("")).plan()).toString());
    }

    @Test
    void theTableOfMeansFollowsFromTheRawResults() throws IOException {
        // plain: 25.125, 26.125, 27.125; sine: 24.125, 25.125, 26.125; both have a standard deviation of 1.
        double half = TDistribution.of(2).inverseSurvivalProbability(0.025) / Math.sqrt(3);
        assertThat(half).isBetween(2.48, 2.49);
        assertThat(section("Results by arm"))
                .contains("plain 3 26.1 [23.6, 28.6]")
                .contains("sine 3 25.1 [22.6, 27.6]");
        var rows = Files.readString(folder.resolve("trials.csv")).split("\r\n", -1);
        assertThat(rows[0]).startsWith("arm,seed,status,psnr,parameters,cpu_seconds");
        assertThat(rows[1]).startsWith("plain,0,done,25.125,12673.0,");
        assertThat(rows)
                .anyMatch(r -> r.contains("\"The loss became NaN at step 7, \"\"quoted\"\",\nover two lines.\""));
        assertThat(section("Trials")).contains("plain 0 done 25.125 12673.0");
    }

    @Test
    void authorsLicenceAndImpactHaveTheirPlace() throws IOException {
        assertThat(section("Summary")).contains("Communication with the authors");
        assertThat(section("Broader impact and licence"))
                .contains("under the Apache License 2.0; the data keep the licences of their sources");
        var notes = folder.resolve("noted");
        Files.createDirectories(notes);
        Files.writeString(
                notes.resolve("notes.md"),
                "## Communication with the authors\n\nWritten to on 3 May; answered on 5 May.\n\n## Time spent by people\n\nAnn: 12 h.\n");
        Report.write(SyntheticRun.pictures(), notes);
        var page = words(Files.readString(notes.resolve("report.html")));
        assertThat(page).contains("Written to on 3 May; answered on 5 May.").contains("Ann: 12 h.");
    }

    @Test
    void theCommandsToRepeatItAreThere() {
        assertThat(section("How to repeat this"))
                .contains("git checkout 4f22ad0c9a7b1e3d5566778899aabbccddeeff00")
                .contains("./assay run pictures --scale laptop")
                .contains("./assay verify pictures-laptop-20261120-101500");
    }

    @Test
    void thePageIsOneFileThatEveryoneCanRead() {
        assertThat(html)
                .contains("<html lang=\"en\">")
                .contains("name=\"viewport\"")
                .contains("prefers-color-scheme: dark")
                .contains("@media print")
                .contains("class=\"skip\" href=\"#report\"");
        assertThat(Pattern.compile("(src|href)=\"(?!#|https?://(arxiv|doi|r0k|example))")
                        .matcher(html)
                        .find())
                .isFalse();
        assertThat(html).doesNotContain("url(http").doesNotContain("@import").doesNotContain("<link");
        assertThat(html.split("<svg", -1)).hasSameSizeAs(html.split("role=\"img\"", -1));
        assertThat(html.split("<h1", -1)).hasSize(2);
        assertThat(Pattern.compile("<th(?! scope=)[ >]").matcher(html).find()).isFalse();
        assertThat(html).contains("<caption>").contains("<title>seed 0: ").doesNotContain("<img");
    }

    @Test
    void latexComesWithFiguresAsPdf() throws IOException {
        var figures = Pattern.compile("\\\\includegraphics\\[[^]]*]\\{(figures/[^}]+\\.pdf)}")
                .matcher(tex)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(figures).isNotEmpty();
        for (var figure : figures) {
            try (var page =
                    Loader.loadPDF(folder.resolve("latex").resolve(figure).toFile())) {
                assertThat(page.getNumberOfPages()).isEqualTo(1);
            }
        }
        var preamble = folder.resolve("latex/preamble.tex");
        Files.writeString(preamble, "\\documentclass{conference}\n");
        Report.write(SyntheticRun.pictures(), folder);
        assertThat(preamble).hasContent("\\documentclass{conference}");
    }
}
