package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Figure;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Labels;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scene;

/** One point a trial: a cell against another. */
final class ScatterDrawing {

    private record Point(String arm, long seed, double x, double y) {}

    private final Arms arms;
    private final Figure.Scatter figure;
    private final double width;
    private final List<Point> points = new ArrayList<>();

    ScatterDrawing(Arms arms, Figure.Scatter figure, double width) {
        this.arms = arms;
        this.figure = figure;
        this.width = width;
        for (var arm : arms.matching(figure.arms())) {
            for (var trial : arms.done(arm)) {
                var x = Arms.cell(trial, figure.xCell());
                var y = Arms.cell(trial, figure.yCell());
                if (x.isPresent()
                        && y.isPresent()
                        && shows(figure.xAxis(), x.get())
                        && shows(figure.yAxis(), y.get())) {
                    points.add(new Point(arm, trial.seed(), x.get(), y.get()));
                }
            }
        }
    }

    private static boolean shows(Figure.Axis axis, double value) {
        return Double.isFinite(value) && (axis == Figure.Axis.LINEAR || value > 0);
    }

    Optional<Drawing> draw() {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        var shown = points.stream().map(Point::arm).distinct().toList();
        var labels = Arms.labels(shown);
        var entries = shown.stream()
                .map(a -> new Labels.Entry(labels.getOrDefault(a, a), arms.line(a, shown), arms.text(a, shown), "", a))
                .toList();
        var xs = new Limits(figure.xAxis());
        var ys = new Limits(figure.yAxis());
        points.forEach(p -> {
            xs.add(p.x());
            ys.add(p.y());
        });
        var to = new Scene.Sketch();
        double top = 28;
        if (shown.size() > 1) {
            Labels.above(to, entries, 4, 8, width - 8);
            top += Labels.aboveHeight(entries, width - 8) + 4;
        }
        var y = ys.scale();
        double height = width < 500 ? 230 : 330;
        double left = Panel.labelWidth(y, Panel.yTicks(height)) + 12;
        var panel = new Panel(left, top, width - left - 12, height, xs.scale(), y);
        panel.drawY(to, SettingText.words(figure.yCell()));
        panel.drawX(to, SettingText.words(figure.xCell()));
        for (var p : points) {
            String hint = p.arm() + ", seed " + p.seed() + ": " + Numbers.plain(p.x()) + ", " + Numbers.plain(p.y());
            to.add(new Mark.Dot(
                    panel.px(p.x()), panel.py(p.y()), 3.6, arms.line(p.arm(), shown), false, p.arm(), hint));
        }
        String title = SettingText.words(figure.yCell()) + " against " + SettingText.words(figure.xCell());
        return Optional.of(
                new Drawing(to.scene(width, panel.bottom() + 42, title, figure.caption()), "One point a trial."));
    }
}
