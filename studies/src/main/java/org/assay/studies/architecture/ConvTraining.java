package org.assay.studies.architecture;

import org.assay.data.Augment;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.optim.AdamW;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Rule;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.architecture.ModernConvnet.Setup;
import org.assay.tensor.Rng;

/** The training of one network of the ladder. */
final class ConvTraining {
    private static final int WARMUP = 20;

    private ConvTraining() {}

    /** How weights follow gradients. */
    enum Method {
        /** Descent with a momentum of 0.9. */
        SGD,
        /** With a decay in units of the learning rate. */
        ADAMW
    }

    /** Trains the network in place. */
    static void learn(Trial<Setup> trial, Classifier classifier) {
        var s = trial.setting();
        int steps = steps(s);
        var schedule = schedule(s, steps);
        double rate = s.factor() * s.learningRate();
        var optimiser = Optimiser.of(classifier.net(), rule(s, 0))
                .with((_, weight) -> Classifier.decays(weight), rule(s, s.weightDecay()))
                .schedule(schedule);
        var moves = Rng.of(trial.seed("moves"));
        var units = classifier.pictures().units();
        classifier.learn(
                optimiser,
                s.batch(),
                steps,
                batch -> {
                    var seen = s.moved() ? Augment.cropAndFlip(batch.inputs(), s.size() / 8, moves) : batch.inputs();
                    return new Examples(units.apply(seen), batch.labels());
                },
                s.smoothing());
        for (int look = 1; look <= Classifier.LOOKS; look++) {
            int step = Math.max(1, look * steps / Classifier.LOOKS);
            trial.series("learning rate", step, rate * schedule.at(step - 1));
        }
    }

    /** Steps of a training; what does not fill a batch waits for the next epoch. */
    static int steps(Setup s) {
        return s.epochs() * (s.train() / s.batch());
    }

    /** Floating-point operations of a training: a step takes three times a forward pass, a multiplication with its sum two operations. */
    static double operations(Setup s) {
        return 6 * ConvNetwork.multiplyAdds(s) * steps(s) * s.batch();
    }

    /** Either constant, or up in a straight line over a twentieth of the steps and down to 0 along a cosine. */
    static Schedule schedule(Setup s, int steps) {
        int warmup = Math.max(1, steps / WARMUP);
        return s.cosine() ? Schedule.cosine(steps - warmup).warmup(warmup) : Schedule.constant();
    }

    private static Rule rule(Setup s, double weightDecay) {
        double rate = s.factor() * s.learningRate();
        return switch (s.method()) {
            case SGD -> Sgd.of(rate).momentum(0.9).weightDecay(weightDecay);
            case ADAMW -> AdamW.of(rate).weightDecay(weightDecay);
        };
    }
}
