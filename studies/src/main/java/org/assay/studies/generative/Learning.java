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
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
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

    ScoreModel model(ScoreBasedGenerative.Diffusion diffusion, Problem problem) {
        return model(diffusion, problem, net);
    }

    /**
     * What fits examples that are normal around 0 is given, the network adds the rest: so all three diffusions bring it inputs and ask of it outputs of
     * about unit size. Karras et al. 2022, section 5, for guesses of noise.
     */
    static ScoreModel model(ScoreBasedGenerative.Diffusion diffusion, Problem problem, ScoreModel.Net net) {
        var sde = diffusion.sde();
        return new ScoreModel(
                sde,
                (x, t) -> {
                    var noise = like(x, sde.std(t));
                    var signal = like(x, sde.mean(t)).mul(problem.spread());
                    var variance = noise.square().add(signal.square());
                    var size = variance.sqrt();
                    var rest = net.forward(x.div(size), t).mul(signal.div(size));
                    return x.mul(noise.div(variance)).add(rest);
                },
                EARLIEST);
    }

    /** Factors of whole examples. */
    private static Tensor like(Tensor x, Tensor factors) {
        var wide = new long[x.rank()];
        Arrays.fill(wide, 1);
        wide[0] = x.size(0);
        return factors.reshape(wide);
    }

    private static void train(Trial<Setup> trial, Problem problem, String which, Path folder) throws IOException {
        var s = trial.setting();
        var rng = Rng.of(trial.seed(which));
        var net = NoiseNet.of(s.source(), s.width(), rng.split("init"));
        var average = WeightAverage.exponential(net, s.averaging());
        int tenth = s.steps() / 10;
        var adam = Optimiser.of(net, Adam.of(s.learningRate()))
                .schedule(Schedule.cosine(s.steps() - tenth).warmup(tenth))
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
        return model(s.diffusion(), problem, net).loss(x0, s.weighting(), draws);
    }
}
