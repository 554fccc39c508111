package org.assay.studies.uncertainty;

import java.util.Arrays;
import org.assay.lab.Trial;
import org.assay.solve.conformal.Interval;

/** Intervals along x as a band with points before it, x from 0 to 5 and y from -1.5 to 5. */
final class BandPicture {
    /** Pixels across. */
    static final int WIDTH = 240;

    private static final int HEIGHT = 180;
    private static final double LOW = -1.5;
    private static final double HIGH = 5;
    private static final float[] BAND = {0.66f, 0.80f, 0.93f};

    private final float[] pixels = new float[3 * HEIGHT * WIDTH];

    BandPicture() {
        Arrays.fill(pixels, 1);
    }

    /** The interval of a column. */
    void band(int column, Interval interval) {
        for (int row = 0; row < HEIGHT; row++) {
            if (interval.holds(HIGH - (row + 0.5) * (HIGH - LOW) / HEIGHT)) {
                paint(row, column, BAND[0], BAND[1], BAND[2]);
            }
        }
    }

    /** A point, where it is inside the picture. */
    void point(double x, double y) {
        int row = (int) Math.floor((HIGH - y) / (HIGH - LOW) * HEIGHT);
        int column = (int) (x / 5 * WIDTH);
        if (row >= 0 && row < HEIGHT && column < WIDTH) {
            paint(row, column, 0.2f, 0.2f, 0.2f);
        }
    }

    private void paint(int row, int column, float red, float green, float blue) {
        pixels[row * WIDTH + column] = red;
        pixels[(HEIGHT + row) * WIDTH + column] = green;
        pixels[(2 * HEIGHT + row) * WIDTH + column] = blue;
    }

    void show(Trial<?> trial, String name) {
        trial.image(name, 3, HEIGHT, WIDTH, pixels);
    }
}
