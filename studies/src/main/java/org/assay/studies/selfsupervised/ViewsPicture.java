package org.assay.studies.selfsupervised;

import java.util.List;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures, each followed by two views. */
final class ViewsPicture {
    private static final int ROWS = 3;
    private static final int EACH = 3;
    private static final int VIEWS = 2;
    private static final int ZOOM = 3;
    private static final int EDGE = 2;

    private ViewsPicture() {}

    static void show(Trial<?> trial, Tensor pictures, Views views, Rng rng) {
        Scope.run(() -> {
            var few = pictures.narrow(0, 0, (long) ROWS * EACH);
            var cells = Tensor.stack(List.of(few, views.shown(few, rng), views.shown(few, rng)), 1)
                    .flatten(0, 1)
                    .repeatInterleave(ZOOM, 2)
                    .repeatInterleave(ZOOM, 3)
                    .padWith(1, EDGE, EDGE, EDGE, EDGE);
            var grid = ImageGrid.of(cells, ROWS, EACH * (1 + VIEWS), 0, 1);
            trial.image("views", (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
        });
    }
}
