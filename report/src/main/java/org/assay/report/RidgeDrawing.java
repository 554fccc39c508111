package org.assay.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** Distributions, one ridge an arm: a Gaussian kernel density with Silverman's bandwidth. */
final class RidgeDrawing {

    private static final int STEPS = 160;

    /** Fewer values than these are shown one by one as well. */
    private static final int RUG = 40;

    private final Arms arms;
    private final Figure.Ridge figure;
    private final double width;
    private final Map<String, double[]> values = new LinkedHashMap<>();

    RidgeDrawing(RunData data, Arms arms, Figure.Ridge figure, double width) {
        this.arms = arms;
        this.figure = figure;
        this.width = width;
        for (var arm : arms.matching(figure.arms())) {
            var found = Pool.values(data, arms, arm, figure.values());
            if (found.length > 0) {
                values.put(arm, found);
            }
        }
    }

    Optional<Drawing> draw() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double min = values.values().stream().mapToDouble(v -> v[0]).min().orElseThrow();
        double max =
                values.values().stream().mapToDouble(v -> v[v.length - 1]).max().orElseThrow();
        double reach = values.values().stream()
                        .mapToDouble(v -> bandwidth(v, max - min))
                        .max()
                        .orElse(0)
                * 2;
        var x = new Scale.Linear(min - reach, max + reach);
        var shown = List.copyOf(values.keySet());
        var labels = Arms.labels(shown);
        double names = Math.min(
                0.42 * width,
                labels.values().stream()
                                .mapToDouble(l -> Typeface.width(l, Panel.TEXT, false))
                                .max()
                                .orElse(0)
                        + 12);
        double row = shown.size() > 10 ? 26 : 40;
        double rise = 1.5 * row;
        double top = rise - row + 12;
        var to = new Scene.Sketch();
        var panel = new Panel(names + 4, top, width - names - 16, row * shown.size() + 4, x, new Scale.Linear(0, 1));
        for (var tick : x.ticks(panel.xTicks())) {
            to.rule(panel.px(tick.value()), top, panel.px(tick.value()), panel.bottom(), Ink.GRID, 1, "");
        }
        for (int i = 0; i < shown.size(); i++) {
            ridge(to, panel, shown.get(i), shown, top + (i + 1) * row, rise * 0.9);
            String label = Typeface.fit(labels.getOrDefault(shown.get(i), shown.get(i)), Panel.TEXT, names - 4);
            to.add(new Mark.Text(
                    names - 4,
                    top + (i + 1) * row - 3,
                    label,
                    Panel.TEXT,
                    Anchor.END,
                    false,
                    0,
                    Ink.TEXT,
                    shown.get(i)));
        }
        panel.drawX(to, figure.x());
        return Optional.of(new Drawing(
                to.scene(
                        width,
                        panel.bottom() + 42,
                        "Distribution of " + SettingText.words(figure.values()),
                        figure.caption()),
                "Ridges are kernel densities of all seeds' values, each scaled to the same height; ticks mark medians"
                        + (values.values().stream().anyMatch(v -> v.length <= RUG) ? ", dots single values." : ".")));
    }

    private void ridge(Scene.Sketch to, Panel panel, String arm, List<String> shown, double base, double rise) {
        var v = values.getOrDefault(arm, new double[0]);
        double h = bandwidth(v, panel.x().high() - panel.x().low());
        var density = new double[STEPS + 1];
        double peak = 0;
        for (int i = 0; i <= STEPS; i++) {
            double at = panel.x().low() + i * (panel.x().high() - panel.x().low()) / STEPS;
            for (double value : v) {
                double z = (at - value) / h;
                density[i] += Math.exp(-0.5 * z * z);
            }
            peak = Math.max(peak, density[i]);
        }
        var px = new double[STEPS + 1];
        var py = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            px[i] = panel.left() + i * panel.width() / STEPS;
            py[i] = base - rise * density[i] / peak;
        }
        var closedX = Arrays.copyOf(px, STEPS + 3);
        var closedY = Arrays.copyOf(py, STEPS + 3);
        closedX[STEPS + 1] = panel.right();
        closedX[STEPS + 2] = panel.left();
        closedY[STEPS + 1] = base;
        closedY[STEPS + 2] = base;
        var ink = arms.line(arm, shown);
        to.add(new Mark.Area(closedX, closedY, Ink.PAPER, 0.6, arm));
        to.add(new Mark.Area(closedX, closedY, ink, 0.3, arm));
        to.add(new Mark.Line(px, py, ink, 1.4, "", arm));
        if (v.length <= RUG) {
            for (double value : v) {
                to.add(new Mark.Dot(panel.px(value), base, 2.2, ink, false, arm, Numbers.plain(value)));
            }
        }
        double median = panel.px(v.length % 2 == 1 ? v[v.length / 2] : (v[v.length / 2 - 1] + v[v.length / 2]) / 2);
        to.add(new Mark.Line(new double[] {median, median}, new double[] {base, base - 8}, ink, 2, "", arm));
    }

    private static double bandwidth(double[] v, double range) {
        double mean = Arrays.stream(v).average().orElse(0);
        double sd = Math.sqrt(Arrays.stream(v).map(a -> (a - mean) * (a - mean)).sum() / Math.max(1, v.length - 1));
        double spread = (v[(v.length - 1) * 3 / 4] - v[(v.length - 1) / 4]) / 1.34;
        double scale = spread > 0 ? Math.min(sd, spread) : sd;
        double h = 0.9 * scale * Math.pow(v.length, -0.2);
        return h > 0 ? Math.max(h, range / 200) : range > 0 ? range / 50 : Math.max(1e-9, Math.abs(mean) / 50);
    }
}
