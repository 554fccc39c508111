package org.assay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Labels;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;

/** A cell against a numeric setting. */
final class SweepDrawing {

    private final Figure.Sweep figure;
    private final double width;
    /** By line, then by the setting's value: the seeds' values. */
    private final Map<String, SortedMap<Double, double[]>> lines = new LinkedHashMap<>();

    SweepDrawing(Arms arms, Figure.Sweep figure, double width) {
        this.figure = figure;
        this.width = width;
        var found = new ArrayList<String>();
        for (var arm : arms.matching(figure.arms())) {
            var x = arms.number(arm, figure.setting());
            var values = arms.values(arm, figure.cell());
            boolean shown = x.isPresent() && (figure.xAxis() == Figure.Axis.LINEAR || x.getAsDouble() > 0);
            if (shown && values.length > 0) {
                found.add(arm);
            }
        }
        found.sort(Comparator.comparingDouble(
                a -> figure.by().isEmpty() ? 0 : arms.number(a, figure.by()).orElse(0)));
        for (var arm : found) {
            String line = figure.by().isEmpty() ? "" : SettingText.of(arms.setting(arm, figure.by()));
            lines.computeIfAbsent(line, k -> new TreeMap<>())
                    .merge(
                            arms.number(arm, figure.setting()).orElseThrow(),
                            arms.values(arm, figure.cell()),
                            SweepDrawing::joined);
        }
    }

    private static double[] joined(double[] a, double[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    Optional<Drawing> draw() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var to = new Scene.Sketch();
        var names = List.copyOf(lines.keySet());
        var entries = new ArrayList<Labels.Entry>();
        for (int i = 0; i < names.size(); i++) {
            var ink = ink(i, names.size());
            String text = (figure.by() + " = " + names.get(i)).strip();
            entries.add(new Labels.Entry(text, ink, names.size() > 4 ? Ink.TEXT : Ink.seriesText(i), "", text));
        }
        var seen = new Limits(figure.yAxis());
        var xs = new Limits(figure.xAxis());
        lines.values()
                .forEach(l -> l.forEach((x, v) -> {
                    xs.add(x);
                    Arrays.stream(v).forEach(seen::add);
                }));
        var ys = new Limits(figure.yAxis());
        ys.add(seen.min());
        ys.add(seen.max());
        lines.values().forEach(l -> l.values().forEach(v -> ys.addInterval(Estimate.of(v), seen.min(), seen.max())));
        var x = xs.scale();
        var y = figure.yAxis() == Figure.Axis.LINEAR && seen.min() >= 0 && ys.min() < 0
                ? Scale.Linear.around(0, ys.max())
                : ys.scale();

        boolean one = names.size() == 1;
        double height = width < 500 ? 210 : 290;
        boolean beside = !one && Labels.fitBeside(entries, width, height);
        double top = 28;
        if (!one && !beside) {
            Labels.above(to, entries, 4, 8, width - 8);
            top += Labels.aboveHeight(entries, width - 8) + 4;
        }
        double left = Panel.labelWidth(y, Panel.yTicks(height)) + 12;
        double right = beside ? Labels.besideWidth(entries) + 4 : 12;
        var panel = new Panel(left, top, width - left - right, height, x, y);
        panel.drawY(to, figure.y());
        panel.drawX(to, SettingText.words(figure.setting()));
        var endX = new double[names.size()];
        var endY = new double[names.size()];
        for (int i = 0; i < names.size(); i++) {
            line(
                    to,
                    panel,
                    lines.getOrDefault(names.get(i), new TreeMap<>()),
                    ink(i, names.size()),
                    entries.get(i).group(),
                    i,
                    endX,
                    endY);
        }
        if (beside) {
            Labels.beside(to, entries, endX, endY, panel.right() + 8, panel.top(), panel.bottom());
        }
        int most = lines.values().stream()
                .flatMap(l -> l.values().stream())
                .mapToInt(v -> v.length)
                .max()
                .orElse(0);
        String note = most < 2
                ? "One seed."
                : "Lines join means over " + most
                        + " seeds, bars are 95 % t intervals over seeds, small dots beside them the seeds.";
        return Optional.of(new Drawing(
                to.scene(width, panel.bottom() + 42, figure.y() + " against " + figure.setting(), figure.caption()),
                note));
    }

    private static Ink ink(int index, int count) {
        return count > 4 ? Ink.ordered(index / (count - 1.0)) : Ink.series(index);
    }

    private static void line(
            Scene.Sketch to,
            Panel panel,
            SortedMap<Double, double[]> points,
            Ink ink,
            String group,
            int index,
            double[] endX,
            double[] endY) {
        var x = new double[points.size()];
        var y = new double[points.size()];
        int k = 0;
        for (var point : points.entrySet()) {
            var e = Estimate.of(point.getValue());
            x[k] = panel.px(point.getKey());
            y[k] = py(panel, e.mean());
            if (e.hasInterval()) {
                to.add(new Mark.Line(
                        new double[] {x[k], x[k]},
                        new double[] {py(panel, e.low()), py(panel, e.high())},
                        ink,
                        1.4,
                        "",
                        group));
            }
            for (double v : point.getValue()) {
                to.add(new Mark.Dot(x[k] + 5.5, py(panel, v), 2.1, ink, false, group, ""));
            }
            k++;
        }
        to.add(new Mark.Line(x, y, ink, 1.9, "", group));
        k = 0;
        for (var point : points.entrySet()) {
            var e = Estimate.of(point.getValue());
            to.add(new Mark.Dot(
                    x[k], y[k], 3.6, ink, true, group, Numbers.plain(point.getKey()) + ": " + Numbers.estimate(e)));
            k++;
        }
        endX[index] = x[x.length - 1];
        endY[index] = y[y.length - 1];
    }

    private static double py(Panel panel, double v) {
        return panel.py(panel.y().clamp(panel.y().shows(v) ? v : panel.y().low()));
    }
}
