package org.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.assay.report.plot.PngWriter;
import org.assay.report.plot.SvgWriter;

/** Writes what one would hand in of a run. The same run gives the same bytes. */
public final class Report {

    private Report() {}

    /**
     * Writes {@code report.html}, {@code report.pdf} (at most four pages), {@code trials.csv} and {@code figures/<name>.svg} and {@code .png} into the
     * run's folder, and an empty {@code notes.md} where there is none; what people wrote there is kept and goes into the report.
     *
     * @throws IOException when the folder cannot be written
     */
    public static void write(RunData data, Path runFolder) throws IOException {
        Files.createDirectories(runFolder);
        var contents = new Contents(data, Notes.beside(runFolder));
        figures(data, runFolder.resolve("figures"));
        replace(runFolder.resolve("trials.csv"), TrialsCsv.write(data.record()).getBytes(StandardCharsets.UTF_8));
        replace(
                runFolder.resolve("report.html"),
                HtmlReport.write(data, contents).getBytes(StandardCharsets.UTF_8));
        replace(runFolder.resolve("report.pdf"), PdfReport.write(data, contents));
    }

    private static void figures(RunData data, Path folder) throws IOException {
        var plates = new Plates(data);
        var all = new ArrayList<Plate>();
        plates.overview().ifPresent(all::add);
        all.addAll(plates.seeds());
        all.addAll(plates.declared());
        Files.createDirectories(folder);
        for (var plate : all) {
            replace(
                    folder.resolve(plate.name() + ".svg"),
                    SvgWriter.file(plate.wide()).getBytes(StandardCharsets.UTF_8));
            replace(folder.resolve(plate.name() + ".png"), PngWriter.png(plate.wide(), 2));
        }
    }

    /** A reader sees the old file or the new one, never half of one. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static List<String> cells(org.assay.lab.RunRecord record) {
        var cells = new LinkedHashSet<String>();
        record.trials().forEach(t -> cells.addAll(t.metrics().keySet()));
        record.trials().forEach(t -> cells.addAll(t.timings().keySet()));
        return List.copyOf(cells);
    }
}
