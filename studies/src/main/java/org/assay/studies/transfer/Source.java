package org.assay.studies.transfer;

import java.util.concurrent.atomic.AtomicLong;
import org.assay.data.Augment;
import org.assay.data.Standardiser;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.nn.optim.Recipe;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.transfer.TransferLearning.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A network as it comes to the target task.
 *
 * @param net with the head of its own task
 * @param units in which the pictures of its own task have mean 0 and deviation 1
 * @param accuracy on test pictures of its own task, %, {@code []}
 */
record Source(Network net, Standardiser units, Tensor accuracy) {

    private static final String FILE = "source.safetensors";
    /** By which part of their side pictures are shifted at most: 4 of 32 pixels. */
    private static final int SHIFT = 8;

    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 5e-4;

    /** Where a network begins. */
    enum Start {
        NEAR,
        DISTANT,
        /** At random, with what the near source had before its training. */
        SCRATCH
    }

    /** All that a source depends on, besides the seed. */
    private record Kind(
            Pictures.Set pictures,
            int side,
            Start start,
            int images,
            int epochs,
            int batch,
            double rate,
            boolean bf16) {}

    /** The source of this seed, trained once for all arms. */
    static Source of(Trial<Setup> trial, Start start) throws Exception {
        var s = trial.setting();
        var kind = new Kind(
                s.pictures(),
                s.side(),
                start,
                s.sourceImages(),
                s.sourceEpochs(),
                s.sourceBatch(),
                s.sourceRate(),
                s.bf16());
        var made = trial.shared(
                "source",
                kind,
                trial.seed(),
                folder -> Scope.run(() -> Checkpoint.save(folder.resolve(FILE), learned(trial, start))));
        var like = new Source(
                fresh(trial, start == Start.NEAR ? 6 : 10),
                new Standardiser(Tensor.zeros(DType.FLOAT64, 3, 1, 1), Tensor.ones(DType.FLOAT64, 3, 1, 1)),
                Tensor.scalar(DType.FLOAT64, 0));
        return Checkpoint.load(made.resolve(FILE), like);
    }

    /** The network of this seed before any training. */
    static Network fresh(Trial<Setup> trial, int classes) {
        return Network.of(classes, Rng.of(trial.seed("start")));
    }

    private static Source learned(Trial<Setup> trial, Start start) {
        var s = trial.setting();
        var pictures = start == Start.NEAR ? Pictures.near(trial) : Pictures.distant(trial);
        var units = Standardiser.perChannel(pictures.train().inputs());
        var net = fresh(trial, pictures.classes());
        long steps = (long) s.sourceEpochs() * pictures.train().count() / s.sourceBatch();
        var step = new AtomicLong();
        var plain = Recipe.of(
                        s.sourceEpochs(),
                        s.sourceBatch(),
                        Sgd.of(s.sourceRate()).nesterov(MOMENTUM).weightDecay(DECAY))
                .schedule(Schedule::cosine)
                .prepare(x -> units.apply(x).channelsLast())
                .augment((x, rng) -> {
                    trial.progress(0.8 * step.incrementAndGet() / steps);
                    return Augment.cropAndFlip(x, s.side() / SHIFT, rng).channelsLast();
                });
        var recipe = s.bf16() ? plain.bf16() : plain;
        recipe.train(net, pictures.train().inputs(), pictures.train().labels(), Rng.of(trial.seed(start + " batches")));
        double accuracy =
                recipe.accuracy(net, pictures.test().inputs(), pictures.test().labels());
        return new Source(net, units, Tensor.scalar(DType.FLOAT64, 100 * accuracy));
    }
}
