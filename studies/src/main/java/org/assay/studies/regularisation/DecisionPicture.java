package org.assay.studies.regularisation;

import org.assay.lab.Trial;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a network says of the plane between blue for one class and orange for the other, with the points that it learned from. */
final class DecisionPicture {
    private static final int SIDE = 180;
    private static final double REACH = 2.5;
    private static final float[] ONE = {0.55f, 0.74f, 0.93f};
    private static final float[] OTHER = {0.98f, 0.78f, 0.52f};

    private DecisionPicture() {}

    static void show(Trial<?> trial, Problem problem, Classifier net) {
        Scope.run(() -> {
            var plane = new float[2 * SIDE * SIDE];
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    int at = row * SIDE + column;
                    plane[2 * at] = (float) (((column + 0.5) / SIDE * 2 - 1) * REACH);
                    plane[2 * at + 1] = (float) ((1 - (row + 0.5) / SIDE * 2) * REACH);
                }
            }
            var probability = net.scores(Tensor.of(plane, (long) SIDE * SIDE, 2))
                    .softmax(1)
                    .select(1, 1)
                    .contiguous()
                    .toFloats();
            var pixels = new float[3 * SIDE * SIDE];
            for (int colour = 0; colour < 3; colour++) {
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    float p = probability[pixel];
                    pixels[colour * SIDE * SIDE + pixel] = (1 - p) * ONE[colour] + p * OTHER[colour];
                }
            }
            var points = problem.train().inputs().toFloats();
            var classes = problem.train().labels().toLongs();
            for (int i = 0; i < classes.length; i++) {
                dot(pixels, points[2 * i], points[2 * i + 1], classes[i] == 0 ? ONE : OTHER);
            }
            trial.image("regions", 3, SIDE, SIDE, pixels);
        });
    }

    /** A square of three pixels in a dark shade of its class. */
    private static void dot(float[] pixels, double x, double y, float[] colour) {
        int column = (int) ((x / REACH + 1) / 2 * SIDE);
        int row = (int) ((1 - y / REACH) / 2 * SIDE);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int at = (row + dy) * SIDE + column + dx;
                if (row + dy >= 0 && row + dy < SIDE && column + dx >= 0 && column + dx < SIDE) {
                    for (int c = 0; c < 3; c++) {
                        pixels[c * SIDE * SIDE + at] = 0.45f * colour[c];
                    }
                }
            }
        }
    }
}
