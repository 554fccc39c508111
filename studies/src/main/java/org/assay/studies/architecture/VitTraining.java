package org.assay.studies.architecture;

import org.assay.data.Augment;
import org.assay.data.Colours;
import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.data.Standardiser;
import org.assay.lab.Trial;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.architecture.Vit.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The training of one network, with as many steps whatever the number of pictures. */
final class VitTraining {
    private static final double JITTER = 0.3;
    private static final double CUT = 12 / 32.0;
    private static final double CUTS = 0.5;
    private static final double ALPHA = 0.2;

    private VitTraining() {}

    /** Trains the network in place: the rate rises over a tenth of the steps and falls along a cosine. */
    static void learn(Trial<Setup> trial, Classifier classifier) {
        var s = trial.setting();
        int tenth = Math.max(1, s.steps() / 10);
        var optimiser = Optimiser.of(classifier.net(), rule(s, 0))
                .with((_, weight) -> Classifier.decays(weight), rule(s, s.weightDecay()))
                .schedule(Schedule.cosine(s.steps() - tenth).warmup(tenth));
        if (s.network() != VitNetwork.RESNET) {
            optimiser.clip(1);
        }
        var moves = Rng.of(trial.seed("moves"));
        var changes = Rng.of(trial.seed("changes"));
        var units = classifier.pictures().units();
        classifier.learn(optimiser, s.batch(), s.steps(), batch -> copies(batch, units, s.strong(), moves, changes), 0);
        // A step takes three times a forward pass, a multiplication with its sum two operations.
        trial.operations(6 * VitNetwork.multiplyAdds(s) * s.steps() * s.batch());
    }

    private static Rule rule(Setup s, double weightDecay) {
        double rate = s.factor() * s.learningRate();
        return s.network() == VitNetwork.RESNET
                ? Sgd.of(rate).momentum(0.9).weightDecay(weightDecay)
                : AdamW.of(rate).weightDecay(weightDecay);
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
}
