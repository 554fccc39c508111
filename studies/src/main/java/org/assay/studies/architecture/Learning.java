package org.assay.studies.architecture;

import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.Colours;
import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.data.Standardiser;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Classification;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.architecture.Vit.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The training of one network, with as many steps whatever the number of pictures, and what it then gets right. */
final class Learning {
    private static final int LOOKS = 20;
    private static final int PIECE = 500;
    /** Training pictures whose labels are asked for in the end. */
    private static final int SHOWN = 2_000;

    private static final double JITTER = 0.3;
    private static final double CUT = 12 / 32.0;
    private static final double CUTS = 0.5;
    private static final double ALPHA = 0.2;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Pictures pictures;
    private final Layer net;

    Learning(Trial<Setup> trial, Pictures pictures, Layer net) {
        this.trial = trial;
        this.s = trial.setting();
        this.pictures = pictures;
        this.net = net;
    }

    /** Trains the network in place: the rate rises over a tenth of the steps and falls along a cosine. */
    void learn() {
        int tenth = Math.max(1, s.steps() / 10);
        var optimiser = Optimiser.of(net, rule(0))
                .with((_, weight) -> decays(weight), rule(s.weightDecay()))
                .schedule(Schedule.cosine(s.steps() - tenth).warmup(tenth));
        if (s.network() != Network.RESNET) {
            optimiser.clip(1);
        }
        var moves = Rng.of(trial.seed("moves"));
        var changes = Rng.of(trial.seed("changes"));
        var batches = Batches.of(pictures.train(), s.batch(), Rng.of(trial.seed("order")))
                .withoutRemainder()
                .map(batch -> copies(batch, pictures.units(), s.strong(), moves, changes))
                .steps(s.steps());
        Mode.training(Rng.of(trial.seed("layers")), () -> {
            double sum = 0;
            int since = 0;
            int step = 0;
            for (var batch : batches) {
                sum += optimiser.minimise(() -> net.forward(batch.inputs()).crossEntropy(batch.labels()));
                since++;
                step++;
                if (step * LOOKS / s.steps() > (step - 1) * LOOKS / s.steps()) {
                    trial.series("training loss", step, sum / since);
                    trial.progress(0.9 * step / s.steps());
                    sum = 0;
                    since = 0;
                }
            }
        });
        // A step takes three times a forward pass, a multiplication with its sum two operations.
        trial.operations(6 * Network.multiplyAdds(s) * s.steps() * s.batch());
    }

    private Rule rule(double weightDecay) {
        double rate = s.factor() * s.learningRate();
        return s.network() == Network.RESNET
                ? Sgd.of(rate).momentum(0.9).weightDecay(weightDecay)
                : AdamW.of(rate).weightDecay(weightDecay);
    }

    /** Matrices and convolutions are drawn to zero; biases, normalisations, positions and the class token are not. */
    static boolean decays(Tensor weight) {
        return weight.rank() == 2 || weight.rank() == 4;
    }

    /**
     * Shifted and mirrored copies in the network's units; strong ones are changed in brightness and contrast, every second has a square covered, and they are mixed with
     * each other, labels too.
     *
     * @param moves what shifts and mirrors are drawn from, whether copies are strong or not
     */
    static Examples copies(Examples batch, Standardiser units, boolean strong, Rng moves, Rng changes) {
        int side = (int) batch.inputs().size(3);
        var moved = Augment.cropAndFlip(batch.inputs(), side / 8, moves);
        if (!strong) {
            return new Examples(units.apply(moved), batch.labels());
        }
        var changed = units.apply(Colours.jitter(moved, JITTER, JITTER, 0, 0, changes));
        var which = changes.uniform(batch.count(), 1, 1, 1).lt(CUTS);
        var covered = Tensor.where(which, Augment.cutout(changed, (int) Math.round(CUT * side), changes), changed);
        return Mixing.mixup(new Examples(covered, Mixing.oneHot(batch.labels(), Pictures.CLASSES)), ALPHA, changes);
    }

    /** What the network gets right of pictures that it learned from and of others. */
    void report() {
        double test = accuracy(pictures.test());
        double train =
                accuracy(pictures.train().first(Math.min(SHOWN, pictures.train().count())));
        trial.metric("test_accuracy", test);
        trial.metric("train_accuracy", train);
        trial.metric("train_minus_test", train - test);
    }

    /** The share of pictures that the network gives their label. */
    double accuracy(Examples of) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            double right = 0;
            for (var piece : Batches.inOrder(of, PIECE)) {
                right += piece.count()
                        * Scope.call(() -> Classification.accuracy(
                                net.forward(pictures.units().apply(piece.inputs())), piece.labels()));
            }
            return right / of.count();
        })));
    }
}
