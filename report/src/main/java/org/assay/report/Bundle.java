package org.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.lab.store.RunJson;

/**
 * A run as a research object: one archive with its plan, results, environment, source, figures and report, described by RO-Crate 1.2 metadata, to be
 * handed in or put into a repository. The same run gives the same bytes.
 */
public final class Bundle {

    public static final String FILE = "bundle.zip";

    private Bundle() {}

    /**
     * Writes the report anew and packs it with everything else into {@code bundle.zip} in the run's folder.
     *
     * @param withProgram whether the program's own jars go in, so that the run can be repeated with nothing but a JDK 25, without a network
     * @return the archive
     * @throws IOException when the folder cannot be written
     */
    public static Path write(RunData data, Path runFolder, boolean withProgram) throws IOException {
        Report.write(data, runFolder);
        var record = data.record();
        var notes = Notes.beside(runFolder);
        var contents = new Contents(data, notes);
        var people = People.of(notes);
        var files = new BundleFiles();
        report(files, runFolder);
        files.add("run.json", "The record of the run.", RunJson.text(record));
        files.add(
                "plan.json",
                "The plan in its canonical form, the text whose SHA-256 is the plan's hash.",
                record.plan());
        if (!SeriesCsv.names(data.figures()).isEmpty()) {
            files.add("series.csv", "The curves that the figures draw, point by point.", SeriesCsv.write(data));
        }
        for (var source : data.sources()) {
            files.add(sourceName(source), "Source of the study.", source.text());
        }
        for (var set : data.materials().data()) {
            files.add(
                    croissant(set.id()),
                    "Croissant description of " + set.title() + ".",
                    Croissant.of(set, JsonText.day(record.planned())));
        }
        files.add(
                "croissant.json",
                "Croissant description of trials.csv.",
                Croissant.results(record, files.entry("trials.csv"), people.names()));
        var jars = EnvironmentLock.jars();
        files.add(
                "environment-lock.json",
                "Machine, JDK and libraries with Maven coordinates and SHA-256.",
                EnvironmentLock.write(record, EnvironmentLock.libraries(jars)));
        if (withProgram) {
            for (var jar : jars) {
                files.add("lib/" + jar.getFileName(), "A library of the program.", jar);
            }
        }
        var texts = new BundleTexts(data, contents);
        files.add(
                "study.ipynb",
                "A notebook with a Java kernel: reads the results, draws them again, runs the study again.",
                Notebook.write(data, contents.title()));
        files.add("reproduce.sh", "Repeats the run.", texts.reproduce());
        files.add("LICENSE", "Apache License 2.0.", Resources.text("LICENSE"));
        files.add("CITATION.cff", "How to cite this bundle.", Citation.write(record, contents.title(), people));
        files.add("README.md", "What this is and how to use it.", texts.readme(withProgram, files));
        files.add(Crate.FILE, "", Crate.write(data, contents.title(), contents.command(), people, files));
        files.add(BundleCheck.SUMS, "", files.sums());
        var target = runFolder.resolve(FILE);
        files.pack(target, record.ended().orElse(record.planned()));
        return target;
    }

    private static void report(BundleFiles files, Path folder) throws IOException {
        files.add("report.html", "The report as one page.", folder.resolve("report.html"));
        files.add("report.pdf", "The report as a paper of at most four pages.", folder.resolve("report.pdf"));
        files.add("trials.csv", "Every trial with its seed, status, results and cost.", folder.resolve("trials.csv"));
        files.add("notes.md", "What people wrote about the run.", folder.resolve("notes.md"));
        for (var part : List.of("figures", "latex")) {
            try (var found = Files.walk(folder.resolve(part))) {
                for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    files.add(
                            name,
                            part.equals("latex") ? "LaTeX sources of the report." : "A figure of the report.",
                            file);
                }
            }
        }
    }

    /** The study's own notes beside its source keep their place in the tree. */
    private static String sourceName(RunData.Source source) {
        return "source/" + source.file().replaceAll("[^A-Za-z0-9._/-]+", "-").replace("..", "-");
    }

    static String croissant(String set) {
        return "croissant/" + Plates.fileName(set) + ".json";
    }

    /** The archive's or folder's problems, a sentence each; none when it is as it was written. */
    public static List<String> check(Path bundle) throws IOException {
        return BundleCheck.of(bundle);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
