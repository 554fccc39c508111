package org.assay.studies.architecture;

import java.util.Arrays;
import org.assay.lab.Trial;
import org.assay.nn.Mode;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.nn.models.VisionTransformer;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How far a vision transformer looks, and which places its position embedding takes for alike. Dosovitskiy et al. 2021, figure 7. */
final class Attention {
    private static final int ZOOM = 3;
    private static final double FRAME = 1;

    private Attention() {}

    /** Of every block: the mean distance in pixels at which heads look, the nearest head, the farthest and the mean over heads. */
    static void show(Trial<?> trial, VisionTransformer net, Tensor pictures) {
        Mode.evaluation(() -> Scope.run(() -> Autodiff.noGrad(() -> {
            int patch = (int) net.patchEmbed().weight().size(2);
            int side = (int) pictures.size(3) / patch;
            int block = 0;
            double sum = 0;
            for (var weights : net.attention(pictures)) {
                block++;
                var distances = distance(weights, side, patch, net.clsToken().isPresent())
                        .toDoubles();
                double mean = Arrays.stream(distances).average().orElseThrow();
                trial.series(
                        "nearest head", block, Arrays.stream(distances).min().orElseThrow());
                trial.series("mean over heads", block, mean);
                trial.series(
                        "farthest head", block, Arrays.stream(distances).max().orElseThrow());
                sum += mean;
            }
            trial.metric("attention_distance", sum / block);
            net.posEmbed().ifPresent(positions -> {
                long token = net.clsToken().isPresent() ? 1 : 0;
                var alike = similarity(positions.select(0, 0).narrow(0, token, positions.size(1) - token));
                trial.metric("line_similarity", line(alike, side));
                picture(trial, alike, side);
            });
        })));
    }

    /**
     * The mean distance from a patch to those that it looks at, each by its weight, over all patches and pictures; the class token is left out.
     *
     * @param weights {@code [picture, head, query, key]}
     * @param side patches in a row, as many as rows
     * @param patch side of a patch in pixels
     * @param token whether the first position is a class token
     * @return {@code [head]}, in pixels
     */
    static Tensor distance(Tensor weights, int side, int patch, boolean token) {
        return Scope.call(() -> {
            long patches = (long) side * side;
            long first = token ? 1 : 0;
            var among = weights.narrow(2, first, patches).narrow(3, first, patches);
            var each = among.mul(apart(side, patch)).sum(3).div(among.sum(3));
            return each.mean(0, 2);
        });
    }

    /** Distances between the patches of a grid, {@code [patch, patch]}, in pixels. */
    private static Tensor apart(int side, int patch) {
        var line = Tensor.arange((long) side).to(DType.FLOAT32).mul((double) patch);
        var rows = line.repeatInterleave(side, 0);
        var columns = line.repeat(side);
        return rows.unsqueeze(1)
                .sub(rows)
                .square()
                .add(columns.unsqueeze(1).sub(columns).square())
                .sqrt();
    }

    /** Cosines between rows, {@code [row, row]}. */
    static Tensor similarity(Tensor rows) {
        return Scope.call(() -> {
            var unit = rows.div(rows.square().sum(true, 1).sqrt());
            return unit.matmul(unit.t());
        });
    }

    /** How much more alike places in one row or column are, on average, than places that share neither. */
    static double line(Tensor alike, int side) {
        return Scope.call(() -> {
            var places = Tensor.arange((long) side);
            var rows = places.repeatInterleave(side, 0);
            var columns = places.repeat(side);
            var row = rows.unsqueeze(1).eq(rows);
            var column = columns.unsqueeze(1).eq(columns);
            var one = row.logicalXor(column).to(DType.FLOAT32);
            var neither = row.logicalOr(column).logicalNot().to(DType.FLOAT32);
            return alike.mul(one).sum().div(one.sum()).item()
                    - alike.mul(neither).sum().div(neither.sum()).item();
        });
    }

    /** At every place of the grid a small grid of cosines with all places, black for -1 and white for 1. */
    private static void picture(Trial<?> trial, Tensor alike, int side) {
        var maps = alike.reshape((long) side * side, 1, side, side)
                .repeatInterleave(ZOOM, 2)
                .repeatInterleave(ZOOM, 3)
                .padWith(FRAME, 1, 1, 1, 1);
        var grid = ImageGrid.of(maps, side, side, -1, 1);
        trial.image("positions", 1, (int) grid.size(1), (int) grid.size(2), grid.toFloats());
    }
}
