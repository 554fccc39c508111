package org.assay.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.report.Plates.Drawing;
import org.assay.report.RunData.Curve;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** Shares of values in bins of equal width, on a log axis of equal factor; one panel an arm, the same bins in all. */
final class HistogramDrawing {

    private static final int FEWEST = 6;
    private static final int MOST = 40;

    private final Arms arms;
    private final Figure.Histogram figure;
    private final double width;
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final Map<String, Curve> densities = new LinkedHashMap<>();

    HistogramDrawing(RunData data, Arms arms, Figure.Histogram figure, double width) {
        this.arms = arms;
        this.figure = figure;
        this.width = width;
        for (var arm : arms.matching(figure.arms())) {
            var shown = Arrays.stream(Pool.values(data, arms, arm, figure.values()))
                    .filter(v -> figure.xAxis() == Axis.LINEAR || v > 0)
                    .toArray();
            if (shown.length > 0) {
                values.put(arm, shown);
            }
            if (!figure.density().isEmpty() && figure.xAxis() == Axis.LINEAR) {
                arms.done(arm).stream()
                        .flatMap(t -> data.series(arm, t.seed(), figure.density()).stream())
                        .findFirst()
                        .ifPresent(curve -> densities.put(arm, curve));
            }
        }
    }

    Optional<Drawing> draw() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var edges =
                edges(values.values().stream().flatMapToDouble(Arrays::stream).toArray());
        var shares = new LinkedHashMap<String, int[]>();
        double highest = 0;
        for (var e : values.entrySet()) {
            var counts = counts(e.getValue(), edges);
            shares.put(e.getKey(), counts);
            highest = Math.max(highest, Arrays.stream(counts).max().orElse(0) / (double) e.getValue().length);
        }
        double bin = edges[1] - edges[0];
        for (var curve : densities.values()) {
            highest = Math.max(highest, bin * Arrays.stream(curve.y()).max().orElse(0));
        }
        var shown = java.util.List.copyOf(values.keySet());
        var labels = Arms.labels(shown);
        int columns = width < 500 ? 1 : Math.min(3, shown.size());
        int rows = (shown.size() + columns - 1) / columns;
        double height = width < 500 ? 90 : columns == 1 ? 220 : 130;
        var x = axis(back(edges[0]), back(edges[edges.length - 1]));
        var y = new Scale.Linear(0, 1.05 * highest);
        double left = Panel.labelWidth(y, 3) + 12;
        double gap = 22;
        double panelWidth = (width - left - 12 - (columns - 1) * gap) / columns;
        double header = shown.size() > 1 ? 40 : 24;
        var to = new Scene.Sketch();
        for (int i = 0; i < shown.size(); i++) {
            var arm = shown.get(i);
            int column = i % columns;
            int row = i / columns;
            double top = header + row * (height + header + 40);
            var panel = new Panel(left + column * (panelWidth + gap), top, panelWidth, height, x, y);
            if (shown.size() > 1) {
                String name = Typeface.fit(labels.getOrDefault(arm, arm), 12, panelWidth);
                to.add(new Mark.Text(panel.left(), top - 26, name, 12, Anchor.START, true, 0, Ink.TEXT, arm));
            }
            panel.drawY(to, column == 0 ? "share of values" : "", column == 0);
            bars(to, panel, arm, shares.getOrDefault(arm, new int[0]), edges, arms.line(arm, shown));
            density(to, panel, arm, bin);
            panel.drawX(to, i + columns >= shown.size() ? figure.x() : "");
        }
        String note = "Shares of "
                + Numbers.count(
                        values.values().stream().mapToLong(v -> v.length).max().orElse(0), "value")
                + (shown.size() > 1 ? " at most in each arm, all seeds together." : ", all seeds together.")
                + (densities.isEmpty() ? "" : " The line is the share that theory expects in a bin around each place.");
        return Optional.of(new Drawing(
                to.scene(
                        width,
                        rows * (height + header + 40) + 2,
                        "Histogram of " + SettingText.words(figure.values()),
                        figure.caption()),
                note));
    }

    private void bars(Scene.Sketch to, Panel panel, String arm, int[] counts, double[] edges, Ink ink) {
        int n = Arrays.stream(counts).sum();
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] > 0) {
                double from = panel.px(back(edges[b]));
                double to2 = panel.px(back(edges[b + 1]));
                double top = panel.py(counts[b] / (double) n);
                String hint = arm + ", " + Numbers.plain(back(edges[b])) + " to " + Numbers.plain(back(edges[b + 1]))
                        + ": " + counts[b] + " of " + n;
                to.add(new Mark.Box(
                        from + 0.5, top, Math.max(0.5, to2 - from - 1), panel.bottom() - top, ink, 0.75, arm, hint));
            }
        }
    }

    /** The share that a bin around each place would hold. */
    private void density(Scene.Sketch to, Panel panel, String arm, double bin) {
        var curve = densities.get(arm);
        if (curve != null) {
            var inside = IntStream.range(0, curve.x().length)
                    .filter(i -> panel.x().low() <= curve.x()[i]
                            && curve.x()[i] <= panel.x().high())
                    .toArray();
            var px = IntStream.of(inside)
                    .mapToDouble(i -> panel.px(curve.x()[i]))
                    .toArray();
            var py = IntStream.of(inside)
                    .mapToDouble(i -> panel.py(bin * curve.y()[i]))
                    .toArray();
            to.add(new Mark.Line(px, py, Ink.TEXT, 1.4, "", arm));
        }
    }

    /** Bins by the rule of Freedman and Diaconis (1981) over all arms, not fewer than {@value #FEWEST}, not more than {@value #MOST}. */
    private double[] edges(double[] all) {
        var v = DoubleStream.of(all).map(this::along).sorted().toArray();
        double low = v[0];
        double high = v[v.length - 1];
        if (!(high > low)) {
            double half = Math.max(1e-9, 0.05 * Math.abs(low));
            return new double[] {low - half, low + half};
        }
        double iqr = v[(v.length - 1) * 3 / 4] - v[(v.length - 1) / 4];
        double wanted = iqr > 0 ? (high - low) / (2 * iqr * Math.pow(v.length, -1.0 / 3)) : MOST;
        int bins = Math.clamp((int) Math.ceil(wanted), FEWEST, MOST);
        var edges = new double[bins + 1];
        for (int b = 0; b <= bins; b++) {
            edges[b] = low + b * (high - low) / bins;
        }
        return edges;
    }

    /** The last bin holds its upper edge too. */
    private int[] counts(double[] v, double[] edges) {
        int bins = edges.length - 1;
        var counts = new int[bins];
        for (double value : v) {
            double at = (along(value) - edges[0]) / (edges[bins] - edges[0]);
            counts[Math.clamp((int) (at * bins), 0, bins - 1)]++;
        }
        return counts;
    }

    private double along(double value) {
        return figure.xAxis() == Axis.LOG ? Math.log(value) : value;
    }

    private double back(double place) {
        return figure.xAxis() == Axis.LOG ? Math.exp(place) : place;
    }

    private Scale axis(double low, double high) {
        return figure.xAxis() == Axis.LOG ? new Scale.Log(low, high) : new Scale.Linear(low, high);
    }
}
