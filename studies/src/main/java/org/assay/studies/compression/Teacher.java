package org.assay.studies.compression;

import static java.util.Objects.requireNonNull;

import org.assay.lab.Trial;
import org.assay.nn.Checkpoint;
import org.assay.studies.compression.KnowledgeDistillation.Setup;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What the teacher says of each picture, in evaluation and of pictures that are not shifted: logits {@code [picture, class]}. Of several teachers the mean, which
 * stands for the geometric mean of their probabilities.
 *
 * @param train of the training pictures
 * @param test of the test pictures
 */
record Teacher(Tensor train, Tensor test) {
    private static final String FILE = "logits.safetensors";

    /** All that a teacher depends on, besides the seed. */
    private record Kind(
            Digits.Source source,
            int train,
            int heldOut,
            int test,
            int members,
            int units,
            boolean regularised,
            int steps,
            int batch,
            double learningRate) {}

    /** The teacher of this seed, trained once for all arms that have the same. */
    static Teacher of(Trial<Setup> trial, Digits digits) throws Exception {
        var s = trial.setting();
        var kind = new Kind(
                s.source(),
                s.train(),
                s.heldOut(),
                s.test(),
                s.teachers(),
                s.teacherUnits(),
                s.teacherRegularised(),
                s.teacherSteps(),
                s.batch(),
                s.learningRate());
        var made = trial.shared(
                "teacher",
                kind,
                trial.seed(),
                folder -> Scope.run(() -> Checkpoint.save(folder.resolve(FILE), learned(trial, digits))));
        var logits = Checkpoint.read(made.resolve(FILE));
        return new Teacher(requireNonNull(logits.get("train")), requireNonNull(logits.get("test")));
    }

    private static Teacher learned(Trial<Setup> trial, Digits digits) {
        var s = trial.setting();
        var perceptron =
                new Perceptron(s.teacherUnits(), s.teacherRegularised(), s.teacherSteps(), s.batch(), s.learningRate());
        var train = Tensor.zeros(digits.train().count(), Digits.CLASSES);
        var test = Tensor.zeros(digits.test().count(), Digits.CLASSES);
        for (int i = 0; i < s.teachers(); i++) {
            var draws = Rng.of(trial.seed("teacher")).split(i);
            double before = i;
            var net = perceptron.learn(
                    Lesson.of(digits.train()),
                    (z, lesson) -> lesson.loss(z, 0, 1, 0),
                    draws.split("init"),
                    draws.split("batches"),
                    draws.split("noise"),
                    share -> trial.progress((before + share) / (s.teachers() + 1)));
            train.add_(Perceptron.logits(net, digits.train().inputs()), 1.0 / s.teachers());
            test.add_(Perceptron.logits(net, digits.test().inputs()), 1.0 / s.teachers());
        }
        return new Teacher(train, test);
    }
}
