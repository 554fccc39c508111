package org.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.assay.report.plot.PngWriter;
import org.assay.report.plot.SvgWriter;

/** Writes what one would hand in of a run. The same run gives the same bytes. */
public final class Report {

    private Report() {}

    /**
     * Writes {@code report.html}, {@code report.pdf} (at most four pages), {@code trials.csv}, {@code figures/<name>.svg} and {@code .png}, and the LaTeX
     * sources {@code latex/report.tex} into the run's folder. Writes an empty {@code notes.md} and {@code latex/preamble.tex} where there are none; what
     * people wrote there is kept and goes into the report.
     *
     * @throws IOException when the folder cannot be written
     */
    public static void write(RunData data, Path runFolder) throws IOException {
        Files.createDirectories(runFolder);
        var record = data.record();
        var contents = new Contents(data, Notes.beside(runFolder));
        var plates = new Plates(data);
        figures(plates, runFolder.resolve("figures"));
        Folder.replace(runFolder.resolve("trials.csv"), bytes(TrialsCsv.write(record)));
        Folder.replace(runFolder.resolve("report.html"), bytes(HtmlReport.write(data, contents, plates)));
        var pages = PdfReport.write(record, contents, plates);
        Folder.replace(runFolder.resolve("report.pdf"), pages.pdf());
        LatexReport.write(pages.manuscript(), record, runFolder.resolve("latex"));
    }

    private static void figures(Plates plates, Path folder) throws IOException {
        var all = new ArrayList<Plate>();
        plates.overview().ifPresent(all::add);
        all.addAll(plates.seeds());
        all.addAll(plates.declared());
        Files.createDirectories(folder);
        for (var plate : all) {
            Folder.replace(folder.resolve(plate.name() + ".svg"), bytes(SvgWriter.file(plate.wide())));
            Folder.replace(folder.resolve(plate.name() + ".png"), PngWriter.png(plate.wide(), 2));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
