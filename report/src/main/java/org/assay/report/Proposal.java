package org.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assay.lab.RunRecord;
import org.assay.lab.Scale;
import org.assay.lab.Study;

/** The page that courses and reproducibility challenges ask for before the work begins: question, claims, data, plan, cost. */
public final class Proposal {

    /** As many as the ML Reproducibility Challenge allows a plan. */
    static final int WORDS = 500;

    private Proposal() {}

    /**
     * Writes {@code <study>-proposal.pdf} (one page), {@code .html} and {@code .md}.
     *
     * @param earlier a run of the study that tells what trials cost; used where it is at the same scale
     * @return the files, the PDF first
     * @throws IOException when the folder cannot be written
     */
    public static List<Path> write(
            Study<?> study, Scale scale, Optional<RunRecord> earlier, LocalDate date, Path folder) throws IOException {
        Files.createDirectories(folder);
        var name = Plates.fileName(study.id()) + "-proposal";
        var pdf = folder.resolve(name + ".pdf");
        var html = folder.resolve(name + ".html");
        var markdown = folder.resolve(name + ".md");
        var time = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        var text = new ProposalText(study, scale, earlier, date);
        for (var size : ProposalText.SIZES) {
            var manuscript = text.manuscript(size);
            if (ProposalText.words(manuscript) > WORDS) {
                continue;
            }
            var page = PdfReport.onePage(manuscript, time);
            if (page.isPresent()) {
                Folder.replace(pdf, page.get());
                Folder.replace(html, page(manuscript).getBytes(StandardCharsets.UTF_8));
                Folder.replace(markdown, MarkdownWriter.write(manuscript).getBytes(StandardCharsets.UTF_8));
                return List.of(pdf, html, markdown);
            }
        }
        throw new IllegalStateException(
                "The proposal of study " + study.id() + " does not fit one page; this is an error in the report.");
    }

    private static String page(Manuscript m) {
        var html = HtmlPage.open(m.title() + ": proposal");
        html.open("header").element("p", m.kicker(), "class", "kicker").element("h1", m.title());
        html.element("p", m.byline(), "class", "paper").close("header").line();
        html.open("main", "id", "report").line();
        for (var section : m.sections()) {
            html.open("section");
            if (!section.title().isEmpty()) {
                html.element("h2", section.title());
            }
            html.blocks(section.blocks()).close("section").line();
        }
        return HtmlPage.close(html.close("main").line());
    }
}
