package org.assay.studies.semisupervised;

import java.util.ArrayList;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures beside their copies, two in a row: the picture, a weak copy and four strong ones. */
final class CopiesPicture {
    private static final int ROWS = 3;
    private static final int EACH = 2;
    private static final int STRONG = 4;
    private static final int ZOOM = 3;
    private static final int EDGE = 2;

    private CopiesPicture() {}

    static void show(Trial<?> trial, Problem problem, Views views, Rng rng) {
        Scope.run(() -> {
            var pictures = problem.labelled().inputs().narrow(0, 0, (long) ROWS * EACH);
            var columns = new ArrayList<Tensor>();
            columns.add(pictures);
            columns.add(Views.moved(pictures, rng));
            for (int i = 0; i < STRONG; i++) {
                columns.add(views.changed(pictures, rng));
            }
            var cells = Tensor.stack(columns, 1)
                    .flatten(0, 1)
                    .repeatInterleave(ZOOM, 2)
                    .repeatInterleave(ZOOM, 3)
                    .padWith(1, EDGE, EDGE, EDGE, EDGE);
            var grid = ImageGrid.of(cells, ROWS, EACH * columns.size(), 0, 1);
            trial.image("copies", (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
        });
    }
}
