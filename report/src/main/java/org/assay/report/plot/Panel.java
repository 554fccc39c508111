package org.assay.report.plot;

import org.assay.report.plot.Mark.Anchor;

/** The frame of one plot: where values fall on the scene, grid, ticks and axis titles. */
public record Panel(double left, double top, double width, double height, Scale x, Scale y) {

    /** Size of tick labels and axis titles in pixels. */
    public static final double TEXT = 11.5;

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    public double px(double value) {
        return left + width * x.at(value);
    }

    public double py(double value) {
        return bottom() - height * y.at(value);
    }

    /** Room that the labels of a vertical axis take, without its title. */
    public static double labelWidth(Scale y, int wanted) {
        return y.ticks(wanted).stream()
                .mapToDouble(t -> Typeface.width(t.label(), TEXT, false))
                .max()
                .orElse(0);
    }

    public int xTicks() {
        return Math.max(3, (int) (width / 75));
    }

    public int yTicks() {
        return yTicks(height);
    }

    /** How many ticks a vertical axis of this height would like. */
    public static int yTicks(double height) {
        return Math.max(2, (int) (height / 42));
    }

    /** Horizontal grid lines with their labels, and the axis title above the axis where eyes start. */
    public void drawY(Scene.Sketch to, String title) {
        drawY(to, title, true);
    }

    public void drawY(Scene.Sketch to, String title, boolean labels) {
        for (var tick : y.ticks(yTicks())) {
            double at = py(tick.value());
            if (tick.label().isEmpty()) {
                to.rule(left - 3, at, left, at, Ink.AXIS, 0.6, "");
                continue;
            }
            to.rule(left, at, right(), at, Ink.GRID, 1, "");
            if (labels) {
                to.text(left - 6, at + 0.36 * TEXT, tick.label(), TEXT, Anchor.END, Ink.MUTED);
            }
        }
        if (!title.isEmpty()) {
            double start = left - (labels ? labelWidth(y, yTicks()) + 6 : 0);
            to.text(start, top - 10, Typeface.fit(title, TEXT, right() - start), TEXT, Anchor.START, Ink.TEXT);
        }
    }

    /** The horizontal axis with ticks, labels and its title below. */
    public void drawX(Scene.Sketch to, String title) {
        to.rule(left, bottom(), right(), bottom(), Ink.AXIS, 1, "");
        double free = Double.NEGATIVE_INFINITY;
        for (var tick : x.ticks(xTicks())) {
            double at = px(tick.value());
            to.rule(
                    at,
                    bottom(),
                    at,
                    bottom() + (tick.label().isEmpty() ? 3 : 5),
                    Ink.AXIS,
                    tick.label().isEmpty() ? 0.6 : 1,
                    "");
            double half = Typeface.width(tick.label(), TEXT, false) / 2;
            if (!tick.label().isEmpty() && at - half > free) {
                to.text(at, bottom() + 17, tick.label(), TEXT, Anchor.MIDDLE, Ink.MUTED);
                free = at + half + 8;
            }
        }
        if (!title.isEmpty()) {
            to.text(
                    left + width / 2,
                    bottom() + 33,
                    Typeface.fit(title, TEXT, width + left),
                    TEXT,
                    Anchor.MIDDLE,
                    Ink.TEXT);
        }
    }

    /** A dashed line up from a value of the horizontal axis, where it lies between its ends. */
    public void mark(Scene.Sketch to, double value) {
        if (value > x.low() && value < x.high()) {
            to.rule(px(value), top, px(value), bottom(), Ink.AXIS, 1, "4 3");
        }
    }
}
