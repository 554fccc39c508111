package org.assay.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Level lines of values on a grid, by marching squares with straight interpolation along the edges. */
public final class Contour {

    private Contour() {}

    /** Segments of a level line as {@code x0, y0, x1, y1} in grid units, column and row counted from 0. */
    public static double[][] segments(double[][] rows, double level) {
        var found = new ArrayList<double[]>();
        for (int r = 0; r + 1 < rows.length; r++) {
            for (int c = 0; c + 1 < rows[r].length; c++) {
                square(rows, level, r, c, found);
            }
        }
        return found.toArray(double[][]::new);
    }

    private static void square(double[][] v, double level, int r, int c, List<double[]> found) {
        double a = v[r][c];
        double b = v[r][c + 1];
        double d = v[r + 1][c + 1];
        double e = v[r + 1][c];
        if (!Double.isFinite(a + b + d + e)) {
            return;
        }
        var crossings = new double[8];
        int n = 0;
        n = edge(crossings, n, a, b, level, c, r, 1, 0);
        n = edge(crossings, n, b, d, level, c + 1, r, 0, 1);
        n = edge(crossings, n, d, e, level, c + 1, r + 1, -1, 0);
        n = edge(crossings, n, e, a, level, c, r + 1, 0, -1);
        if (n == 4) {
            found.add(Arrays.copyOf(crossings, 4));
        } else if (n == 8) {
            // A saddle: its middle says which corners belong together.
            boolean joined = (a >= level) == ((a + b + d + e) / 4 >= level);
            int shift = joined ? 0 : 6;
            for (int k = 0; k < 2; k++) {
                int i = (shift + 4 * k) % 8;
                int j = (i + 2) % 8;
                found.add(new double[] {crossings[i], crossings[i + 1], crossings[j], crossings[j + 1]});
            }
        }
    }

    private static int edge(
            double[] into, int n, double from, double to, double level, double x, double y, int dx, int dy) {
        if ((from >= level) == (to >= level)) {
            return n;
        }
        double f = (level - from) / (to - from);
        into[n] = x + f * dx;
        into[n + 1] = y + f * dy;
        return n + 2;
    }

    /** The value between grid points, by the four around it. */
    public static double between(double[][] rows, double column, double row) {
        int c = Math.clamp((int) column, 0, rows[0].length - 2);
        int r = Math.clamp((int) row, 0, rows.length - 2);
        double f = column - c;
        double g = row - r;
        return (1 - g) * ((1 - f) * rows[r][c] + f * rows[r][c + 1])
                + g * ((1 - f) * rows[r + 1][c] + f * rows[r + 1][c + 1]);
    }
}
