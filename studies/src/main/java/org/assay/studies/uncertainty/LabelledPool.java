package org.assay.studies.uncertainty;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.data.DataSets;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.data.generate.Glyphs;
import org.assay.lab.Trial;
import org.assay.nn.BatchNorm;
import org.assay.nn.Checkpoint;
import org.assay.nn.Conv2d;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Pool;
import org.assay.nn.Sequential;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Recipe;
import org.assay.nn.optim.Schedule;
import org.assay.solve.conformal.RankedClasses;
import org.assay.studies.Needed;
import org.assay.studies.uncertainty.ConformalPrediction.Images;
import org.assay.studies.uncertainty.ConformalPrediction.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Images that a classifier has not learned from: their classes as it ranks them, and the truth.
 *
 * @param labels {@code [image]}
 * @param noise {@code [image]}: the deviation of the noise on each image, empty where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record LabelledPool(List<RankedClasses> images, int[] labels, double[] noise, int classes) {

    private static final String FILE = "pool.safetensors";

    /** What the trained network and its logits depend on. */
    private record Made(
            Images images,
            int masks,
            int textures,
            double least,
            double most,
            int train,
            int tuning,
            int pool,
            int epochs,
            double learningRate) {}

    /** Training images, further ones to set the temperature on, and the pool, in this order. */
    private record Drawn(Examples examples, Tensor noise) {}

    /** The pool of a seed, whose network is trained once for all arms. */
    static LabelledPool shared(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        var key = new Made(
                s.images(),
                s.masks(),
                s.textures(),
                s.least(),
                s.most(),
                s.train(),
                s.tuning(),
                s.pool(),
                s.epochs(),
                s.learningRate());
        var folder = trial.shared("logits", key, trial.seed(), made -> train(trial, made));
        return Scope.call(() -> {
            var kept = Checkpoint.read(folder.resolve(FILE));
            double t = s.tempered() ? tensor(kept, "temperature").item() : 1;
            trial.metric("temperature", t);
            var images = rows(tensor(kept, "logits")).stream()
                    .map(z -> RankedClasses.of(softmax(z, t)))
                    .toList();
            var labels = integers(tensor(kept, "labels"));
            long right = IntStream.range(0, labels.length)
                    .filter(i -> images.get(i).rank(labels[i]) == 1)
                    .count();
            trial.metric("accuracy", right / (double) labels.length);
            return new LabelledPool(
                    images,
                    labels,
                    tensor(kept, "noise").toDoubles(),
                    images.getFirst().count());
        });
    }

    /** The rank of the true class. */
    int rank(int image) {
        return images.get(image).rank(labels[image]);
    }

    private static void train(Trial<Setup> trial, Path folder) {
        Scope.run(() -> {
            var s = trial.setting();
            var drawn = s.images() == Images.CIFAR10 ? photographs(s, trial) : glyphs(s, trial);
            var all = drawn.examples;
            var train = all.first(s.train());
            var tuning = all.range(s.train(), s.train() + s.tuning());
            var pool = all.range(s.train() + s.tuning(), s.train() + s.tuning() + s.pool());
            int classes = s.images() == Images.CIFAR10 ? 10 : s.masks() * s.textures();
            var net = network((int) train.inputs().size(1), classes, Rng.of(trial.seed("init")));
            var recipe = Recipe.of(s.epochs(), 128, Adam.of(s.learningRate()))
                    .schedule(Schedule::cosine)
                    .watch((epoch, _) -> trial.progress(0.8 * epoch / s.epochs()));
            recipe.train(net, train.inputs(), train.labels(), Rng.of(trial.seed("order")));
            double t = temperature(rows(recipe.predict(net, tuning.inputs())), integers(tuning.labels()));
            Checkpoint.save(
                    folder.resolve(FILE),
                    Map.of(
                            "logits", recipe.predict(net, pool.inputs()),
                            "labels", pool.labels().copy(),
                            "noise", drawn.noise,
                            "temperature", Tensor.scalar(DType.FLOAT64, t)));
        });
    }

    /** Three convolutions of stride 2 with 16, 32 and 64 channels, their mean over the pixels, and a linear layer. */
    private static Layer network(int channels, int classes, Rng rng) {
        return Sequential.of(
                Tensor::channelsLast,
                convolution(channels, 16, rng),
                BatchNorm.of(16),
                Tensor::relu,
                convolution(16, 32, rng),
                BatchNorm.of(32),
                Tensor::relu,
                convolution(32, 64, rng),
                BatchNorm.of(64),
                Tensor::relu,
                Pool::globalAverage,
                Linear.of(64, classes, rng));
    }

    private static Conv2d convolution(int in, int out, Rng rng) {
        return Conv2d.of(in, out, 3, Init.kaimingNormalFanOut(), rng).unbiased().stride(2);
    }

    /** Masks times textures of a hundred classes: the first so many of each. */
    private static Drawn glyphs(Setup s, Trial<Setup> trial) {
        int wanted = s.train() + s.tuning() + s.pool();
        int classes = s.masks() * s.textures();
        int all = classes == 100 ? wanted : wanted * 120 / classes;
        var drawn = Glyphs.hundred(all, s.least(), s.most(), Rng.of(trial.seed("images")));
        var kinds = IntStream.range(0, 100)
                .filter(kind -> kind / 10 < s.masks() && kind % 10 < s.textures())
                .mapToLong(kind -> kind)
                .toArray();
        var noise = new Examples(drawn.noise(), drawn.examples().labels()).ofClasses(kinds);
        return new Drawn(
                drawn.examples().ofClasses(kinds).first(wanted),
                noise.range(s.train() + s.tuning(), wanted).inputs().copy());
    }

    private static Drawn photographs(Setup s, Trial<Setup> trial) {
        return Needed.data("photographs to classify", () -> {
            var cifar = DataSets.cifar10();
            var rng = Rng.of(trial.seed("images"));
            var learnt = shuffled(cifar.train(), s.train() + s.tuning(), rng.split("train"));
            var pool = shuffled(cifar.test(), s.pool(), rng.split("test"));
            var units = Standardiser.perChannel(learnt.inputs());
            var examples = new Examples(
                    units.apply(Tensor.cat(List.of(learnt.inputs(), pool.inputs()), 0)),
                    Tensor.cat(List.of(learnt.labels(), pool.labels()), 0));
            return new Drawn(examples, Tensor.zeros(0));
        });
    }

    private static Examples shuffled(Examples examples, int count, Rng rng) {
        return examples.rows(rng.permutation(examples.count()).narrow(0, 0, count));
    }

    /**
     * The temperature of least negative log-likelihood, by Newton's method on its reciprocal, in which that is convex. Guo et al. 2017.
     *
     * @param logits one array an input
     */
    static double temperature(List<double[]> logits, int[] labels) {
        double b = 1;
        for (int step = 0; step < 30; step++) {
            double slope = 0;
            double curvature = 0;
            for (int i = 0; i < labels.length; i++) {
                var z = logits.get(i);
                var p = softmax(z, 1 / b);
                double mean = 0;
                double square = 0;
                for (int y = 0; y < z.length; y++) {
                    mean += p[y] * z[y];
                    square += p[y] * z[y] * z[y];
                }
                slope += mean - z[labels[i]];
                curvature += square - mean * mean;
            }
            b = Math.clamp(b - slope / Math.max(curvature, 1e-12), b / 2, 2 * b);
        }
        return 1 / b;
    }

    static double[] softmax(double[] z, double temperature) {
        double top = Arrays.stream(z).max().orElse(0);
        var p = Arrays.stream(z).map(v -> Math.exp((v - top) / temperature)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    private static List<double[]> rows(Tensor table) {
        var all = table.toDoubles();
        int columns = (int) table.size(1);
        return IntStream.range(0, (int) table.size(0))
                .mapToObj(row -> Arrays.copyOfRange(all, row * columns, (row + 1) * columns))
                .toList();
    }

    private static int[] integers(Tensor labels) {
        return Arrays.stream(labels.toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    private static Tensor tensor(Map<String, Tensor> kept, String name) {
        return requireNonNull(kept.get(name));
    }
}
