package org.assay.studies.optimisationlayers;

import org.assay.data.ColourMap;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.studies.optimisationlayers.OptnetQp.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What a denoiser has learned: its error, its matrix, and what it makes of one signal that all seeds share. */
final class DenoisingReport {
    private static final int LINES = 200;

    private DenoisingReport() {}

    static void before(Trial<Setup> trial, Layer model) {
        if (model instanceof TotalVariation tv) {
            Scope.run(() -> {
                matrix(trial, "d_before", tv.d().detach());
                trial.metric(
                        "differencing_before",
                        Stencils.differencing(tv.d().detach()).correlation());
                trial.metric("energy_on_lines_before", Stencils.energy(tv.d().detach(), lines(trial)));
            });
        }
    }

    static void after(Trial<Setup> trial, Layer start, Layer model, Signals test) {
        trial.metric("test_mse", Learning.mse(model, test));
        trial.metric("noise_mse", test.mse(test.noisy()));
        if (model instanceof TotalVariation tv) {
            Scope.run(() -> {
                var d = tv.d().detach();
                matrix(trial, "d_after", d);
                var rows = Stencils.differencing(d);
                trial.metric("lambda", tv.logLambda().exp().item());
                trial.metric("differencing", rows.correlation());
                trial.metric("curvature", Stencils.curvature(d));
                trial.metric("rows_left_out", rows.leftOut());
                trial.metric("energy_on_lines", Stencils.energy(d, lines(trial)));
            });
        }
        if (trial.setting().tuned() && model instanceof TotalVariation last && start instanceof TotalVariation first) {
            Scope.run(() -> {
                var change = last.d().detach().sub(first.d().detach());
                matrix(trial, "d_change", change);
                int reach = trial.setting().length() / 2;
                for (int k = -reach; k <= reach; k++) {
                    trial.series(
                            "change_along_rows",
                            k,
                            change.diagonal(k, 0, 1).mean().item());
                }
            });
        }
        Scope.run(() -> Autodiff.noGrad(() -> {
            var s = trial.setting();
            var shown = Signals.draw(s.kind(), 1, s.length(), Rng.of(1));
            series(trial, "clean", shown.clean());
            series(trial, "noisy", shown.noisy());
            series(trial, "denoised", model.forward(shown.noisy()));
        }));
    }

    private static Tensor lines(Trial<Setup> trial) {
        int length = trial.setting().length();
        return Signals.draw(Signals.Kind.LINES, LINES, length, Rng.of(trial.seed("lines")))
                .clean();
    }

    private static void series(Trial<Setup> trial, String name, Tensor signal) {
        var values = signal.toDoubles();
        for (int t = 0; t < values.length; t++) {
            trial.series(name, t, values[t]);
        }
    }

    /** Red positive, white zero, blue negative. */
    private static void matrix(Trial<Setup> trial, String name, Tensor d) {
        var rgb = ColourMap.diverging(d.div(d.abs().amax().clampMin(Double.MIN_NORMAL)));
        trial.image(name, 3, (int) d.size(0), (int) d.size(1), rgb.flatten().toFloats());
    }
}
