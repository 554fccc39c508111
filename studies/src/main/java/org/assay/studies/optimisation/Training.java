package org.assay.studies.optimisation;

import java.util.Iterator;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Optimiser;
import org.assay.nn.optim.Schedule;
import org.assay.nn.optim.Sgd;
import org.assay.tensor.Rng;

/** A training that can pause: what a network has become after some steps may be looked at or copied before it goes on. */
final class Training {

    /** How the weights are updated. */
    enum Method {
        /** At a constant learning rate. */
        ADAM,
        /** With momentum 0.9; the learning rate rises over the first twentieth of the steps and falls along half a cosine. */
        SGD
    }

    /**
     * The course of a whole training.
     *
     * @param batch pictures a step
     * @param epochs passes over the pictures
     * @param augmented whether pictures are mirrored and shifted at random by up to two pixels
     */
    record Course(Method method, double learningRate, int batch, int epochs, boolean augmented) {

        int stepsAnEpoch(Examples data) {
            return (int) Math.max(1, data.count() / size(data));
        }

        int steps(Examples data) {
            return epochs * stepsAnEpoch(data);
        }

        private int size(Examples data) {
            return (int) Math.min(batch, data.count());
        }

        private Schedule schedule(int steps) {
            int warmUp = Math.max(1, steps / 20);
            return method == Method.ADAM
                    ? Schedule.constant()
                    : Schedule.cosine(Math.max(1, steps - warmUp)).warmup(warmUp);
        }
    }

    private final Layer net;
    private final Optimiser optimiser;
    private final Iterator<Examples> batches;
    private final Rng noise;

    /**
     * Begins at a step of the course, with a fresh optimiser.
     *
     * @param rng the order of the pictures and their augmentation, the noise of stochastic gradients
     */
    Training(Layer net, Examples data, Course course, int from, Rng rng) {
        this.net = net;
        int steps = course.steps(data);
        var schedule = course.schedule(steps);
        var rule = course.method == Method.ADAM
                ? Adam.of(course.learningRate)
                : Sgd.of(course.learningRate).momentum(0.9);
        optimiser = Optimiser.of(net, rule).schedule(step -> schedule.at(from + step));
        var changes = rng.split("augmentation");
        batches = Batches.of(data, course.size(data), rng.split("order"))
                .withoutRemainder()
                .map(batch -> course.augmented ? augmented(batch, changes) : batch)
                .steps(Math.max(1, steps - from))
                .iterator();
        noise = rng.split("layers");
    }

    private static Examples augmented(Examples batch, Rng rng) {
        return new Examples(Augment.cropAndFlip(batch.inputs(), 2, rng), batch.labels());
    }

    /** Takes so many further steps. */
    void advance(int steps) {
        Mode.training(noise, () -> {
            for (int step = 0; step < steps; step++) {
                var batch = batches.next();
                optimiser.minimise(() -> net.forward(batch.inputs()).crossEntropy(batch.labels()));
            }
        });
    }
}
