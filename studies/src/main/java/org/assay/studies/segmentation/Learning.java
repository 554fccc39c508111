package org.assay.studies.segmentation;

import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.models.UNet;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.segmentation.Unet.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The training of one network. */
final class Learning {

    private Learning() {}

    /** What is trained. */
    enum Network {
        UNET,
        /** The way up is handed zeros in place of what the way down kept. */
        NO_SKIPS,
        /** Without batch normalisation, and by gradient descent with the published momentum. */
        PLAIN,
        /** A classifier of windows. */
        PATCHES
    }

    private static Layer start(Setup s, Rng rng) {
        return switch (s.network()) {
            case UNET -> UNet.of(1, s.width(), s.depth(), 2, rng).dropout(s.dropout());
            case NO_SKIPS ->
                UNet.of(1, s.width(), s.depth(), 2, rng).dropout(s.dropout()).withoutSkips();
            case PLAIN -> UNet.plain(1, s.width(), s.depth(), 2, rng).dropout(s.dropout());
            case PATCHES -> Patches.of(s.width(), rng);
        };
    }

    static Layer learn(Trial<Setup> trial, Lesson lesson) {
        var s = trial.setting();
        var net = start(s, Rng.of(trial.seed("start")));
        var changes = Changes.of(s.changed(), Rng.of(trial.seed("augmentation")));
        var windows = Rng.of(trial.seed("windows"));
        var optimiser = Optimiser.of(
                        net,
                        s.network() == Network.PLAIN
                                ? Sgd.of(s.learningRate()).momentum(0.99)
                                : Adam.of(s.learningRate()))
                .schedule(Schedule.cosine(s.steps()));
        var batches = Batches.of(lesson, s.batch(), Rng.of(trial.seed("batches")))
                .withoutRemainder()
                .map(changes::of)
                .steps(s.steps());
        Mode.training(Rng.of(trial.seed("layers")), () -> {
            int step = 0;
            for (var part : batches) {
                optimiser.minimise(() -> loss(net, part, windows));
                if (step++ % 20 == 0) {
                    trial.progress(0.9 * step / s.steps());
                }
            }
        });
        return net;
    }

    private static Tensor loss(Layer net, Lesson lesson, Rng windows) {
        return net instanceof Patches patches
                ? patches.loss(lesson, windows)
                : lesson.loss(net.forward(lesson.pictures()));
    }
}
