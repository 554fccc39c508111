package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.report.RunData.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds marked in a figure of lines, and a heat map over the cells of arms. */
final class MarksAndCellsTest {

    private static final String MARK = "stroke-dasharray=\"4 3\"";

    @TempDir
    Path folder;

    private String drawn(Figure figure) throws IOException {
        return drawn(figure, 1, 2);
    }

    private String drawn(Figure figure, double first, double last) throws IOException {
        var run = new SyntheticRun();
        for (int width : new int[] {8, 64}) {
            run.arm("width=" + width, "width", width)
                    .done("width=" + width, 1, "error@step=10", 0.5, "error@step=640", 0.0625 * width, "error@end", 9);
            run.series.put(
                    List.of("width=" + width, 1L, "error"), new Curve(new double[] {1, 9}, new double[] {first, last}));
        }
        run.figures.add(figure);
        Report.write(run, folder);
        return Files.readString(folder.resolve("figures/" + figure.name() + ".svg"));
    }

    private String lines(Double... marks) throws IOException {
        return drawn(new Figure.Lines(
                "lines", "", List.of("error"), List.of(), "step", Axis.LINEAR, "error", Axis.LINEAR, List.of(marks)));
    }

    @Test
    void aMarkIsADashedLineWhereItLiesOnTheAxis() throws IOException {
        assertThat(lines()).doesNotContain(MARK);
        assertThat(lines(12.0)).doesNotContain(MARK);
        assertThat(lines(3.0, 7.0).split(MARK, -1)).hasSize(3);
    }

    /** From 1.55 to 3.9 a tall axis counts in halves, a low one in whole numbers, whose labels are narrower. */
    @Test
    void labelsOfAnAxisHaveTheRoomThatTheyTake() throws IOException {
        var svg = drawn(
                new Figure.Lines(
                        "lines", "", List.of("error"), List.of(), "step", Axis.LINEAR, "nats", Axis.LINEAR, List.of()),
                1.55,
                3.9);
        assertThat(svg).contains(">2.5<").doesNotContain("<text x=\"-");
    }

    @Test
    void cellsNamedByANumberAreTheColumnsOfAHeatMap() throws IOException {
        assertThat(drawn(new Figure.HeatMap("map", "", "error@step=*", List.of(), "step", "width")))
                .contains(">10<", ">640<", ">8<", ">64<")
                .contains(">0.50<", ">4.00<")
                .doesNotContain("9.0");
    }
}
