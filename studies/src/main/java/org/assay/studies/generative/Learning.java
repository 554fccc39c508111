package org.assay.studies.generative;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.diffusion.ScoreModel;
import org.assay.nn.diffusion.ScoreModel.Weighting;
import org.assay.nn.diffusion.Sde;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.WeightAverage;
import org.assay.studies.generative.ScoreBasedGenerative.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * A trained network, with weights averaged over the last steps.
 *
 * @param loss mean over the last tenth of the steps
 */
record Learning(NoiseNet net, double loss) {
    private static final String NET = "net.safetensors";
    private static final String LOSS = "loss.txt";
    private static final double CLIP = 1;
    /** About the root mean square of pictures between 0 and 1. */
    private static final double SPREAD = 0.5;
    /** As published; a network this small learns down to where likelihoods are measured from. */
    static final double EARLIEST = 1e-5;

    /** What a trained network depends on beside the seed. */
    private record Made(
            Problem.Source source,
            ScoreBasedGenerative.Diffusion diffusion,
            Weighting weighting,
            int width,
            int steps,
            int batch,
            double rate,
            double decay,
            String which) {}

    /** The network of a seed, trained once for all arms that use it. */
    static Learning shared(Trial<Setup> trial, Problem problem, String which) throws Exception {
        var s = trial.setting();
        var key = new Made(
                s.source(),
                s.diffusion(),
                s.weighting(),
                s.width(),
                s.steps(),
                s.batch(),
                s.learningRate(),
                s.averaging(),
                which);
        var folder = trial.shared("net", key, trial.seed(), made -> train(trial, problem, which, made));
        var like = NoiseNet.of(s.source(), s.width(), Rng.of(0));
        return new Learning(
                Checkpoint.load(folder.resolve(NET), like), Double.parseDouble(Files.readString(folder.resolve(LOSS))));
    }

    ScoreModel model(ScoreBasedGenerative.Diffusion diffusion) {
        return model(diffusion, net);
    }

    /** Inputs are brought to about unit size, which of the three diffusions only exploding variance leaves. */
    private static ScoreModel model(ScoreBasedGenerative.Diffusion diffusion, NoiseNet net) {
        var sde = diffusion.sde();
        if (diffusion != ScoreBasedGenerative.Diffusion.VE) {
            return new ScoreModel(sde, net, EARLIEST);
        }
        return new ScoreModel(sde, (x, t) -> net.forward(x.div(size(sde, x, t)), t), EARLIEST);
    }

    private static Tensor size(Sde sde, Tensor x, Tensor t) {
        var wide = new long[x.rank()];
        Arrays.fill(wide, 1);
        wide[0] = x.size(0);
        return sde.std(t).square().add(SPREAD * SPREAD).sqrt().reshape(wide);
    }

    private static void train(Trial<Setup> trial, Problem problem, String which, Path folder) throws IOException {
        var s = trial.setting();
        var rng = Rng.of(trial.seed(which));
        var net = NoiseNet.of(s.source(), s.width(), rng.split("init"));
        var average = WeightAverage.exponential(net, s.averaging());
        int tenth = s.steps() / 10;
        var adam = Optimiser.of(net, Adam.of(s.learningRate()))
                .schedule(step -> Math.min(1, (step + 1.0) / tenth))
                .clip(CLIP);
        var draws = rng.split("noise");
        double late = 0;
        int step = 0;
        for (var batch :
                Batches.of(problem.train(), s.batch(), rng.split("batches")).steps(s.steps())) {
            double loss = adam.minimise(() -> loss(net, problem, s, batch, draws));
            average.update();
            late += step >= s.steps() - tenth ? loss / tenth : 0;
            if (step++ % 50 == 0) {
                trial.progress(0.4 * step / s.steps());
            }
        }
        Checkpoint.save(folder.resolve(NET), average.model());
        Files.writeString(folder.resolve(LOSS), Double.toString(late));
    }

    private static Tensor loss(NoiseNet net, Problem problem, Setup s, Tensor batch, Rng draws) {
        var x0 = problem.dequantised(batch, draws);
        return model(s.diffusion(), net).loss(x0, s.weighting(), draws);
    }
}
