package org.assay.studies.representations;

import static org.assay.lab.Change.set;

import java.util.List;
import org.assay.lab.Paper;
import org.assay.lab.Plan;
import org.assay.lab.Scale;
import org.assay.lab.Study;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.optim.Adam;
import org.assay.studies.representations.CoordinateNet.Kind;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

public final class Siren implements Study<Siren.Setup> {

    public enum Task {
        IMAGE,
        GRADIENT,
        LAPLACIAN,
        START
    }

    public record Setup(
            Kind network,
            double omega0,
            int width,
            int hidden,
            Task task,
            int side,
            int batch,
            int steps,
            double learningRate) {}

    @Override
    public List<Paper> papers() {
        return List.of();
    }

    @Override
    public String question() {
        return "";
    }

    @Override
    public String family() {
        return "implicit-representations";
    }

    @Override
    public Plan<Setup> plan() {
        var base = new Setup(Kind.SIREN, 30, 256, 3, Task.GRADIENT, 256, 16_384, 10_000, 1e-4);
        return Plan.of(base)
                .at(Scale.LAPTOP, set("width", 64), set("side", 48), set("batch", 1024), set("steps", 600))
                .arm("siren")
                .build();
    }

    @Override
    public void run(Trial<Setup> trial) {
        var s = trial.setting();
        var init = Rng.of(trial.seed("init"));
        if (s.task == Task.START) {
            StartStatistics.report(
                    trial, depth -> CoordinateNet.of(s.network, s.omega0, s.width, depth - 1, s.side, init));
            return;
        }
        var image = ProceduralImage.of(Rng.of(trial.seed("image")));
        var f = Target.of(image, s.side);
        var phi = CoordinateNet.of(s.network, s.omega0, s.width, s.hidden, s.side, init);
        var adam = Adam.of(phi, s.learningRate);
        var draws = Rng.of(trial.seed("batches"));
        for (int step = 0; step < s.steps; step++) {
            if (step % 20 == 0) {
                look(trial, step, phi, f);
            }
            adam.minimise(() -> {
                var batch = draws.permutation(f.points().size(0))
                        .narrow(0, 0, Math.min(s.batch, f.points().size(0)));
                return loss(s.task, phi, f, batch);
            });
        }
        look(trial, s.steps, phi, f);
    }

    private void look(Trial<Setup> trial, int step, Layer phi, Target f) {
        Scope.run(() -> Autodiff.noGrad(() -> {
            var own = Field.value(phi, f.points());
            trial.series("psnr", step, f.psnr(f.centred(own)));
            if (step == trial.setting().steps) {
                trial.metric("psnr", f.psnr(f.centred(own)));
                trial.metric("psnr_raw", f.psnr(own));
                trial.metric("psnr_harmonic", f.psnr(f.harmonised(own)));
            }
        }));
    }

    static Tensor loss(Task task, Layer phi, Target f, Tensor batch) {
        var x = f.points().rows(batch).parameter();
        return switch (task) {
            case IMAGE ->
                Field.value(phi, x).sub(f.field().value().rows(batch)).square().mean();
            case GRADIENT ->
                Field.gradient(phi, x)
                        .sub(f.field().gradient().rows(batch))
                        .square()
                        .sum(1)
                        .mean()
                        .div(f.gradientPower());
            case LAPLACIAN ->
                Field.laplacian(phi, x)
                        .sub(f.field().laplacian().rows(batch))
                        .square()
                        .mean()
                        .div(f.laplacianPower());
            case START -> throw new IllegalArgumentException("An untrained network has no loss.");
        };
    }
}
