package org.assay.report;

import java.util.List;
import org.assay.lab.Figure.Axis;
import org.assay.lab.RunRecord;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** All claims on one axis: effects in units of what matters for each. */
final class ForestDrawing {

    static final String CAPTION =
            "All claims at a glance: estimates and the intervals that decided, each in units of its claim's delta (ratios on the log"
                    + " scale). Right of the solid line the direction is the claimed one, right of the dashed line the effect is large enough to matter; arrows run"
                    + " off the axis. Primary claims are heavy. A letter marks a part of a claim that combines several.";

    private static final double ROW = 22;
    private static final double FAR = 5;
    private static final double SMALL = 10.5;

    private ForestDrawing() {}

    static List<Effect> effects(RunRecord record) {
        return record.claims().stream().flatMap(c -> Effect.of(c).stream()).toList();
    }

    static Drawing draw(RunRecord record, double width) {
        var effects = effects(record);
        var limits = new Limits(Axis.LINEAR);
        limits.add(-0.5);
        limits.add(1.5);
        effects.stream().filter(Effect::normal).forEach(e -> {
            limits.add(Math.clamp(e.normal(e.interval().get(0)), -FAR, FAR));
            limits.add(Math.clamp(e.normal(e.interval().get(1)), -FAR, FAR));
        });
        var x = new Scale.Linear(limits.min() - 0.15, limits.max() + 0.15);
        var to = new Scene.Sketch();
        double names = effects.stream()
                .mapToDouble(e -> Typeface.width(e.label(), Panel.TEXT, true))
                .max()
                .orElse(0);
        double left = Math.min(0.25 * width, names + 14);
        double right = effects.stream()
                        .mapToDouble(e -> Typeface.width(e.verdict().label(), SMALL, true))
                        .max()
                        .orElse(0)
                + 12;
        var panel = new Panel(left, 26, width - left - right, ROW * effects.size() + 4, x, new Scale.Linear(0, 1));
        for (int i = 0; i < effects.size(); i++) {
            double y = panel.top() + 2 + (i + 0.5) * ROW;
            to.rule(panel.left(), y, panel.right(), y, Ink.GRID, 1, "");
        }
        to.rule(panel.px(0), panel.top() - 4, panel.px(0), panel.bottom(), Ink.TEXT, 1.1, "");
        to.rule(panel.px(1), panel.top() - 4, panel.px(1), panel.bottom(), Ink.TEXT, 1.1, "4 3");
        to.text(panel.px(0) - 3, panel.top() - 8, "no effect", SMALL, Anchor.END, Ink.MUTED);
        to.text(panel.px(1) + 3, panel.top() - 8, "delta", SMALL, Anchor.START, Ink.MUTED);
        for (int i = 0; i < effects.size(); i++) {
            row(to, panel, effects.get(i), panel.top() + 2 + (i + 0.5) * ROW);
        }
        panel.drawX(to, "effect in units of delta");
        String all = String.join(
                        "; ",
                        effects.stream()
                                .map(e -> e.label() + " " + e.verdict().label())
                                .toList()) + ".";
        return new Drawing(to.scene(width, panel.bottom() + 42, "Claims at a glance", all), "");
    }

    private static void row(Scene.Sketch to, Panel panel, Effect e, double y) {
        var ink = VerdictInk.of(e.verdict());
        String name = Typeface.fit(e.label(), Panel.TEXT, panel.left() - 12);
        to.add(new Mark.Text(
                panel.left() - 10, y + 0.36 * Panel.TEXT, name, Panel.TEXT, Anchor.END, e.primary(), 0, Ink.TEXT, ""));
        to.add(new Mark.Text(panel.right() + 8, y + 4, e.verdict().label(), SMALL, Anchor.START, true, 0, ink, ""));
        if (!e.normal()) {
            String why = e.interval().isEmpty()
                    ? "no interval"
                    : e.range()
                            ? Numbers.plain(e.printed(e.estimate().orElse(Double.NaN))) + ", asked for " + e.goalText()
                            : e.text();
            double room = panel.right() - panel.px(0) - 8;
            String text = Typeface.fit(why, SMALL, Math.max(40, room));
            to.add(new Mark.Box(
                    panel.px(0) + 4, y - 8, Typeface.width(text, SMALL, false) + 6, 16, Ink.PAPER, 1, "", ""));
            to.text(panel.px(0) + 7, y + 0.36 * SMALL, text, SMALL, Anchor.START, Ink.MUTED);
            return;
        }
        double low = e.normal(e.interval().get(0));
        double high = e.normal(e.interval().get(1));
        var x = panel.x();
        double from = panel.px(x.clamp(low));
        double until = panel.px(x.clamp(high));
        to.add(new Mark.Line(new double[] {from, until}, new double[] {y, y}, ink, e.primary() ? 3 : 1.8, "", ""));
        if (low < x.low()) {
            arrow(to, from, y, -5, ink);
        }
        if (high > x.high()) {
            arrow(to, until, y, 5, ink);
        }
        e.estimate().ifPresent(value -> {
            double at = e.normal(value);
            if (at >= x.low() && at <= x.high()) {
                to.add(new Mark.Dot(panel.px(at), y, e.primary() ? 5 : 4, ink, false, "", e.label() + ": " + e.text()));
            }
        });
    }

    private static void arrow(Scene.Sketch to, double x, double y, double length, Ink ink) {
        to.add(new Mark.Area(
                new double[] {x + length, x - length, x - length}, new double[] {y, y - 5, y + 5}, ink, 1, ""));
    }
}
