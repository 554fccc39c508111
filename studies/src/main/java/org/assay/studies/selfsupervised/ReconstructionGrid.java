package org.assay.studies.selfsupervised;

import java.util.ArrayList;
import org.assay.lab.Trial;
import org.assay.nn.diffusion.ImageGrid;
import org.assay.nn.models.PatchEmbedding;
import org.assay.studies.selfsupervised.MaskedAutoencoder.Setup;
import org.assay.studies.selfsupervised.PatchShuffle.Sampling;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Eight test pictures, and below them what is visible and what the model makes of it, with more and more hidden. */
final class ReconstructionGrid {
    private static final double[] RATIOS = {0.25, 0.5, 0.75, 0.9};
    private static final int PICTURES = 8;
    private static final int ZOOM = 2;
    private static final int EDGE = 2;
    private static final double GREY = 0.5;

    private ReconstructionGrid() {}

    static void show(Trial<Setup> trial, MaskedData data, MaskedModel model) {
        var s = trial.setting();
        Scope.run(() -> {
            var raw = data.test().inputs().narrow(0, 0, PICTURES);
            var x = data.units().apply(raw);
            int side = s.size() / s.patch();
            var rows = new ArrayList<Tensor>();
            rows.add(raw);
            for (double ratio : RATIOS) {
                var shuffle =
                        PatchShuffle.of(Sampling.RANDOM, PICTURES, side, ratio, Rng.of(trial.seed("masks shown")));
                var hidden = shuffle.mask().unsqueeze(2);
                var seen =
                        PatchEmbedding.patches(raw, s.patch()).mul(hidden.neg().add(1.0));
                var guess = Autodiff.noGrad(() -> model.guess(x, shuffle));
                var told = PatchEmbedding.patches(
                        data.units().invert(PatchEmbedding.pictures(guess, s.patch(), side)), s.patch());
                rows.add(PatchEmbedding.pictures(seen.add(hidden.mul(GREY)), s.patch(), side));
                rows.add(PatchEmbedding.pictures(seen.add(hidden.mul(told)), s.patch(), side));
            }
            var cells = Tensor.cat(rows, 0)
                    .repeatInterleave(ZOOM, 2)
                    .repeatInterleave(ZOOM, 3)
                    .padWith(1, EDGE, EDGE, EDGE, EDGE);
            var grid = ImageGrid.of(cells, rows.size(), PICTURES, 0, 1);
            trial.image("reconstructions", (int) grid.size(0), (int) grid.size(1), (int) grid.size(2), grid.toFloats());
        });
    }
}
