package org.assay.studies.structures;

import org.assay.data.Batches;
import org.assay.lab.Trial;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.studies.structures.MolecularEquivariance.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tree;

/** How every network learns, and which of its states counts. */
final class Training {

    private Training() {}

    /** The network as it was where its validation error was lowest; untrained, if learning only made it worse. */
    static ParticleNet best(Trial<Setup> trial, Systems systems) {
        var s = trial.setting();
        var net = s.kind().net(s.width(), s.layers(), Rng.of(trial.seed("init")));
        var turns = Rng.of(trial.seed("turns in training"));
        var batches = Batches.of(systems.training(), s.batch(), Rng.of(trial.seed("order")))
                .withoutRemainder()
                .map(batch -> s.turning()
                        ? Turns.turned(batch, Turns.draw((int) batch.places().size(0), turns))
                        : batch);
        var adam = Adam.of(net, s.learningRate()).schedule(Schedule.cosine(s.steps()));
        int between = s.steps() / s.looks();
        var best = Tree.copy(net);
        double lowest = Errors.of(net, systems.validation()).mean();
        int step = 0;
        long start = System.nanoTime();
        for (var batch : batches.steps(s.steps())) {
            adam.minimise(() -> net.loss(batch));
            if (++step % between == 0) {
                double error = Errors.of(net, systems.validation()).mean();
                trial.series("validation_mse", step, error);
                if (error < lowest) {
                    lowest = error;
                    best = Tree.copy(net);
                }
                trial.progress((double) step / s.steps());
            }
        }
        trial.timing("seconds_per_step", (System.nanoTime() - start) / 1e9 / s.steps());
        trial.metric("validation_mse", lowest);
        return best;
    }
}
