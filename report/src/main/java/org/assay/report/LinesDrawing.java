package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.RunData.Curve;
import org.assay.report.plot.Downsample;
import org.assay.report.plot.Labels;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;

/** Curves over steps, one line an arm, one panel a series. */
final class LinesDrawing {

    private static final int POINTS = 240;

    private final Arms arms;
    private final Figure.Lines figure;
    private final double width;
    private final List<String> shown;
    private final List<String> series = new ArrayList<>();
    private final Map<String, Map<String, MeanCurve>> curves = new LinkedHashMap<>();

    LinesDrawing(RunData data, Arms arms, Figure.Lines figure, double width) {
        this.arms = arms;
        this.figure = figure;
        this.width = width;
        var found = new ArrayList<String>();
        for (var arm : arms.matching(figure.arms())) {
            for (var name : figure.series()) {
                var reported = arms.done(arm).stream()
                        .map(t -> data.series(arm, t.seed(), name))
                        .flatMap(Optional::stream)
                        .toList();
                var mean = MeanCurve.of(reported, figure.xAxis());
                if (mean.seeds() > 0) {
                    curves.computeIfAbsent(name, k -> new LinkedHashMap<>()).put(arm, mean);
                    if (!found.contains(arm)) {
                        found.add(arm);
                    }
                }
            }
        }
        figure.series().stream().filter(curves::containsKey).forEach(series::add);
        shown = List.copyOf(found);
    }

    Optional<Drawing> draw() {
        if (series.isEmpty()) {
            return Optional.empty();
        }
        var to = new Scene.Sketch();
        var labels = Arms.labels(shown);
        var entries = shown.stream()
                .map(a -> new Labels.Entry(labels.getOrDefault(a, a), arms.line(a, shown), arms.text(a, shown), "", a))
                .toList();
        boolean one = series.size() == 1;
        int columns = width < 500 || one ? 1 : series.size() == 2 || series.size() == 4 ? 2 : 3;
        int rows = (series.size() + columns - 1) / columns;
        double height = width < 500 ? (one ? 210 : 150) : columns == 1 ? 290 : columns == 2 ? 220 : 180;

        var xs = new Limits(figure.xAxis());
        var ys = new LinkedHashMap<String, Limits>();
        series.forEach(s -> ys.put(s, limits(s, xs)));
        boolean sameY = shareY(ys);
        var x = tight(xs);
        var scales = new LinkedHashMap<String, Scale>();
        series.forEach(s -> scales.put(s, (sameY ? merged(ys) : ys.getOrDefault(s, merged(ys))).scale()));

        double top = 8;
        boolean beside = one && Labels.fitBeside(entries, width, height);
        boolean alone = shown.size() == 1;
        if (!beside && !alone) {
            Labels.above(to, entries, 4, top, width - 8);
            top += Labels.aboveHeight(entries, width - 8) + 6;
        }
        double rightMargin = beside && !alone ? Labels.besideWidth(entries) + 4 : 16;
        double axis = scales.values().stream()
                        .mapToDouble(s -> Panel.labelWidth(s, Panel.yTicks(height)))
                        .max()
                        .orElse(0)
                + 12;
        double gap = sameY ? 22 : axis + 14;
        double panelWidth = (width - axis - rightMargin - (columns - 1) * gap) / columns;
        double headers = one ? 20 : 38;
        for (int i = 0; i < series.size(); i++) {
            int row = i / columns;
            int column = i % columns;
            double left = axis + column * (panelWidth + gap);
            double panelTop = top + headers + row * (height + headers + 44);
            var name = series.get(i);
            var panel = new Panel(left, panelTop, panelWidth, height, x, scales.getOrDefault(name, x));
            panel.drawY(to, column == 0 ? figure.y() : "", column == 0 || !sameY);
            if (!one) {
                to.add(new Mark.Text(
                        left,
                        panelTop - 26,
                        SettingText.words(name),
                        12,
                        Mark.Anchor.START,
                        true,
                        0,
                        org.assay.report.plot.Ink.TEXT,
                        ""));
            }
            panel.drawX(to, row == rows - 1 || i + columns >= series.size() ? figure.x() : "");
            figure.marks().forEach(mark -> panel.mark(to, mark));
            lines(to, panel, name, beside && !alone ? entries : List.of());
        }
        double total = top + rows * (height + headers + 44) - 4;
        int most = curves.values().stream()
                .flatMap(m -> m.values().stream())
                .mapToInt(MeanCurve::seeds)
                .max()
                .orElse(0);
        return Optional.of(new Drawing(
                to.scene(width, total, figure.y() + " against " + figure.x(), figure.caption()), note(most)));
    }

    private String note(int seeds) {
        boolean tails = curves.values().stream()
                .flatMap(m -> m.values().stream())
                .anyMatch(c -> !c.tails().isEmpty());
        String lines = seeds < 2
                ? "One seed."
                : "Lines are means over " + seeds + " seeds, bands 95 % t intervals over seeds.";
        return tails ? lines + " Thin lines are single seeds beyond the range that all of them share." : lines;
    }

    private Limits limits(String name, Limits xs) {
        var means = new Limits(figure.yAxis());
        curves.getOrDefault(name, Map.of()).values().forEach(c -> {
            for (double v : c.mean()) {
                means.add(v);
            }
            c.tails().forEach(t -> {
                for (double v : t.y()) {
                    means.add(v);
                }
                for (double v : t.x()) {
                    xs.add(v);
                }
            });
            for (double v : c.x()) {
                xs.add(v);
            }
        });
        var limits = new Limits(figure.yAxis());
        limits.add(means.min());
        limits.add(means.max());
        boolean log = figure.yAxis() == Figure.Axis.LOG;
        double room = log ? 0 : 0.25 * (means.max() - means.min());
        curves.getOrDefault(name, Map.of()).values().forEach(c -> {
            for (int i = 0; i < c.x().length; i++) {
                limits.add(Math.max(c.low()[i], log ? means.min() / 1.5 : means.min() - room));
                limits.add(Math.min(c.high()[i], log ? means.max() * 1.5 : means.max() + room));
            }
        });
        if (!log && means.min() >= 0 && limits.min() < 0) {
            var cut = new Limits(figure.yAxis());
            cut.add(0);
            cut.add(means.max() <= 1 && means.max() > 0.9 ? Math.min(1, limits.max()) : limits.max());
            return cut;
        }
        return limits;
    }

    private boolean shareY(Map<String, Limits> ys) {
        var widths = ys.values().stream()
                .mapToDouble(l -> figure.yAxis() == Figure.Axis.LOG ? Math.log(l.max() / l.min()) : l.max() - l.min())
                .toArray();
        var all = merged(ys);
        double whole = figure.yAxis() == Figure.Axis.LOG ? Math.log(all.max() / all.min()) : all.max() - all.min();
        return java.util.Arrays.stream(widths).allMatch(w -> w >= whole / 4);
    }

    private Limits merged(Map<String, Limits> ys) {
        var all = new Limits(figure.yAxis());
        ys.values().forEach(l -> {
            all.add(l.min());
            all.add(l.max());
        });
        return all;
    }

    /** Curves run from edge to edge. */
    private Scale tight(Limits xs) {
        if (xs.empty() || xs.min() == xs.max()) {
            return xs.scale();
        }
        return figure.xAxis() == Figure.Axis.LOG
                ? new Scale.Log(xs.min(), xs.max())
                : new Scale.Linear(xs.min(), xs.max());
    }

    private void lines(Scene.Sketch to, Panel panel, String name, List<Labels.Entry> entries) {
        var here = curves.getOrDefault(name, Map.of());
        here.forEach((arm, c) -> band(to, panel, arm, c));
        var endX = new ArrayList<Double>();
        var endY = new ArrayList<Double>();
        var named = new ArrayList<Labels.Entry>();
        for (int k = 0; k < shown.size(); k++) {
            var arm = shown.get(k);
            var c = here.get(arm);
            if (c == null) {
                continue;
            }
            var ink = arms.line(arm, shown);
            c.tails().forEach(t -> polyline(to, panel, t, ink, 0.8, arm));
            var mean = new Curve(c.x(), c.mean());
            polyline(to, panel, mean, ink, 1.9, arm);
            c.hints(to, panel, arm, figure.x(), panel.width() / (width < 500 ? 14 : Math.max(14, 36 / series.size())));
            if (k < entries.size()) {
                var last = c.x().length > 0 ? mean : c.tails().getFirst();
                int at = last.x().length - 1;
                endX.add(panel.px(last.x()[at]));
                endY.add(panel.py(shownY(panel, last.y()[at])));
                named.add(entries.get(k));
            }
        }
        if (!named.isEmpty()) {
            Labels.beside(
                    to,
                    named,
                    endX.stream().mapToDouble(d -> d).toArray(),
                    endY.stream().mapToDouble(d -> d).toArray(),
                    panel.right() + 8,
                    panel.top(),
                    panel.bottom());
        }
    }

    static double shownY(Panel panel, double y) {
        return panel.y().clamp(panel.y().shows(y) ? y : panel.y().low());
    }

    private void band(Scene.Sketch to, Panel panel, String arm, MeanCurve c) {
        if (c.seeds() < 2 || c.x().length < 2) {
            return;
        }
        var px = positions(panel, c.x());
        var low = heights(panel, c.low());
        var high = heights(panel, c.high());
        var keep = new TreeSet<Integer>();
        IntStream.of(Downsample.largestTriangles(px, low, POINTS / 2)).forEach(keep::add);
        IntStream.of(Downsample.largestTriangles(px, high, POINTS / 2)).forEach(keep::add);
        int n = keep.size();
        var x = new double[2 * n];
        var y = new double[2 * n];
        int k = 0;
        for (int i : keep) {
            x[k] = px[i];
            y[k] = high[i];
            x[2 * n - 1 - k] = px[i];
            y[2 * n - 1 - k] = low[i];
            k++;
        }
        to.add(new Mark.Area(x, y, arms.line(arm, shown), 0.17, arm));
    }

    private void polyline(
            Scene.Sketch to, Panel panel, Curve c, org.assay.report.plot.Ink ink, double stroke, String arm) {
        if (c.x().length < 2) {
            if (c.x().length == 1 && stroke > 1) {
                to.add(new Mark.Dot(panel.px(c.x()[0]), panel.py(shownY(panel, c.y()[0])), 3, ink, false, arm, ""));
            }
            return;
        }
        var px = positions(panel, c.x());
        var py = heights(panel, c.y());
        int[] keep = Downsample.largestTriangles(px, py, POINTS);
        to.add(new Mark.Line(
                IntStream.of(keep).mapToDouble(i -> px[i]).toArray(),
                IntStream.of(keep).mapToDouble(i -> py[i]).toArray(),
                ink,
                stroke,
                "",
                arm));
    }

    private static double[] positions(Panel panel, double[] x) {
        return java.util.Arrays.stream(x).map(panel::px).toArray();
    }

    private static double[] heights(Panel panel, double[] y) {
        return java.util.Arrays.stream(y).map(v -> panel.py(shownY(panel, v))).toArray();
    }
}
