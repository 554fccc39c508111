package org.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.report.plot.Contour;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.SvgWriter;
import org.junit.jupiter.api.Test;

/** What figures show, from values whose picture is known. */
final class GrammarTest {

    private static Plate plate(SyntheticRun run, String name) {
        return new Plates(run)
                .declared().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> hints(Plate plate) {
        return plate.wide().marks().stream()
                .flatMap(m -> switch (m) {
                    case Mark.Box b -> Optional.of(b.hint()).stream();
                    case Mark.Hint h -> Optional.of(h.hint()).stream();
                    default -> Optional.<String>empty().stream();
                })
                .filter(h -> !h.isEmpty())
                .toList();
    }

    @Test
    void aHistogramCountsEveryValueOnce() {
        var run = new SyntheticRun().arm("one", "x", 1).arm("two", "x", 2);
        for (long seed = 0; seed < 8; seed++) {
            run.done("one", seed, "v", seed);
            run.done("two", seed, "v", 7);
        }
        run.figures.add(new Figure.Histogram("h", "Values.", "v", List.of(), "v", Figure.Axis.LINEAR));
        var hints = hints(plate(run, "h"));
        // Six bins of 7/6 each hold 0 and 1; 2; 3; 4; 5; 6 and 7.
        assertThat(hints.stream().filter(h -> h.startsWith("one")).map(h -> h.replaceAll(".*: ", "")))
                .containsExactly("2 of 8", "1 of 8", "1 of 8", "1 of 8", "1 of 8", "2 of 8");
        assertThat(hints.stream().filter(h -> h.startsWith("two")))
                .singleElement()
                .asString()
                .endsWith(": 8 of 8");
    }

    @Test
    void aHistogramOnALogAxisHasBinsOfEqualFactor() {
        var run = new SyntheticRun().arm("one", "x", 1);
        for (int k = 0; k <= 6; k++) {
            run.done("one", k, "v", Math.pow(10, k));
        }
        run.figures.add(new Figure.Histogram("h", "Values.", "v", List.of(), "v", Figure.Axis.LOG));
        assertThat(hints(plate(run, "h")).getFirst()).isEqualTo("one, 1 to 10: 1 of 7");
    }

    /** A density of 0.3 is a share of 0.35 in bins of 7/6; the bar beside it stands for 2 of 8. */
    @Test
    void aDensityIsDrawnInTheUnitsOfTheBars() {
        var run = new SyntheticRun().arm("one", "x", 1);
        for (long seed = 0; seed < 8; seed++) {
            run.done("one", seed, "v", seed);
        }
        run.series.put(List.of("one", 0L, "law"), new RunData.Curve(new double[] {1, 6}, new double[] {0.3, 0.3}));
        run.figures.add(new Figure.Histogram("h", "Values.", "v", List.of(), "v", Figure.Axis.LINEAR, "law"));
        var marks = plate(run, "h").wide().marks();
        var bar = marks.stream()
                .filter(Mark.Box.class::isInstance)
                .map(Mark.Box.class::cast)
                .filter(b -> b.hint().endsWith("2 of 8"))
                .findFirst()
                .orElseThrow();
        var line = marks.stream()
                .filter(Mark.Line.class::isInstance)
                .map(Mark.Line.class::cast)
                .filter(l -> l.group().equals("one"))
                .findFirst()
                .orElseThrow();
        assertThat((bar.y() + bar.height() - line.y()[0]) / bar.height()).isCloseTo(0.35 / 0.25, within(1e-9));
    }

    @Test
    void levelLinesLieWhereTheValueIs() {
        var rows = new double[21][21];
        for (int r = 0; r < 21; r++) {
            for (int c = 0; c < 21; c++) {
                rows[r][c] = Math.hypot(c - 10, r - 10);
            }
        }
        var segments = Contour.segments(rows, 6);
        assertThat(segments.length).isGreaterThan(30);
        double length = 0;
        for (var s : segments) {
            assertThat(Math.hypot(s[0] - 10, s[1] - 10)).isCloseTo(6, within(0.05));
            length += Math.hypot(s[2] - s[0], s[3] - s[1]);
        }
        assertThat(length).isCloseTo(2 * Math.PI * 6, within(0.3));
        assertThat(Contour.segments(rows, 20)).isEmpty();
    }

    @Test
    void levelLinesOfASaddleDoNotCross() {
        double[][] high = {{1, 0}, {0, 1.1}};
        double[][] low = {{1, -1}, {-1, 1}};
        for (var grid : List.of(high, low)) {
            var s = Contour.segments(grid, 0.2);
            assertThat(s).hasDimensions(2, 4);
            double middle = (grid[0][0] + grid[0][1] + grid[1][0] + grid[1][1]) / 4;
            // The line that starts on the lower edge ends on the right one where the middle is high, else on the left
            // one.
            assertThat(s[0]).satisfies(line -> {
                boolean right = line[0] == 1 || line[2] == 1;
                assertThat(right).isEqualTo(middle >= 0.2);
            });
        }
    }

    @Test
    void aLandscapeTellsItsValues() {
        var hints = hints(plate(SyntheticRun.grokking(), "landscape"));
        assertThat(hints).contains("decay=1.0, 0, 0: 0.02", "decay=1.0, 1, 0: 1.02", "decay=1.0, 0, −1: 4.02");
        assertThat(hints).contains("decay=0.0, 1, 0: 2.5", "decay=0.0, 0, 1: 0.5");
    }

    @Test
    void linesTellTheirValuesInThePageAndNotInFiles() {
        var plate = plate(SyntheticRun.grokking(), "accuracy");
        assertThat(hints(plate)).anyMatch(h -> h.matches("decay=1\\.0, step [0-9,]+: [0-9.]+ \\[[0-9.−]+, [0-9.]+]"));
        assertThat(SvgWriter.inPage(plate.wide(), "f", "wide")).contains("class=\"hint\"");
        assertThat(SvgWriter.file(plate.wide())).doesNotContain("class=\"hint\"");
    }

    @Test
    void everyKindOfFigureIsDrawnAtBothWidths() {
        var kinds = new java.util.HashSet<Class<?>>();
        for (var run : List.of(SyntheticRun.grokking(), SyntheticRun.grid())) {
            var names = new Plates(run).declared();
            for (var figure : run.figures()) {
                if (names.stream().anyMatch(p -> p.name().equals(figure.name()))) {
                    kinds.add(figure.getClass());
                }
            }
            names.forEach(p -> {
                assertThat(p.wide().width()).isEqualTo(Plate.WIDE);
                assertThat(p.narrow().width()).isEqualTo(Plate.NARROW);
                assertThat(p.wide().title()).isNotBlank();
            });
        }
        assertThat(kinds).containsExactlyInAnyOrder(Figure.class.getPermittedSubclasses());
    }

    @Test
    void inksCanBeReadOnPaper() {
        for (int i = 0; i < Ink.CATEGORIES; i++) {
            assertThat(contrast(Ink.series(i).rgb())).as("line %d", i).isGreaterThanOrEqualTo(2.9);
            assertThat(contrast(Ink.seriesText(i).rgb())).as("text %d", i).isGreaterThanOrEqualTo(4.5);
        }
        assertThat(contrast(Ink.MUTED.rgb())).isGreaterThanOrEqualTo(4.5);
        for (var verdict : org.assay.lab.Verdict.values()) {
            assertThat(contrast(VerdictInk.of(verdict).rgb()))
                    .as(verdict.label())
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    /** Contrast with white (WCAG 2). */
    private static double contrast(int rgb) {
        return 1.05 / (Ink.luminance(rgb) + 0.05);
    }
}
