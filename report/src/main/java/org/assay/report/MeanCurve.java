package org.assay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.assay.lab.Figure.Axis;
import org.assay.report.RunData.Curve;
import org.assay.report.plot.Mark;
import org.assay.report.plot.Panel;
import org.assay.report.plot.Scene;

/**
 * Curves of several seeds as one: the mean and its t interval wherever all seeds have values, and each seed alone beyond that. Seeds may report at
 * different places; between two of a seed's points the value lies on the straight line that the plot would draw between them.
 *
 * @param x where the mean is known, increasing
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, never compared
record MeanCurve(double[] x, double[] mean, double[] low, double[] high, List<Curve> tails, int seeds) {

    private static final int GRID = 1500;

    static MeanCurve of(List<Curve> reported, Axis xAxis) {
        var curves = reported.stream()
                .map(c -> clean(c, xAxis))
                .filter(c -> c.x().length > 0)
                .toList();
        if (curves.isEmpty()) {
            return new MeanCurve(new double[0], new double[0], new double[0], new double[0], List.of(), 0);
        }
        double from = curves.stream().mapToDouble(c -> c.x()[0]).max().orElseThrow();
        double to =
                curves.stream().mapToDouble(c -> c.x()[c.x().length - 1]).min().orElseThrow();
        double[] grid = grid(curves, from, to, xAxis);
        int n = grid.length;
        var mean = new double[n];
        var low = new double[n];
        var high = new double[n];
        for (int i = 0; i < n; i++) {
            double at = grid[i];
            var e = Estimate.of(
                    curves.stream().mapToDouble(c -> value(c, at, xAxis)).toArray());
            mean[i] = e.mean();
            low[i] = e.hasInterval() ? e.low() : e.mean();
            high[i] = e.hasInterval() ? e.high() : e.mean();
        }
        return new MeanCurve(grid, mean, low, high, tails(curves, from, to, n == 0), curves.size());
    }

    /** Finite points ordered by x, the last of several at one x. */
    private static Curve clean(Curve curve, Axis xAxis) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < curve.x().length; i++) {
            boolean shown = Double.isFinite(curve.x()[i]) && (xAxis == Axis.LINEAR || curve.x()[i] > 0);
            if (shown && Double.isFinite(curve.y()[i])) {
                order.add(i);
            }
        }
        order.sort((a, b) -> Double.compare(curve.x()[a], curve.x()[b]));
        var x = new double[order.size()];
        var y = new double[order.size()];
        int n = 0;
        for (int i : order) {
            if (n > 0 && x[n - 1] == curve.x()[i]) {
                n--;
            }
            x[n] = curve.x()[i];
            y[n++] = curve.y()[i];
        }
        return new Curve(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    }

    private static double[] grid(List<Curve> curves, double from, double to, Axis xAxis) {
        if (from > to) {
            return new double[0];
        }
        var union = new TreeSet<Double>();
        for (var c : curves) {
            for (double x : c.x()) {
                if (x >= from && x <= to) {
                    union.add(x);
                }
            }
        }
        boolean same = curves.stream()
                .allMatch(c -> Arrays.equals(c.x(), curves.getFirst().x()));
        if (same || union.size() <= GRID) {
            return union.stream().mapToDouble(d -> d).toArray();
        }
        var grid = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            double f = i / (GRID - 1.0);
            grid[i] = xAxis == Axis.LOG ? from * Math.pow(to / from, f) : from + f * (to - from);
        }
        grid[GRID - 1] = to;
        return grid;
    }

    private static double value(Curve c, double at, Axis xAxis) {
        int i = Arrays.binarySearch(c.x(), at);
        if (i >= 0) {
            return c.y()[i];
        }
        int right = Math.clamp(-i - 1, 1, c.x().length - 1);
        double x0 = c.x()[right - 1];
        double x1 = c.x()[right];
        double f = xAxis == Axis.LOG ? Math.log(at / x0) / Math.log(x1 / x0) : (at - x0) / (x1 - x0);
        return c.y()[right - 1] + f * (c.y()[right] - c.y()[right - 1]);
    }

    /** Places along the mean that tell its value, at least {@code step} apart. */
    void hints(Scene.Sketch to, Panel panel, String arm, String xName, double step) {
        double next = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            double px = panel.px(x[i]);
            if (px >= next || i == x.length - 1) {
                var e = new Estimate(seeds, mean[i], (high[i] - low[i]) / 2);
                String hint = arm + ", " + xName + " " + Numbers.plain(x[i]) + ": " + Numbers.estimate(e);
                to.add(new Mark.Hint(px, panel.py(LinesDrawing.shownY(panel, mean[i])), arm, hint));
                next = px + step;
            }
        }
    }

    private static List<Curve> tails(List<Curve> curves, double from, double to, boolean whole) {
        var tails = new ArrayList<Curve>();
        for (var c : curves) {
            if (whole) {
                tails.add(c);
                continue;
            }
            int n = c.x().length;
            int before = 0;
            while (before < n && c.x()[before] < from) {
                before++;
            }
            int after = n;
            while (after > 0 && c.x()[after - 1] > to) {
                after--;
            }
            if (before > 0) {
                tails.add(part(c, 0, Math.min(n, before + 1)));
            }
            if (after < n) {
                tails.add(part(c, Math.max(0, after - 1), n));
            }
        }
        return tails;
    }

    private static Curve part(Curve c, int from, int to) {
        return new Curve(Arrays.copyOfRange(c.x(), from, to), Arrays.copyOfRange(c.y(), from, to));
    }
}
