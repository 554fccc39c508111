package org.assay.studies.generative;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.WeightAverage;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * How a network learns to guess noise: by Adam, with a rate that rises over a tenth of the steps and falls along a cosine.
 *
 * @param decay of the averaged weights
 */
record NoiseTraining(Problem.Source source, int width, int steps, int batch, double rate, double decay) {
    private static final String NET = "net.safetensors";
    private static final String LOSS = "loss.txt";
    private static final double CLIP = 1;

    /**
     * A trained network, with weights averaged over the last steps.
     *
     * @param loss mean over the last tenth of the steps
     */
    record Trained(NoiseNet net, double loss) {}

    /** What is lost on a batch of training examples. */
    interface Loss {
        Tensor of(NoiseNet net, Tensor batch, Rng draws);
    }

    /** What a trained network depends on beside the seed. */
    private record Made(NoiseTraining how, String loss, String which) {}

    /**
     * The network of a seed, trained once for all arms that use it.
     *
     * @param which of several networks
     * @param name says all that the loss depends on
     */
    Trained shared(Trial<?> trial, Problem problem, String which, String name, Loss loss) throws Exception {
        var key = new Made(this, name, which);
        var folder = trial.shared("net", key, trial.seed(), made -> train(trial, problem, which, loss, made));
        var like = NoiseNet.of(source, width, Rng.of(0));
        return new Trained(
                Checkpoint.load(folder.resolve(NET), like), Double.parseDouble(Files.readString(folder.resolve(LOSS))));
    }

    private void train(Trial<?> trial, Problem problem, String which, Loss loss, Path folder) throws IOException {
        var rng = Rng.of(trial.seed(which));
        var net = NoiseNet.of(source, width, rng.split("init"));
        var average = WeightAverage.exponential(net, decay);
        int tenth = steps / 10;
        var adam = Optimiser.of(net, Adam.of(rate))
                .schedule(Schedule.cosine(steps - tenth).warmup(tenth))
                .clip(CLIP);
        var draws = rng.split("noise");
        double late = 0;
        int step = 0;
        for (var examples :
                Batches.of(problem.train(), batch, rng.split("batches")).steps(steps)) {
            double lost = adam.minimise(() -> loss.of(net, examples, draws));
            average.update();
            late += step >= steps - tenth ? lost / tenth : 0;
            if (step++ % 50 == 0) {
                trial.progress(0.4 * step / steps);
            }
        }
        Checkpoint.save(folder.resolve(NET), average.model());
        Files.writeString(folder.resolve(LOSS), Double.toString(late));
    }
}
