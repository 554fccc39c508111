package org.assay.studies.regularisation;

import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.data.Mixing;
import org.assay.lab.Trial;
import org.assay.nn.Mode;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.studies.regularisation.Mixup.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The training of one network, with looks at its test error on the way. */
final class Learning {

    private static final int LOOKS = 20;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Problem problem;
    private final Classifier net;
    private double best = 1;
    private double last = 1;

    Learning(Trial<Setup> trial, Problem problem, Classifier net) {
        this.trial = trial;
        this.s = trial.setting();
        this.problem = problem;
        this.net = net;
    }

    /** Trains the network in place. */
    void learn() {
        int batch = (int) Math.min(s.batch(), problem.train().count());
        long perEpoch = problem.train().count() / batch;
        int epochs = s.passes();
        long steps = epochs * perEpoch;
        var optimiser = Optimiser.of(net, Sgd.of(s.learningRate()).momentum(0.9).weightDecay(s.weightDecay()))
                .schedule(s.cosine() ? Schedule.cosine(steps) : Schedule.milestones(0.1, steps / 2, steps * 3 / 4));
        var changes = Rng.of(trial.seed("augmentation"));
        var mixing = Rng.of(trial.seed("mixing"));
        var targets = smoothed(Mixing.oneHot(problem.train().labels(), problem.classes()), s.smoothing());
        var batches = Batches.of(new Examples(problem.train().inputs(), targets), batch, Rng.of(trial.seed("order")))
                .withoutRemainder()
                .map(part -> s.augmented() ? augmented(part, changes) : part)
                .steps(steps);
        Mode.training(Rng.of(trial.seed("layers")), () -> {
            long step = 0;
            for (var part : batches) {
                optimiser.minimise(() -> s.mixture().loss(net, part, s.alpha(), mixing));
                step++;
                if (step % perEpoch == 0) {
                    ended((int) (step / perEpoch), epochs);
                }
            }
        });
        trial.metric("overfit_gap", last - best);
        trial.metric("best_error", best);
    }

    /** Szegedy et al. 2016, section 7: each label gives a share of itself to all classes alike. */
    static Tensor smoothed(Tensor shares, double given) {
        return given == 0 ? shares : shares.mul(1 - given).add(given / shares.size(1));
    }

    private static Examples augmented(Examples batch, Rng rng) {
        int padding = (int) batch.inputs().size(3) / 8;
        return new Examples(Augment.flip(Augment.crop(batch.inputs(), padding, rng), rng), batch.labels());
    }

    private void ended(int epoch, int epochs) {
        if (epoch * LOOKS / epochs > (epoch - 1) * LOOKS / epochs) {
            last = net.error(
                    problem.test().first(Math.min(s.watched(), problem.test().count())));
            best = Math.min(best, last);
            trial.series("test error", epoch, last);
        }
        trial.progress(0.9 * epoch / epochs);
    }
}
