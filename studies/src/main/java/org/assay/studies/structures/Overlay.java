package org.assay.studies.structures;

import java.util.Arrays;
import org.assay.data.generate.Charges;
import org.assay.lab.Trial;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A picture of one system, seen along its third axis: where its bodies were (grey), where they went (black rings), and what a network says of turned
 * copies of the system, turned back (red positive, blue negative).
 */
final class Overlay {
    private static final int SIDE = 192;
    private static final int COPIES = 24;
    private static final double MARGIN = 0.12;
    private static final float[] GREY = {0.72f, 0.72f, 0.72f};
    private static final float[] BLACK = {0.1f, 0.1f, 0.1f};
    private static final float[] RED = {0.80f, 0.22f, 0.18f};
    private static final float[] BLUE = {0.15f, 0.38f, 0.75f};

    private final float[] pixels = new float[3 * SIDE * SIDE];
    private final double left;
    private final double bottom;
    private final double span;

    private Overlay(double[] x, double[] y) {
        Arrays.fill(pixels, 1);
        double wide = range(x);
        double high = range(y);
        double larger = Math.max(wide, high);
        span = larger * (1 + 2 * MARGIN);
        left = Arrays.stream(x).min().orElseThrow() - (span - wide) / 2;
        bottom = Arrays.stream(y).min().orElseThrow() - (span - high) / 2;
    }

    private static double range(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    /** The system given, which is the first of those given. */
    static void report(Trial<?> trial, ParticleNet net, Charges systems) {
        Scope.run(() -> {
            var one = Turns.some(systems, 0, 1);
            var rotations = Turns.draw(COPIES, Rng.of(trial.seed("turns of the picture")));
            var copies = Turns.turned(Turns.repeated(one, COPIES), rotations);
            var said = Autodiff.noGrad(() -> Turns.unturned(net.forecast(copies).later(), rotations));
            trial.image("predictions", 3, SIDE, SIDE, draw(one, said));
        });
    }

    private static float[] draw(Charges one, Tensor said) {
        var was = one.places().flatten(0, 1);
        var went = one.later().flatten(0, 1);
        var shown = Tensor.cat(was, went);
        var overlay =
                new Overlay(shown.select(1, 0).toDoubles(), shown.select(1, 1).toDoubles());
        var from = was.toDoubles();
        var to = went.toDoubles();
        var q = one.charges().toDoubles();
        var points = said.toDoubles();
        for (int i = 0; i < q.length; i++) {
            overlay.line(from[3 * i], from[3 * i + 1], to[3 * i], to[3 * i + 1]);
            overlay.disc(from[3 * i], from[3 * i + 1], 0, 3, GREY);
        }
        for (int at = 0; at < points.length; at += 3) {
            overlay.disc(points[at], points[at + 1], 0, 1.7, q[at / 3 % q.length] > 0 ? RED : BLUE);
        }
        for (int i = 0; i < q.length; i++) {
            overlay.disc(to[3 * i], to[3 * i + 1], 4.2, 5.4, BLACK);
        }
        return overlay.pixels;
    }

    private double column(double x) {
        return (x - left) / span * SIDE;
    }

    private double row(double y) {
        return SIDE - (y - bottom) / span * SIDE;
    }

    private void line(double x0, double y0, double x1, double y1) {
        int points = 4 * SIDE;
        for (int i = 0; i <= points; i++) {
            double t = (double) i / points;
            disc(x0 + t * (x1 - x0), y0 + t * (y1 - y0), 0, 0.6, GREY);
        }
    }

    /** A ring with radii in pixels. */
    private void disc(double x, double y, double inner, double outer, float[] colour) {
        double column = column(x);
        double row = row(y);
        int reach = (int) Math.ceil(outer);
        for (int r = (int) row - reach; r <= row + reach; r++) {
            for (int c = (int) column - reach; c <= column + reach; c++) {
                double distance = Math.hypot(c + 0.5 - column, r + 0.5 - row);
                if (r >= 0 && r < SIDE && c >= 0 && c < SIDE && distance <= outer && distance >= inner) {
                    for (int channel = 0; channel < 3; channel++) {
                        pixels[(channel * SIDE + r) * SIDE + c] = colour[channel];
                    }
                }
            }
        }
    }
}
