package org.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.lab.RunRecord;

/** The same manuscript as the PDF as LaTeX sources, with the figures as PDF. */
final class LatexReport {

    private static final String PREAMBLE = """
            %% This file is kept when the report is made again: put a conference's class and style here.
            \\documentclass[10pt,twocolumn]{article}
            \\usepackage[a4paper,margin=18mm]{geometry}
            \\usepackage{mathptmx,courier}
            \\usepackage[scaled=0.9]{helvet}
            """;

    private LatexReport() {}

    static void write(Manuscript manuscript, RunRecord record, Path folder) throws IOException {
        var figures = Files.createDirectories(folder.resolve("figures"));
        if (Files.notExists(folder.resolve("preamble.tex"))) {
            Files.writeString(folder.resolve("preamble.tex"), PREAMBLE.replace("%%", "%"));
        }
        for (var section : manuscript.sections()) {
            for (var block : section.blocks()) {
                if (block instanceof Block.Image image) {
                    Folder.replace(
                            figures.resolve(image.plate().name() + ".pdf"), PdfReport.figure(image.plate(), record));
                }
            }
        }
        Folder.replace(folder.resolve("report.tex"), tex(manuscript).getBytes(StandardCharsets.UTF_8));
    }

    static String tex(Manuscript m) {
        var tex = new TexWriter();
        tex.raw("% pdflatex report.tex, twice. The class and the margins stand in preamble.tex.");
        tex.raw("\\input{preamble}");
        tex.raw("\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n\\usepackage{textcomp}");
        tex.raw("\\usepackage{graphicx,array,booktabs,xcolor}\n\\usepackage[hidelinks]{hyperref}");
        tex.raw(
                "\\emergencystretch=2em\n\\setcounter{topnumber}{4}\\setcounter{totalnumber}{6}\\renewcommand{\\topfraction}{0.95}\\renewcommand{\\textfraction}{0.04}");
        tex.raw("\\title{" + TexWriter.escape(m.title()) + "\\\\[4pt]\\normalsize " + TexWriter.escape(m.kicker())
                + "}");
        var team = m.team().stream()
                .map(b -> b instanceof Block.Paragraph p ? TexWriter.spans(p.spans()) : "")
                .filter(t -> !t.isEmpty())
                .toList();
        tex.raw("\\author{\\parbox{0.85\\textwidth}{\\centering " + TexWriter.escape(m.byline())
                + (team.isEmpty() ? "" : "\\\\ " + String.join(" ", team)) + "}}");
        tex.raw("\\date{}\n\\begin{document}\n\\maketitle");
        for (var section : m.sections()) {
            if (section.broad()) {
                tex.broad(section.blocks());
            } else {
                tex.section(section.title()).blocks(section.blocks());
            }
        }
        return tex.raw("\\end{document}").toString();
    }
}
