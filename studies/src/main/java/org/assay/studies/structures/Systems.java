package org.assay.studies.structures;

import org.assay.data.generate.Charges;
import org.assay.data.generate.Charges.Course;
import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.studies.structures.MolecularEquivariance.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** The systems of a seed: those for training, of which smaller sets are the first ones, and the same others for all arms. */
record Systems(Charges training, Charges validation, Charges test) {
    private static final String FILE = "systems.safetensors";
    private static final int BODIES = 5;

    /** What the simulation depends on beside the seed. */
    private record Made(int count, double field) {}

    static Systems of(Trial<Setup> trial) throws Exception {
        var s = trial.setting();
        int count = s.test() + s.validation() + s.simulated();
        var course = new Course(Course.STANDARD.asked(), Course.STANDARD.answered(), 0, 0, -s.field());
        var folder = trial.shared(
                "systems",
                new Made(count, s.field()),
                trial.seed(),
                made -> Checkpoint.save(
                        made.resolve(FILE), Charges.draw(count, BODIES, course, Rng.of(trial.seed("systems")))));
        var drawn = Checkpoint.load(folder.resolve(FILE), empty(count));
        var all = s.ownAxes() ? Turns.onOwnAxes(drawn) : drawn;
        return new Systems(
                Turns.some(all, s.test() + s.validation(), Math.min(s.training(), s.simulated())),
                Turns.some(all, s.test(), s.validation()),
                Turns.some(all, 0, s.test()));
    }

    private static Charges empty(int count) {
        var vectors = Tensor.zeros(count, BODIES, 3);
        return new Charges(Tensor.zeros(count, BODIES), vectors, vectors.copy(), vectors.copy());
    }

    /** The test error of going straight on, x + c v, with the c that fits the training systems best. */
    double straightOn() {
        var motion = training.later().sub(training.places());
        var v = training.velocities();
        double c = motion.mul(v).sum().item() / v.square().sum().item();
        return test.places().add(test.velocities().mul(c)).mse(test.later()).item();
    }
}
