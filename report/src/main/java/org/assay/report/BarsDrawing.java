package org.assay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.lab.Figure.Axis;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/**
 * Means with intervals and seeds, one row an arm, one group a cell. Rows lie flat so that names are read without turning the head. Bars start at
 * zero; where zero would hide the differences, or on a log axis, there are points and no bars.
 */
final class BarsDrawing {

    private static final double ROW = 26;
    private static final double TEXT = Panel.TEXT;

    private final Arms arms;
    private final Figure.Bars figure;
    private final double width;
    private final List<String> shown = new ArrayList<>();
    private final Map<String, Map<String, double[]>> values = new LinkedHashMap<>();

    BarsDrawing(Arms arms, Figure.Bars figure, double width) {
        this.arms = arms;
        this.figure = figure;
        this.width = width;
        for (var arm : arms.matching(figure.arms())) {
            for (var cell : figure.cells()) {
                var found = arms.values(arm, cell);
                if (found.length > 0) {
                    values.computeIfAbsent(cell, k -> new LinkedHashMap<>()).put(arm, found);
                    if (!shown.contains(arm)) {
                        shown.add(arm);
                    }
                }
            }
        }
    }

    Optional<Drawing> draw() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var seen = new Limits(figure.yAxis());
        values.values()
                .forEach(m -> m.values().forEach(v -> java.util.Arrays.stream(v).forEach(seen::add)));
        if (seen.empty()) {
            return Optional.empty();
        }
        boolean bars = figure.yAxis() == Axis.LINEAR && (seen.min() <= 0 || seen.min() < 0.5 * seen.max());
        var limits = new Limits(figure.yAxis());
        limits.add(seen.min());
        limits.add(seen.max());
        values.values()
                .forEach(m -> m.values()
                        .forEach(v -> limits.addInterval(
                                Estimate.of(v), Math.min(seen.min(), bars ? 0 : seen.min()), seen.max())));
        if (bars) {
            limits.add(0);
        }
        var scale = bars && limits.min() < 0 && seen.min() >= 0 ? zeroBased(limits) : limits.scale();

        var to = new Scene.Sketch();
        var labels = Arms.labels(shown);
        double names = Math.min(
                0.4 * width,
                labels.values().stream()
                                .mapToDouble(l -> Typeface.width(l, TEXT, false))
                                .max()
                                .orElse(0)
                        + 14);
        double room = Typeface.width("−0.0000", TEXT, false) + 14;
        double left = names + 4;
        double panelWidth = width - left - room;
        boolean grouped = values.size() > 1;
        double group = shown.size() * ROW + (grouped ? 26 : 6);
        double height = values.size() * group;
        double top = 8;
        var panel = new Panel(left, top, panelWidth, height, scale, new Scale.Linear(0, 1));
        for (var tick : scale.ticks(panel.xTicks())) {
            if (!tick.label().isEmpty()) {
                to.rule(panel.px(tick.value()), top, panel.px(tick.value()), panel.bottom(), Ink.GRID, 1, "");
            }
        }
        panel.drawX(to, figure.y());
        if (bars) {
            to.rule(panel.px(0), top, panel.px(0), panel.bottom(), Ink.AXIS, 1, "");
        }
        double y = top;
        for (var cell : values.entrySet()) {
            if (grouped) {
                to.add(new Mark.Text(
                        4, y + 15, SettingText.words(cell.getKey()), TEXT, Anchor.START, true, 0, Ink.TEXT, ""));
                y += 22;
            }
            for (var arm : shown) {
                row(
                        to,
                        panel,
                        y + ROW / 2,
                        arm,
                        labels.getOrDefault(arm, arm),
                        names,
                        cell.getValue().get(arm),
                        bars);
                y += ROW;
            }
            y += grouped ? 4 : 6;
        }
        return Optional.of(new Drawing(
                to.scene(width, panel.bottom() + 42, figure.y() + " by arm", figure.caption()), note(bars)));
    }

    private static Scale zeroBased(Limits limits) {
        return Scale.Linear.around(0, limits.max());
    }

    private void row(
            Scene.Sketch to,
            Panel panel,
            double y,
            String arm,
            String label,
            double names,
            double @org.jspecify.annotations.Nullable [] seeds,
            boolean bars) {
        to.add(new Mark.Text(
                names - 4,
                y + 0.36 * TEXT,
                Typeface.fit(label, TEXT, names - 8),
                TEXT,
                Anchor.END,
                false,
                0,
                Ink.TEXT,
                arm));
        if (seeds == null) {
            to.text(panel.left() + 6, y + 0.36 * TEXT, "no value", TEXT, Anchor.START, Ink.MUTED);
            return;
        }
        var ink = arms.line(arm, shown);
        var e = Estimate.of(seeds);
        String hint = label + ": " + Numbers.estimate(e) + ", " + Numbers.count(e.n(), "seed");
        double at = panel.px(panel.x().clamp(e.mean()));
        if (bars) {
            double zero = panel.px(0);
            to.add(new Mark.Box(
                    Math.min(zero, at), y - 9, Math.max(0.5, Math.abs(at - zero)), 18, ink, 0.22, arm, hint));
        }
        double end = at;
        if (e.hasInterval()) {
            double low = panel.px(panel.x()
                    .clamp(panel.x().shows(e.low()) ? e.low() : panel.x().low()));
            double high = panel.px(panel.x().clamp(e.high()));
            to.add(new Mark.Line(new double[] {low, high}, new double[] {y - 3, y - 3}, ink, 2, "", arm));
            end = Math.max(end, high);
        }
        for (double v : seeds) {
            if (panel.x().shows(v)) {
                to.add(new Mark.Dot(panel.px(panel.x().clamp(v)), y + 5, 2.5, ink, false, arm, Numbers.plain(v)));
                end = Math.max(end, panel.px(v));
            }
        }
        to.add(new Mark.Line(new double[] {at, at}, new double[] {y - 8, y + 2}, ink, 2.4, "", arm));
        to.add(new Mark.Text(
                Math.min(end + 7, panel.right() + 4),
                y + 0.36 * TEXT,
                short4(e),
                TEXT,
                Anchor.START,
                false,
                0,
                Ink.MUTED,
                arm));
    }

    private static String short4(Estimate e) {
        return e.hasInterval() && e.half() > 0
                ? Numbers.to(e.mean(), Math.max(e.half(), Math.abs(e.mean()) * 1e-3))
                : Numbers.plain(e.mean());
    }

    private String note(boolean bars) {
        int n = values.values().stream()
                .flatMap(m -> m.values().stream())
                .mapToInt(v -> v.length)
                .max()
                .orElse(0);
        String zero = bars || figure.yAxis() == Axis.LOG ? "" : " The axis does not start at zero.";
        return n < 2
                ? "One seed." + zero
                : "Strokes are means over " + n
                        + " seeds, lines through them 95 % t intervals over seeds, dots the seeds." + zero;
    }
}
