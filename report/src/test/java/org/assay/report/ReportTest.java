package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportTest {

    @TempDir
    Path folder;

    static List<SyntheticRun> runs() {
        return List.of(SyntheticRun.grokking(), SyntheticRun.grid(), SyntheticRun.pictures(), SyntheticRun.hostile());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void writesEveryFormWithinFourPages(SyntheticRun run) throws IOException {
        Report.write(run, folder);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("trials.csv")).isNotEmptyFile();
        try (var pdf = pdf()) {
            assertThat(pdf.getNumberOfPages()).isBetween(1, 4);
            var fonts = fonts(pdf);
            assertThat(fonts).isNotEmpty().allMatch(f -> f.endsWith(" embedded"));
        }
    }

    @Test
    void pageOneOfThePdfSaysTheSixPartsInOrder() throws IOException {
        Report.write(SyntheticRun.grokking(), folder);
        try (var pdf = pdf()) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(1);
            assertThat(stripper.getText(pdf).replace("\r", "").replace("\n", " "))
                    .containsSubsequence(
                            "Scope of reproducibility",
                            "Methodology",
                            "Results",
                            "What was easy",
                            "What was difficult",
                            "Communication with the authors");
        }
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        Report.write(SyntheticRun.grokking(), folder.resolve("a"));
        Report.write(SyntheticRun.grokking(), folder.resolve("b"));
        try (var files = Files.walk(folder.resolve("a"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var other = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
                assertThat(other).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void nothingThatAStudySaysIsMarkup() throws IOException {
        var inner = folder.resolve("runs/one");
        Report.write(SyntheticRun.hostile(), inner);
        String html = Files.readString(inner.resolve("report.html"));
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(html).doesNotContain("<script>alert").doesNotContain("<img").doesNotContain("href=\"javascript:");
        assertThat(html.split("<script>", -1)).hasSize(2);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).allMatch(f -> f.startsWith(inner));
        }
    }

    @Test
    void notesArePrintedAndKept() throws IOException {
        Report.write(SyntheticRun.grokking(), folder);
        assertThat(folder.resolve("notes.md")).content().contains("## What was easy");
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("Nothing was noted (notes.md, section “What was easy”).");
        String written = "## What was easy\n\nThe data: *three* lines of code.\n\n## Answers\n\n- one & two\n";
        Files.writeString(folder.resolve("notes.md"), written);
        Report.write(SyntheticRun.grokking(), folder);
        assertThat(folder.resolve("notes.md")).hasContent(written);
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("The data: <em>three</em> lines of code.")
                .contains("<li>one &amp; two</li>")
                .doesNotContain("section “What was easy”");
    }

    private PDDocument pdf() throws IOException {
        return Loader.loadPDF(folder.resolve("report.pdf").toFile());
    }

    private static List<String> fonts(PDDocument pdf) throws IOException {
        var fonts = new ArrayList<String>();
        for (var page : pdf.getPages()) {
            for (var name : page.getResources().getFontNames()) {
                var font = page.getResources().getFont(name);
                fonts.add(font.getName() + (font.isEmbedded() ? " embedded" : " missing"));
            }
        }
        return fonts;
    }
}
