package org.assay.studies.representations;

import org.assay.data.ColourMap;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Pictures of what a network represents beside what it should, with the derivatives of both, at one scale for each pair. */
final class Pictures {
    /** Of the absolute values of a target's derivative, the share that is not cut off: edges would leave the rest dark. */
    private static final double SHOWN = 0.98;

    private Pictures() {}

    static void report(Trial<?> trial, Target f, Layer phi) {
        Scope.run(() -> {
            var own = Field.of(phi, f.points());
            var centred = f.centred(own.value());
            grey(trial, "target", f, f.field().value());
            grey(trial, "recovered", f, centred);
            grey(trial, "recovered_but_harmonic", f, f.harmonised(own.value()));

            var slope = length(f.field().gradient());
            double steepest = slope.quantile(SHOWN).item();
            grey(trial, "target_gradient", f, slope.mul(2 / steepest).sub(1));
            grey(
                    trial,
                    "own_gradient",
                    f,
                    length(own.gradient()).mul(2 / steepest).sub(1));

            double largest = f.field().laplacian().abs().quantile(SHOWN).item();
            signed(trial, "target_laplacian", f, f.field().laplacian().div(largest));
            signed(trial, "own_laplacian", f, own.laplacian().div(largest));
        });
    }

    private static Tensor length(Tensor gradient) {
        return gradient.square().sum(1).sqrt();
    }

    /** -1 black, 1 white. */
    private static void grey(Trial<?> trial, String name, Target f, Tensor values) {
        trial.image(
                name, 1, f.side(), f.side(), values.add(1.0).div(2).clamp(0, 1).toFloats());
    }

    private static void signed(Trial<?> trial, String name, Target f, Tensor values) {
        var rgb = ColourMap.diverging(values.view(f.side(), f.side()));
        trial.image(name, 3, f.side(), f.side(), rgb.flatten().toFloats());
    }
}
