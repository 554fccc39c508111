package org.assay.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.report.plot.Mark.Anchor;

/** Names of lines and bars: beside the line's end where they fit, else in a row above the plot. */
public final class Labels {

    private static final double SIZE = 11.5;
    private static final double LEADING = 14;

    /** A name in its colour. */
    public record Entry(String text, Ink line, Ink ink, String dash, String group) {}

    private Labels() {}

    /**
     * Heights moved apart so that texts {@code leading} high do not overlap, within {@code low} to {@code high}; the sum of squared moves is the
     * least possible (pool adjacent violators).
     */
    public static double[] spread(double[] wanted, double leading, double low, double high) {
        int n = wanted.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> wanted[i]).thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        var sums = new ArrayList<Double>();
        var counts = new ArrayList<Integer>();
        for (int k = 0; k < n; k++) {
            sums.add(wanted[order[k]] - k * leading);
            counts.add(1);
            while (sums.size() > 1) {
                int m = sums.size() - 1;
                if (sums.get(m - 1) / counts.get(m - 1) <= sums.get(m) / counts.get(m)) {
                    break;
                }
                sums.set(m - 1, sums.get(m - 1) + sums.removeLast());
                counts.set(m - 1, counts.get(m - 1) + counts.removeLast());
            }
        }
        var out = new double[n];
        int k = 0;
        for (int b = 0; b < sums.size(); b++) {
            double start = Math.clamp(sums.get(b) / counts.get(b), low, Math.max(low, high - (n - 1) * leading));
            for (int j = 0; j < counts.get(b); j++, k++) {
                out[order[k]] = start + k * leading;
            }
        }
        return out;
    }

    /** Whether names fit beside the lines' ends of a plot this large. */
    public static boolean fitBeside(List<Entry> entries, double width, double height) {
        return entries.size() * LEADING <= height && besideWidth(entries) <= 0.34 * width;
    }

    public static double besideWidth(List<Entry> entries) {
        return 12
                + entries.stream()
                        .mapToDouble(e -> Typeface.width(e.text(), SIZE, false))
                        .max()
                        .orElse(0);
    }

    /** Names at the ends of lines, moved apart, with a thin leader where one had to move. */
    public static void beside(
            Scene.Sketch to, List<Entry> entries, double[] x, double[] y, double at, double low, double high) {
        double[] placed = spread(y, LEADING, low, high);
        for (int i = 0; i < entries.size(); i++) {
            var e = entries.get(i);
            if (Math.abs(placed[i] - y[i]) > 3 || at - x[i] > 12) {
                to.add(new Mark.Line(
                        new double[] {Math.min(x[i] + 3, at - 3), at - 2},
                        new double[] {y[i], placed[i]},
                        e.line(),
                        0.7,
                        "1.5 2",
                        e.group()));
            }
            to.add(new Mark.Text(
                    at, placed[i] + 0.36 * SIZE, e.text(), SIZE, Anchor.START, false, 0, e.ink(), e.group()));
        }
    }

    /** Height that {@link #above} takes. */
    public static double aboveHeight(List<Entry> entries, double width) {
        return rows(entries, width) * 17 + 4;
    }

    /** Names in rows from {@code left}, {@code top}. */
    public static void above(Scene.Sketch to, List<Entry> entries, double left, double top, double width) {
        double x = left;
        double y = top + 11;
        for (var e : entries) {
            double need = need(e, width);
            if (x > left && x + need > left + width) {
                x = left;
                y += 17;
            }
            to.add(new Mark.Line(
                    new double[] {x, x + 16}, new double[] {y - 4, y - 4}, e.line(), 3, e.dash(), e.group()));
            to.add(new Mark.Text(
                    x + 21,
                    y,
                    Typeface.fit(e.text(), SIZE, width - 22),
                    SIZE,
                    Anchor.START,
                    false,
                    0,
                    e.ink(),
                    e.group()));
            x += need;
        }
    }

    private static int rows(List<Entry> entries, double width) {
        int rows = entries.isEmpty() ? 0 : 1;
        double x = 0;
        for (var e : entries) {
            double need = need(e, width);
            if (x > 0 && x + need > width) {
                rows++;
                x = 0;
            }
            x += need;
        }
        return rows;
    }

    private static double need(Entry e, double width) {
        return Math.min(width, 21 + Typeface.width(e.text(), SIZE, false) + 16);
    }
}
