package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Contour;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** Level lines over bands of colour, one panel an arm, the same levels in all; a key below names the levels. */
final class LandscapeDrawing {

    private static final int BANDS = 9;
    private static final int PIXELS = 120;
    private static final int HINTS = 9;

    private final Figure.Landscape figure;
    private final double width;
    private final Map<String, double[][]> grids = new LinkedHashMap<>();

    LandscapeDrawing(RunData data, Arms arms, Figure.Landscape figure, double width) {
        this.figure = figure;
        this.width = width;
        for (var arm : arms.matching(figure.arms())) {
            arms.done(arm).stream()
                    .map(t -> data.series(arm, t.seed(), figure.series()))
                    .flatMap(Optional::stream)
                    .map(c -> grid(c.y()))
                    .filter(g -> g.length >= 2)
                    .findFirst()
                    .ifPresent(g -> grids.put(arm, g));
        }
    }

    /** Rows of the function on the scale of its levels; what has no place there is NaN. */
    private double[][] grid(double[] values) {
        int columns = figure.columns();
        int rows = columns < 2 ? 0 : values.length / columns;
        var grid = new double[rows][Math.max(0, columns)];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double v = values[r * columns + c];
                grid[r][c] = !Double.isFinite(v)
                        ? Double.NaN
                        : figure.levels() == Axis.LINEAR ? v : v > 0 ? Math.log(v) : Double.NaN;
            }
        }
        return grid;
    }

    Optional<Drawing> draw() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (var grid : grids.values()) {
            for (var row : grid) {
                for (double v : row) {
                    low = Double.isNaN(v) ? low : Math.min(low, v);
                    high = Double.isNaN(v) ? high : Math.max(high, v);
                }
            }
        }
        if (low > high || figure.span().size() != 4) {
            return Optional.empty();
        }
        var levels = new ArrayList<Double>();
        for (int b = 1; b < BANDS && high > low; b++) {
            levels.add(low + b * (high - low) / BANDS);
        }
        var shown = List.copyOf(grids.keySet());
        var labels = Arms.labels(shown);
        var x = new Scale.Linear(figure.span().get(0), figure.span().get(1));
        var y = new Scale.Linear(figure.span().get(2), figure.span().get(3));
        int columns = Math.min(shown.size(), width < 500 ? 1 : 3);
        double left = Panel.labelWidth(y, 5) + 12;
        double gap = 36;
        double side = Math.min(width < 500 ? 250 : 320, (width - left - 12 - (columns - 1) * gap) / columns);
        double header = shown.size() > 1 ? 40 : 24;
        int rows = (shown.size() + columns - 1) / columns;
        var to = new Scene.Sketch();
        for (int i = 0; i < shown.size(); i++) {
            var arm = shown.get(i);
            int column = i % columns;
            int row = i / columns;
            double top = header + row * (side + header + 30);
            var panel = new Panel(left + column * (side + gap), top, side, side, x, y);
            var grid = grids.getOrDefault(arm, new double[0][0]);
            if (shown.size() > 1) {
                String name = Typeface.fit(labels.getOrDefault(arm, arm), 12, side);
                to.add(new Mark.Text(panel.left(), top - 26, name, 12, Anchor.START, true, 0, Ink.TEXT, ""));
            }
            panel.drawY(to, column == 0 ? figure.y() : "", column == 0);
            surface(to, panel, arm, grid, low, high);
            levels.forEach(level -> line(to, panel, grid, level));
            panel.drawX(to, i + columns >= shown.size() ? figure.x() : "");
        }
        double bottom = rows * (side + header + 30) + 14;
        key(to, left, bottom, Math.min(360, width - left - 40), low, high);
        return Optional.of(new Drawing(
                to.scene(
                        width,
                        bottom + 36,
                        SettingText.words(figure.series()) + " over " + figure.x() + " and " + figure.y(),
                        figure.caption()),
                "First seed of each arm; lines join equal values of " + SettingText.words(figure.series()) + "."));
    }

    private void surface(Scene.Sketch to, Panel panel, String arm, double[][] grid, double low, double high) {
        var rgb = new int[PIXELS * PIXELS];
        for (int r = 0; r < PIXELS; r++) {
            for (int c = 0; c < PIXELS; c++) {
                double v = at(grid, (c + 0.5) / PIXELS, 1 - (r + 0.5) / PIXELS);
                rgb[r * PIXELS + c] = Double.isNaN(v) ? 0xd0d3d8 : colour(v, low, high);
            }
        }
        to.add(new Mark.Picture(panel.left(), panel.top(), panel.width(), panel.height(), PIXELS, PIXELS, rgb, ""));
        for (int r = 0; r < HINTS; r++) {
            for (int c = 0; c < HINTS; c++) {
                double f = c / (HINTS - 1.0);
                double g = r / (HINTS - 1.0);
                double v = at(grid, f, g);
                if (!Double.isNaN(v)) {
                    double atX =
                            panel.x().low() + f * (panel.x().high() - panel.x().low());
                    double atY =
                            panel.y().low() + g * (panel.y().high() - panel.y().low());
                    to.add(new Mark.Hint(
                            panel.px(atX),
                            panel.py(atY),
                            "",
                            arm + ", " + Numbers.plain(atX) + ", " + Numbers.plain(atY) + ": "
                                    + Numbers.plain(back(v))));
                }
            }
        }
    }

    private static double at(double[][] grid, double f, double g) {
        return Contour.between(grid, f * (grid[0].length - 1), g * (grid.length - 1));
    }

    /** The colour of the band that a value lies in. */
    private static int colour(double v, double low, double high) {
        int band = high > low ? Math.clamp((int) (BANDS * (v - low) / (high - low)), 0, BANDS - 1) : 0;
        return Ink.viridis((band + 0.5) / BANDS);
    }

    private static void line(Scene.Sketch to, Panel panel, double[][] grid, double level) {
        var segments = Contour.segments(grid, level);
        var x = new double[3 * segments.length];
        var y = new double[3 * segments.length];
        for (int s = 0; s < segments.length; s++) {
            for (int end = 0; end < 2; end++) {
                x[3 * s + end] = panel.left() + panel.width() * segments[s][2 * end] / (grid[0].length - 1);
                y[3 * s + end] = panel.bottom() - panel.height() * segments[s][2 * end + 1] / (grid.length - 1);
            }
            x[3 * s + 2] = Double.NaN;
            y[3 * s + 2] = Double.NaN;
        }
        if (segments.length > 0) {
            to.add(new Mark.Line(x, y, new Ink("", 0xffffff), 0.7, "", ""));
        }
    }

    private void key(Scene.Sketch to, double left, double top, double wide, double low, double high) {
        double step = wide / BANDS;
        double free = Double.NEGATIVE_INFINITY;
        for (int b = 0; b <= BANDS; b++) {
            double x = left + b * step;
            if (b < BANDS) {
                to.add(new Mark.Box(x, top, step, 9, new Ink("", Ink.viridis((b + 0.5) / BANDS)), 1, "", ""));
            }
            String text = Numbers.plain(rounded(back(low + b * (high - low) / BANDS)));
            double half = Typeface.width(text, Panel.TEXT, false) / 2;
            if (x - half > free) {
                to.text(x, top + 22, text, Panel.TEXT, Anchor.MIDDLE, Ink.MUTED);
                free = x + half + 8;
            }
        }
    }

    private static double rounded(double value) {
        if (value == 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 2);
        return Math.rint(value / unit) * unit;
    }

    private double back(double v) {
        return figure.levels() == Axis.LOG ? Math.exp(v) : v;
    }
}
