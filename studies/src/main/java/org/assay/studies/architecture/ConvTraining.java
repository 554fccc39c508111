package org.assay.studies.architecture;

import java.util.ArrayList;
import java.util.List;
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

    /** A network of the ladder, trained. */
    static Classifier ladder(Trial<Setup> trial, Pictures pictures) {
        var s = trial.setting();
        int steps = steps(s);
        var schedule = schedule(s, steps);
        var units = pictures.units();
        var classifier = new Classifier(trial, pictures, ConvNetwork.of(s, Rng.of(trial.seed("start"))), s.reduced());
        var optimiser = Optimiser.of(classifier.net(), rule(s, 0))
                .with((_, weight) -> Classifier.decays(weight), rule(s, s.weightDecay()))
                .schedule(schedule);
        var moves = Rng.of(trial.seed("moves"));
        long before = System.nanoTime();
        classifier.learn(
                optimiser,
                s.batch(),
                steps,
                batch -> {
                    var seen = s.moved() ? Augment.cropAndFlip(batch.inputs(), s.size() / 8, moves) : batch.inputs();
                    return new Examples(units.apply(seen), batch.labels());
                },
                s.smoothing());
        cost(trial, before, operations(s));
        rates(trial, rule(s, 0).lr(), schedule, steps);
        return classifier;
    }

    /** The network of the speed runs, trained; what it gets right with six views is reported. */
    static Classifier speedRun(Trial<Setup> trial, Pictures pictures) {
        var recipe = trial.setting().speed();
        var training = new SpeedTraining(recipe, pictures.train(), pictures.units(), Rng.of(trial.seed("speed")));
        long steps = recipe.steps(pictures.train().count());
        long each = Math.max(1, steps / Classifier.LOOKS);
        var losses = new ArrayList<Double>();
        long before = System.nanoTime();
        training.learn(loss -> {
            losses.add(loss);
            if (losses.size() % each == 0) {
                var last = losses.subList(losses.size() - (int) each, losses.size());
                trial.series(
                        "training loss",
                        losses.size(),
                        last.stream().mapToDouble(x -> x).average().orElseThrow());
                trial.progress(0.9 * losses.size() / steps);
            }
        });
        cost(trial, before, training.operations());
        rates(trial, recipe.ofKernels().lr(), recipe.schedule(steps), steps);
        if (!trial.tuning()) {
            trial.metric("test_accuracy_views", training.accuracy(pictures.test(), true));
        }
        return new Classifier(trial, pictures, training.net(), recipe.reduced());
    }

    private static void cost(Trial<Setup> trial, long before, double operations) {
        trial.operations(operations);
        if (!trial.tuning()) {
            trial.timing("training_seconds", (System.nanoTime() - before) / 1e9);
            trial.metric("training_teraflop", operations / 1e12);
        }
    }

    private static void rates(Trial<Setup> trial, double rate, Schedule schedule, long steps) {
        for (int look = 1; look <= Classifier.LOOKS; look++) {
            long step = Math.max(1, look * steps / Classifier.LOOKS);
            trial.series("learning rate", (double) step, rate * schedule.at(step - 1));
        }
    }

    /** Epochs of the speed-run network of these widths that cost its share of a training of the residual network, in whole steps. */
    static double passes(Setup s, List<Integer> widths) {
        double residual =
                MultiplyAdds.residual(s.size(), s.width(), ConvNetwork.STAGES, s.blocks()) * steps(s) * s.batch();
        double step = SpeedNet.multiplyAdds(widths, s.size()) * s.speedBatch();
        return Math.floor(s.share() * residual / step) / Math.floorDiv(s.train(), s.speedBatch());
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
