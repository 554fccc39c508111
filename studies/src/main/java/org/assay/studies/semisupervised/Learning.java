package org.assay.studies.semisupervised;

import java.util.Iterator;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.nn.optim.WeightAverage;
import org.assay.studies.semisupervised.Fixmatch.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** The training of one network, with looks at its averaged weights on the way. */
final class Learning {
    private static final int LOOKS = 20;
    private static final int LATE = LOOKS * 3 / 4;

    private final Trial<Setup> trial;
    private final Setup s;
    private final Problem problem;
    private final Views views;
    private final Layer net;
    private final WeightAverage<Layer> average;
    private final Rng labelledDraws;
    private final Rng weakDraws;
    private final Rng strongDraws;
    private final Tally late = new Tally();
    private Tally recent = new Tally();

    Learning(Trial<Setup> trial, Problem problem, Layer net) {
        this.trial = trial;
        this.s = trial.setting();
        this.problem = problem;
        this.views = new Views(s.strong(), problem.units());
        this.net = net;
        this.average = WeightAverage.exponential(net, s.decay());
        this.labelledDraws = Rng.of(trial.seed("weak, labelled"));
        this.weakDraws = Rng.of(trial.seed("weak, unlabelled"));
        this.strongDraws = Rng.of(trial.seed("strong"));
    }

    /** Trains the network in place, and reports what its averaged weights come to. */
    void learn() {
        int unlabelled = s.mu() * s.batch();
        var optimiser = Optimiser.of(net, sgd())
                .with((_, weight) -> weight.rank() > 1, sgd().weightDecay(s.weightDecay()))
                .schedule(rate(s.steps()));
        var labelled = Batches.of(
                        often(problem.labelled(), s.batch()), s.batch(), Rng.of(trial.seed("batches, labelled")))
                .withoutRemainder()
                .steps(s.steps());
        var others = Batches.of(problem.unlabelled(), unlabelled, Rng.of(trial.seed("batches, unlabelled")))
                .withoutRemainder()
                .steps(s.steps())
                .iterator();
        var test = new Examples(
                problem.units().apply(problem.test().inputs()), problem.test().labels());
        Mode.training(Rng.of(0), () -> {
            int step = 0;
            for (var x : labelled) {
                Scope.run(() -> step(optimiser, x, others));
                average.update();
                step++;
                looked(step, test);
            }
        });
        if (s.lambda() > 0) {
            accepted();
        }
        trial.metric("test_error", Classifier.error(average.model(), test));
    }

    /** The same as often as it takes to fill a batch. */
    private static Examples often(Examples few, int batch) {
        long times = (batch + few.count() - 1) / few.count();
        return few.rows(Tensor.arange(few.count()).repeat(times));
    }

    /** The rate falls along a part of a cosine, {@code cos(7 pi k / 16 K)}, to about a fifth. */
    static Schedule rate(int steps) {
        return k -> Math.cos(7 * Math.PI * k / (16.0 * steps));
    }

    private Sgd sgd() {
        return Sgd.of(s.learningRate()).nesterov(0.9);
    }

    private void step(Optimiser optimiser, Examples x, Iterator<Examples> others) {
        var weakX = views.weak(x.inputs(), labelledDraws);
        if (s.lambda() == 0) {
            optimiser.minimise(() -> net.forward(weakX).crossEntropy(x.labels()));
            return;
        }
        var u = others.next();
        var weak = views.weak(u.inputs(), weakDraws);
        var strong = views.strong(u.inputs(), strongDraws);
        var taken = optimiser.minimise(
                () -> FixmatchLoss.of(net, weakX, x.labels(), weak, strong, s.tau(), s.temperature(), s.lambda()),
                FixmatchLoss::total);
        var truth = u.labels().toLongs();
        var guess = taken.pseudo().guess().toLongs();
        var mask = taken.pseudo().mask().toDoubles();
        recent.add(truth, guess, mask);
        if (optimiser.steps() > (long) s.steps() * LATE / LOOKS) {
            late.add(truth, guess, mask);
        }
    }

    private void looked(int step, Examples test) {
        if ((long) step * LOOKS / s.steps() == (step - 1L) * LOOKS / s.steps()) {
            return;
        }
        long watched = Math.min(s.watched(), test.count());
        trial.series("test error", step, Classifier.error(average.model(), test.first(watched)));
        if (s.lambda() > 0) {
            trial.series("accepted", step, recent.accepted());
            trial.series("right, of all", step, recent.right());
            if (recent.hasAccepted()) {
                trial.series("wrong, of accepted", step, recent.impurity());
            }
            recent = new Tally();
        }
        trial.progress(0.95 * step / s.steps());
    }

    /** Of the last quarter of the steps. */
    private void accepted() {
        trial.metric("accepted", late.accepted());
        trial.metric("wrong_pseudo_labels", 1 - late.right());
        trial.metric("classes", late.classes());
        if (late.hasAccepted()) {
            trial.metric("impurity", late.impurity());
            trial.metric("rarest_class", late.rarest());
        }
    }
}
