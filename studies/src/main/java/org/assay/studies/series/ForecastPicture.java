package org.assay.studies.series;

import java.util.Arrays;
import java.util.List;
import org.assay.lab.Trial;
import org.assay.nn.forecast.Forecaster;
import org.assay.studies.series.LstmVsTransformerForecasting.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** A past (grey), what came (black) and what was said (blue), from left to right; upwards three deviations of the training part around the two. */
final class ForecastPicture {
    private static final int WIDTH = 288;
    private static final int HEIGHT = 144;
    private static final float[] GREY = {0.70f, 0.70f, 0.70f};
    private static final float[] BLACK = {0.10f, 0.10f, 0.10f};
    private static final float[] BLUE = {0.12f, 0.42f, 0.82f};
    private static final List<String> NAMES = List.of("first", "second", "third");

    private final float[] pixels = new float[3 * HEIGHT * WIDTH];
    private final int steps;
    private final double low;
    private final double high;

    private ForecastPicture(int steps, double low, double high) {
        Arrays.fill(pixels, 1);
        this.steps = steps;
        this.low = low;
        this.high = high;
    }

    /** Three forecasts of the last channel, spread over the test part. */
    static void report(Trial<Setup> trial, ForecastData data, Forecaster model) {
        var s = trial.setting();
        var origins = data.origins().test();
        for (int i = 0; i < NAMES.size(); i++) {
            long at = origins.size(0) * (2L * i + 1) / (2L * NAMES.size());
            var name = NAMES.get(i);
            Scope.run(() -> {
                var window = data.windows(origins.narrow(0, at, 1), s);
                var said = Autodiff.noGrad(() -> model.forecast(window.past(), window.marks()));
                trial.image(name, 3, HEIGHT, WIDTH, drawn(last(window.past()), last(window.future()), last(said)));
            });
        }
    }

    private static double[] last(Tensor one) {
        return one.select(0, 0).select(1, one.size(2) - 1).toDoubles();
    }

    private static float[] drawn(double[] past, double[] future, double[] said) {
        int shown = Math.min(past.length, 2 * future.length);
        var before = Arrays.copyOfRange(past, past.length - shown, past.length);
        double least = Math.min(min(before), min(future));
        double most = Math.max(max(before), max(future));
        double room = 0.15 * Math.max(most - least, 1e-6);
        var picture = new ForecastPicture(shown + future.length, least - room, most + room);
        picture.line(0, before, GREY);
        picture.line(shown, future, BLACK);
        picture.line(shown, said, BLUE);
        return picture.pixels;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private double column(double step) {
        return (step + 0.5) * WIDTH / steps;
    }

    private double row(double value) {
        return (high - value) / (high - low) * HEIGHT;
    }

    private void line(int from, double[] values, float[] colour) {
        for (int i = 0; i + 1 < values.length; i++) {
            double x0 = column(from + i);
            double x1 = column(from + i + 1.0);
            double y0 = row(values[i]);
            double y1 = row(values[i + 1]);
            int points = 2 + (int) Math.min(4.0 * HEIGHT, 2 * Math.hypot(x1 - x0, y1 - y0));
            for (int p = 0; p <= points; p++) {
                double t = (double) p / points;
                dot(x0 + t * (x1 - x0), y0 + t * (y1 - y0), colour);
            }
        }
    }

    /** Two pixels by two; what lies outside is not shown. */
    private void dot(double x, double y, float[] colour) {
        for (int r = (int) Math.floor(y - 0.5); r <= Math.floor(y - 0.5) + 1; r++) {
            for (int c = (int) Math.floor(x - 0.5); c <= Math.floor(x - 0.5) + 1; c++) {
                if (r >= 0 && r < HEIGHT && c >= 0 && c < WIDTH) {
                    for (int channel = 0; channel < 3; channel++) {
                        pixels[(channel * HEIGHT + r) * WIDTH + c] = colour[channel];
                    }
                }
            }
        }
    }
}
