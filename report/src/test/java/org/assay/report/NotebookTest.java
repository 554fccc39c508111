package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook, cell by cell, in the shell that Java kernels are made from. */
final class NotebookTest {

    @TempDir
    Path folder;

    /** What the cells print, with what they display on lines of their own. */
    private String run(SyntheticRun data) throws IOException {
        Report.write(data, folder);
        Files.writeString(folder.resolve("series.csv"), SeriesCsv.write(data));
        var printed = new ByteArrayOutputStream();
        var values = new ArrayList<String>();
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                var shell = JShell.builder()
                        .executionEngine(new LocalExecutionControlProvider(), null)
                        .out(out)
                        .build()) {
            var standard = System.out;
            System.setOut(out);
            try {
                evaluate(
                        shell,
                        "void display(Object o, String... as) { System.out.println(as[0] + \" \" + o); }",
                        values);
                for (var cell : new ObjectMapper()
                        .readTree(Notebook.write(data, "A title"))
                        .path("cells")) {
                    if (cell.path("cell_type").asText().equals("code")) {
                        var text = new StringBuilder();
                        cell.path("source").forEach(l -> text.append(l.asText()));
                        evaluate(shell, text.toString().replace("Path.of(\"", "Path.of(\"" + folder + "/"), values);
                    }
                }
            } finally {
                System.setOut(standard);
            }
        }
        return printed.toString(StandardCharsets.UTF_8) + String.join("\n", values);
    }

    private static void evaluate(JShell shell, String cell, List<String> values) {
        var analysis = shell.sourceCodeAnalysis();
        String rest = cell;
        while (!rest.isBlank()) {
            var next = analysis.analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source().isEmpty() ? rest : next.source())) {
                assertThat(event.status())
                        .as(() -> next.source() + "\n"
                                + shell.diagnostics(event.snippet())
                                        .map(d -> d.getMessage(null))
                                        .toList())
                        .isIn(Snippet.Status.VALID, Snippet.Status.OVERWRITTEN);
                assertThat(event.exception()).isNull();
                if (event.value() != null) {
                    values.add(event.value());
                }
            }
            rest = next.remaining();
        }
    }

    @Test
    void itComputesTheTableAnewAndDraws() throws Exception {
        var said = run(SyntheticRun.pictures());
        // 25.125, 26.125 and 27.125 have the mean 26.125; t(2) at 97.5 % is 4.303, over the root of three 2.484.
        assertThat(said)
                .contains("plain  psnr  26.1250 ± 2.5 (n = 3)")
                .contains("\"6 trials, 2 arms\"")
                .contains("\"results are the recorded ones\"");
        var drawings = said.lines().filter(l -> l.startsWith("text/html <svg")).toList();
        assertThat(drawings)
                .singleElement()
                .asString()
                .contains(">plain</text>")
                .contains("<circle");
    }

    @Test
    void itDrawsCurvesFromTheirPoints() throws Exception {
        var said = run(SyntheticRun.grokking());
        var drawings = said.lines()
                .filter(l -> l.startsWith("text/html "))
                .map(l -> l.substring(10))
                .toList();
        assertThat(drawings).hasSizeGreaterThan(5);
        for (var drawing : drawings) {
            var document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new org.xml.sax.InputSource(new java.io.StringReader(drawing)));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        }
        // Four arms of five seeds: a line each.
        assertThat(drawings.stream()
                        .filter(d -> d.contains("<title>test_accuracy</title>") && d.contains("fill='none'")))
                .allSatisfy(d -> assertThat(d.split("<path fill='none'", -1)).hasSize(21));
    }

    @Test
    void textsThatBreakOutOfJavaDoNot() throws Exception {
        var run = new SyntheticRun().arm("a", "x", 1);
        String evil = "\"); System.exit(1); (\"\\u0022 \r\n \\";
        run.done("a", 0, evil, 1.0).done("a", 1, evil, 2.0);
        run.figures.add(new org.assay.lab.Figure.Bars(
                "b", "c", List.of(evil), List.of(), "y", org.assay.lab.Figure.Axis.LINEAR));
        assertThat(run(run)).contains("text/html <svg");
    }
}
