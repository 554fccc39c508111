package org.assay.studies.optimisation;

import java.util.List;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.Mlp;
import org.assay.nn.models.Vgg;
import org.assay.studies.optimisation.LinearModeConnectivity.Network;
import org.assay.studies.optimisation.LinearModeConnectivity.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tree;

/** Instability analysis: a network trained to step k goes on as two copies with noise of their own. Frankle et al. 2020, algorithm 1. */
final class ForkedCopies {

    /** Steps of shared training, as shares of all steps. */
    static final List<Double> SHARES = List.of(0.0, 0.2);

    private static final int[] CONVOLUTIONS = {1, 2, Vgg.POOL, 4, Vgg.POOL};
    private static final int CHANNELS = 16;
    private static final long NORMALISING = 1_000;

    private final Trial<Setup> trial;
    private final Setup setup;
    private final Examples train;
    private final Examples test;

    ForkedCopies(Trial<Setup> trial, DrawnPictures drawn) {
        this.trial = trial;
        this.setup = trial.setting();
        var pictures = setup.network() == Network.LENET ? drawn.flat() : drawn;
        this.train = pictures.train();
        this.test = pictures.test();
    }

    void report() {
        var init = Rng.of(trial.seed("init"));
        int inputs = (int) train.inputs().size(1);
        if (setup.network() == Network.LENET) {
            fork(Mlp.of(init, inputs, 300, 100, Digits.CLASSES));
        } else {
            fork(Vgg.of(CONVOLUTIONS, inputs, CHANNELS, Digits.CLASSES, init));
        }
    }

    private <L extends Layer> void fork(L trunk) {
        var course = setup.course();
        int steps = course.steps(train);
        var training = new Training(trunk, train, course, 0, Rng.of(trial.seed("trunk")));
        int done = 0;
        for (double share : SHARES.subList(0, setup.forks())) {
            int k = (int) Math.round(share * steps);
            training.advance(k - done);
            done = k;
            Scope.run(() -> report(share, copy(trunk, share, k, "first"), copy(trunk, share, k, "second")));
        }
    }

    private <L extends Layer> L copy(L trunk, double share, int k, String name) {
        var copy = Tree.copy(trunk);
        int left = setup.course().steps(train) - k;
        var training = new Training(
                copy,
                train,
                setup.course(),
                k,
                Rng.of(trial.seed("fork")).split(name).split(k));
        for (int part = 0; part < 10; part++) {
            training.advance((part + 1) * left / 10 - part * left / 10);
            trial.progress(share);
        }
        return copy;
    }

    private <L extends Layer> void report(double share, L a, L b) {
        var seen = train.first(Math.min(NORMALISING, train.count()));
        var path = LinearPath.renormalised(a, b, test, seen);
        int points = path.error().size();
        for (int i = 0; i < points; i++) {
            trial.series(
                    "error, k=" + share,
                    LinearPath.position(i, points),
                    path.error().get(i));
        }
        trial.metric("error_barrier@k=" + share, path.errorBarrier());
        trial.metric("loss_barrier@k=" + share, path.lossBarrier());
        trial.metric("end_error@k=" + share, path.endError());
        trial.metric("midpoint_error@k=" + share, path.midpointError());
    }
}
