package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;

/**
 * A Jupyter notebook (format 4.5) for a Java kernel such as JJava: it reads the bundle's tables, computes the means and intervals anew, draws the
 * figures' data, and runs the study again. Needs nothing but the JDK, so it says what it computes.
 */
final class Notebook {

    private final List<Object> cells = new ArrayList<>();

    private Notebook() {}

    static String write(RunData data, String title) {
        return new Notebook().of(data, title);
    }

    private String of(RunData data, String title) {
        var record = data.record();
        markdown(
                "# " + title.replaceAll("\\R", " ") + "\n\nRun `" + record.run().replace("`", "'")
                        + "`. A notebook for a Java kernel, for example [JJava](https://github.com/dflib/jjava). "
                        + "The first two cells read tables and draw; what follows shows the results as they were recorded.");
        code(Resources.text("bundle/read.txt").replace("%QUANTILES%", quantiles()));
        code(Resources.text("bundle/plot.txt"));
        code(
                "var results = trials(Path.of(\"trials.csv\"));\nresults.size() + \" trials, \" + arms(results).size() + \" arms\"");
        markdown(
                "## Means over seeds with 95 % t intervals\n\nThe table *Results by arm* of the report, from the trials.");
        code("""
                for (var arm : arms(results)) {
                    for (var cell : results.getFirst().cells().keySet()) {
                        var e = Estimate.of(values(results, arm, cell));
                        System.out.printf(Locale.ROOT, "%s  %s  %.6g ± %.2g (n = %d)%n", arm, cell, e.mean(), e.half(), e.n());
                    }
                }""");
        markdown("## Figures\n\nCells of the trials, one row an arm; curves, one thin line a seed.");
        for (var cell : drawnCells(data)) {
            code("show(dots(results, " + literal(cell) + "));");
        }
        var curves = curves(data);
        if (!curves.isEmpty()) {
            code("var points = csv(Path.of(\"series.csv\"));");
            curves.forEach(this::code);
        }
        markdown(
                "## Running it again\n\n`./reproduce.sh --all` runs the study as a whole and writes into the folder `rerun`. Set `ASSAY_CHECKOUT` to a checkout of "
                        + "Assay where this bundle has no folder `lib`. It took "
                        + Numbers.duration(record.cost().wallSeconds()) + " on "
                        + record.environment().processor() + ".");
        code("""
                int again() throws Exception {
                    var command = new ArrayList<>(List.of("sh", "reproduce.sh", "--all"));
                    Optional.ofNullable(System.getenv("ASSAY_CHECKOUT")).ifPresent(command::add);
                    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
                    process.inputReader().lines().forEach(System.out::println);
                    return process.waitFor();
                }

                /** The table of the newest run in the folder rerun; empty before the first. */
                Optional<Path> newest() throws java.io.IOException {
                    if (!Files.isDirectory(Path.of("rerun"))) {
                        return Optional.empty();
                    }
                    try (var files = Files.walk(Path.of("rerun"), 2)) {
                        return files.filter(f -> f.endsWith("trials.csv")).max(Comparator.naturalOrder());
                    }
                }""");
        markdown("Say `true` to run; then the cells above can be run again with the new `results`.");
        code("""
                boolean run = false;
                if (run) {
                    again();
                }
                var rerun = newest();
                if (rerun.isPresent()) {
                    results = trials(rerun.get());
                }
                rerun.map(f -> "results are now those of " + f).orElse("results are the recorded ones")""");
        return JsonText.of(JsonText.object(
                "cells",
                cells,
                "metadata",
                JsonText.object(
                        "kernelspec", JsonText.object("display_name", "Java", "language", "java", "name", "java"),
                        "language_info",
                                JsonText.object(
                                        "name", "java", "file_extension", ".jshell", "mimetype", "text/x-java-source")),
                "nbformat",
                4,
                "nbformat_minor",
                5));
    }

    /** Cells that figures show, each once. */
    private static List<String> drawnCells(RunData data) {
        var names = new LinkedHashSet<String>();
        for (var figure : data.figures()) {
            switch (figure) {
                case Figure.Bars f -> names.addAll(f.cells());
                case Figure.Sweep f -> names.add(f.cell());
                case Figure.HeatMap f -> names.add(f.cell());
                case Figure.Scatter f -> names.addAll(List.of(f.xCell(), f.yCell()));
                case Figure.Ridge f -> names.add(f.values());
                case Figure.Histogram f -> names.add(f.values());
                case Figure.Lines _, Figure.Landscape _, Figure.Images _ -> {}
            }
        }
        names.retainAll(Facts.cells(data.record()));
        return List.copyOf(names);
    }

    private static List<String> curves(RunData data) {
        var cells = new ArrayList<String>();
        for (var figure : data.figures()) {
            if (figure instanceof Figure.Lines f) {
                String arms = f.arms().stream().map(Notebook::literal).collect(Collectors.joining(", "));
                f.series()
                        .forEach(s -> cells.add("show(curves(points, " + literal(s) + ", List.of(" + arms + "), "
                                + (f.xAxis() == Axis.LOG) + ", " + (f.yAxis() == Axis.LOG) + "));"));
            }
        }
        return cells;
    }

    /** Two-sided 5 % points of Student's t for two seeds and more. */
    private static String quantiles() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(d -> Double.toString(Estimate.quantile(d)))
                .collect(Collectors.joining(", "));
    }

    /** A Java string literal. */
    private static String literal(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    // Octal below the space: an escape like u000a is a line's end before it is a character.
                    if (c < 0x20) {
                        out.append("\\%03o".formatted((int) c));
                    } else if (c > 0x7e) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private void markdown(String text) {
        cells.add(JsonText.object(
                "cell_type", "markdown", "id", id(), "metadata", JsonText.object(), "source", lines(text)));
    }

    private void code(String text) {
        var cell = JsonText.object(
                "cell_type",
                "code",
                "id",
                id(),
                "metadata",
                JsonText.object(),
                "source",
                lines(text),
                "outputs",
                List.of());
        cell.put("execution_count", null);
        cells.add(cell);
    }

    private String id() {
        return "cell-" + (cells.size() + 1);
    }

    private static List<String> lines(String text) {
        return List.of(text.stripTrailing().split("(?<=\n)", -1));
    }
}
