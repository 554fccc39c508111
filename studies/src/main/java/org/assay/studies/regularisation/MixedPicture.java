package org.assay.studies.regularisation;

import java.util.Arrays;
import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.lab.Trial;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;

/** Mixed pictures in two rows, below each its label: one cell a class, the darker the larger the class's share. */
final class MixedPicture {
    private static final int ROWS = 2;
    private static final int COLUMNS = 4;
    private static final int ZOOM = 3;
    private static final int GAP = 6;
    private static final int CELL = 4;

    private MixedPicture() {}

    static void show(Trial<?> trial, Problem problem, double alpha, Rng rng) {
        Scope.run(() -> {
            int side = (int) problem.train().inputs().size(3);
            int classes = problem.classes();
            int across = Math.max(side * ZOOM, classes * CELL) + GAP;
            int down = side * ZOOM + 2 * CELL + GAP;
            int width = COLUMNS * across - GAP;
            int height = ROWS * down - GAP;
            var pixels = new float[3 * height * width];
            Arrays.fill(pixels, 1);
            var batch = problem.train().first(2L * ROWS * COLUMNS);
            var shares = Mixing.oneHot(batch.labels(), classes);
            for (int k = 0; k < ROWS * COLUMNS; k++) {
                int left = k % COLUMNS * across;
                int top = k / COLUMNS * down;
                // The batch is mixed anew for each picture, so that each has a share of its own.
                var mixed = Mixing.mixup(new Examples(batch.inputs(), shares), alpha, rng);
                var picture = problem.units()
                        .invert(mixed.inputs().narrow(0, k, 1))
                        .contiguous()
                        .toFloats();
                var label = mixed.labels().at(k).toFloats();
                for (int at = 0; at < 3 * side * ZOOM * side * ZOOM; at++) {
                    int x = at % (side * ZOOM);
                    int y = at / (side * ZOOM) % (side * ZOOM);
                    int colour = at / (side * ZOOM * side * ZOOM);
                    float value = picture[(colour * side + y / ZOOM) * side + x / ZOOM];
                    pixels[(colour * height + top + y) * width + left + x] = Math.clamp(value, 0, 1);
                }
                for (int at = 0; at < 3 * CELL * classes * CELL; at++) {
                    int x = at % (classes * CELL);
                    int y = side * ZOOM + CELL + at / (classes * CELL) % CELL;
                    int colour = at / (classes * CELL * CELL);
                    // Even an empty cell stands out from the paper.
                    pixels[(colour * height + top + y) * width + left + x] = 0.9f * (1 - label[x / CELL]);
                }
            }
            trial.image("mixed", 3, height, width, pixels);
        });
    }
}
