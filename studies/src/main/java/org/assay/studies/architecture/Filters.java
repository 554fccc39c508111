package org.assay.studies.architecture;

import static org.assay.studies.architecture.Pictures.COLOURS;

import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** What the first convolution of a network looks for. */
final class Filters {
    private static final int COLUMNS = 8;

    private Filters() {}

    /** Reports the filters of the first convolution as pictures in rows of eight. */
    static void show(Trial<?> trial, Layer net) {
        Tree.leaves(net).stream()
                .filter(weight -> weight.rank() == 4 && weight.size(1) == COLOURS)
                .findFirst()
                .ifPresent(weight -> Scope.run(() -> {
                    var grid = grid(weight.detach());
                    trial.image("filters", COLOURS, (int) grid.size(1), (int) grid.size(2), grid.toFloats());
                }));
    }

    /** Each from its smallest weight, 0, to its largest, 1, with a dark line around it: {@code [3, height, width]}. */
    static Tensor grid(Tensor filters) {
        var low = filters.amin(1, 2, 3).reshape(-1, 1, 1, 1);
        var high = filters.amax(1, 2, 3).reshape(-1, 1, 1, 1);
        var framed = filters.sub(low).div(high.sub(low).clampMin(1e-12)).pad(0, 1, 0, 1);
        int columns = (int) Math.min(COLUMNS, framed.size(0));
        return ImageGrid.of(framed, (int) framed.size(0) / columns, columns, 0, 1);
    }
}
