package org.assay.report;

import java.util.List;
import org.assay.lab.Figure.Axis;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.report.Plates.Drawing;
import org.assay.report.plot.Ink;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Mark.Anchor;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scale;
import org.assay.report.plot.Scene;
import org.assay.report.plot.Typeface;

/** The effect of each seed on one claim, with the interval, the line of no effect and the smallest effect that matters. */
final class SeedsDrawing {

    private static final double ROW = 17;
    private static final double SMALL = 10.5;

    private final Effect effect;
    private final List<String> seeds;
    private final Scale x;
    private final Panel panel;
    private final Scene.Sketch to = new Scene.Sketch();
    private double free = Double.NEGATIVE_INFINITY;

    private SeedsDrawing(Effect effect, List<String> seeds, double width) {
        this.effect = effect;
        this.seeds = seeds;
        this.x = scale(effect);
        double left = seeds.stream()
                        .mapToDouble(s -> Typeface.width(s, Panel.TEXT, false))
                        .max()
                        .orElse(0)
                + 14;
        this.panel =
                new Panel(left, 30, width - left - 14, ROW * effect.values().size() + 8, x, new Scale.Linear(0, 1));
    }

    static String caption(ClaimRecord claim, Effect effect) {
        String band = effect.interval().isEmpty()
                ? ""
                : " The band is the interval that decided, the heavy line the estimate.";
        String lines = effect.range()
                ? " The dashed lines bound the claimed range."
                : " Right of the solid line the direction is the claimed one; the dashed line is delta, the smallest effect that matters.";
        String what = effect.factor()
                ? "each seed's effect in the claimed direction, as a factor."
                : "each seed's effect in the claimed direction.";
        return "Claim " + effect.label() + ": " + what + band + lines;
    }

    private static Scale scale(Effect effect) {
        var limits = new Limits(Axis.LINEAR);
        effect.values().forEach(limits::add);
        double seen = limits.empty() ? 0 : limits.max() - limits.min();
        limits.add(effect.range() ? effect.low().getAsDouble() : effect.bar());
        limits.add(effect.goal());
        double room = Math.max(seen, limits.max() - limits.min());
        if (!effect.interval().isEmpty()) {
            double min = limits.min();
            double max = limits.max();
            limits.add(Math.max(effect.interval().get(0), min - room));
            limits.add(Math.min(effect.interval().get(1), max + room));
        }
        double margin = limits.max() > limits.min()
                ? 0.05 * (limits.max() - limits.min())
                : Math.max(1e-6, 0.1 * Math.abs(limits.max()));
        double low = effect.shown(limits.min() - margin);
        double high = effect.shown(limits.max() + margin);
        return effect.factor() ? new Scale.Log(low, high) : new Scale.Linear(low, high);
    }

    static Drawing draw(ClaimRecord claim, Effect effect, List<String> seeds, double width) {
        return new SeedsDrawing(effect, seeds, width).draw(claim);
    }

    private Drawing draw(ClaimRecord claim) {
        for (var tick : x.ticks(panel.xTicks())) {
            if (!tick.label().isEmpty()) {
                to.rule(panel.px(tick.value()), panel.top(), panel.px(tick.value()), panel.bottom(), Ink.GRID, 1, "");
            }
        }
        var ink = VerdictInk.of(effect.verdict());
        if (!effect.interval().isEmpty()) {
            double low = at(effect.interval().get(0));
            double high = at(effect.interval().get(1));
            to.add(new Mark.Box(
                    low, panel.top(), Math.max(1, high - low), panel.height(), ink, 0.13, "", effect.text()));
        }
        effect.estimate()
                .ifPresent(e -> to.add(new Mark.Line(
                        new double[] {at(e), at(e)}, new double[] {panel.top(), panel.bottom()}, ink, 2.2, "", "")));
        if (effect.range()) {
            marker(
                    effect.low().getAsDouble(),
                    Numbers.plain(effect.shown(effect.low().getAsDouble())),
                    "4 3");
            marker(effect.goal(), Numbers.plain(effect.shown(effect.goal())), "4 3");
        } else {
            marker(
                    effect.bar(),
                    effect.kind().equals("not-worse")
                            ? "margin"
                            : effect.kind().equals("happens") ? "claimed share" : "no effect",
                    "");
            if (effect.goal() != effect.bar()) {
                marker(
                        effect.goal(),
                        (effect.kind().equals("not-worse") ? "no difference" : "delta " + effect.goalText()),
                        "4 3");
            }
        }
        for (int i = 0; i < effect.values().size(); i++) {
            seed(i);
        }
        String unit = effect.factor() ? "factor" : effect.unit().isBlank() ? "effect" : "effect, " + effect.unit();
        panel.drawX(to, unit);
        double width = panel.right() + 14;
        return new Drawing(
                to.scene(width, panel.bottom() + 42, "Effect of each seed on claim " + effect.label(), claim.text()),
                "");
    }

    private double at(double value) {
        return panel.px(x.clamp(effect.shown(value)));
    }

    private void seed(int i) {
        double y = panel.top() + 4 + (i + 0.5) * ROW;
        to.text(panel.left() - 8, y + 0.36 * Panel.TEXT, seeds.get(i), Panel.TEXT, Anchor.END, Ink.MUTED);
        double v = effect.values().get(i);
        if (Double.isFinite(v)) {
            to.add(new Mark.Dot(
                    at(v), y, 3.6, Ink.TEXT, false, "", seeds.get(i) + ": " + Numbers.plain(effect.shown(v))));
        } else {
            to.text(panel.left() + 6, y + 0.36 * Panel.TEXT, "no value", Panel.TEXT, Anchor.START, Ink.MUTED);
        }
    }

    /** A line with its name above, on the second row where the first is taken. */
    private void marker(double value, String text, String dash) {
        double at = at(value);
        to.rule(at, panel.top() - 4, at, panel.bottom(), Ink.TEXT, 1.1, dash);
        double width = Typeface.width(text, SMALL, false);
        double left = Math.clamp(at - width / 2, 2, Math.max(2, panel.right() + 12 - width));
        boolean taken = left < free + 6;
        to.text(left, panel.top() - (taken ? 18 : 7), text, SMALL, Anchor.START, Ink.MUTED);
        free = left + width;
    }
}
