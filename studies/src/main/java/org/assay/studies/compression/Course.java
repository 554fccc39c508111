package org.assay.studies.compression;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.nn.Layer;
import org.assay.nn.optim.Adam;
import org.assay.nn.prune.Masks;
import org.assay.studies.compression.LotteryTicket.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What one training showed. All of it is FLOAT64, so that it can be kept in a file.
 *
 * @param losses on validation pictures, nats, at every look: {@code [look]}
 * @param errors on them, %, at the same looks
 * @param stop a vector of the iteration of the lowest smoothed loss, whether that was the last (1) or not (0), and test and validation accuracy there, %
 */
record Course(Tensor losses, Tensor errors, Tensor stop) {

    private static final double PERCENT = 100;

    /** Trains a network in place, with what the masks leave out at zero throughout. The batches' order is the generator's. */
    static Course train(Layer theta, Masks m, Digits digits, Setup s, Rng order) {
        return Scope.call(() -> {
            var optimiser = Adam.of(theta, s.learningRate()).masked(m);
            var early = new EarlyStop<>(theta);
            var losses = new ArrayList<Double>();
            var errors = new ArrayList<Double>();
            int step = 0;
            for (var batch : Batches.of(digits.train(), s.batch(), order)
                    .withoutRemainder()
                    .steps(s.steps())) {
                optimiser.minimise(() -> theta.forward(batch.inputs()).crossEntropy(batch.labels()));
                step++;
                if (step % s.every() == 0) {
                    Scope.run(() -> {
                        var z = Autodiff.noGrad(
                                () -> theta.forward(digits.validation().inputs()));
                        losses.add(z.crossEntropy(digits.validation().labels()).item());
                        errors.add(PERCENT - accuracy(z, digits.validation()));
                    });
                    early.look(losses.getLast(), theta);
                }
            }
            var test = Autodiff.noGrad(() -> early.best().forward(digits.test().inputs()));
            double at = early.censored() ? s.steps() : (early.place() + 1) * s.every();
            double validated = PERCENT - errors.get(Math.max(0, early.place()));
            return new Course(
                    vector(losses),
                    vector(errors),
                    vector(List.of(at, early.censored() ? 1.0 : 0, accuracy(test, digits.test()), validated)));
        });
    }

    private static double accuracy(Tensor logits, Examples examples) {
        return PERCENT
                * logits.argmax(1)
                        .eq(examples.labels())
                        .to(DType.FLOAT64)
                        .mean()
                        .item();
    }

    private static Tensor vector(List<Double> values) {
        var array = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Tensor.of(DType.FLOAT64, array, array.length);
    }

    /** The iteration T_es of the lowest smoothed validation loss; the last one where that is where it ended. */
    double earlyStop() {
        return stop.toDoubles()[0];
    }

    boolean censored() {
        return stop.toDoubles()[1] == 1;
    }

    /** Of the weights at that iteration, %. */
    double testAccuracy() {
        return stop.toDoubles()[2];
    }

    /** Of the weights at that iteration, %. */
    double validationAccuracy() {
        return stop.toDoubles()[3];
    }
}
