package org.assay.studies.compression;

import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import org.assay.data.Augment;
import org.assay.data.Batches;
import org.assay.nn.Dropout;
import org.assay.nn.Layer;
import org.assay.nn.Mlp;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A network of two hidden layers, and how it is trained.
 *
 * @param units of each hidden layer
 * @param regularised by dropout, shifted pictures and a bound on the weights that come into a hidden unit
 */
record Perceptron(int units, boolean regularised, int steps, int batch, double learningRate) {
    private static final double INPUT_DROPOUT = 0.2;
    private static final double HIDDEN_DROPOUT = 0.5;
    private static final double LONGEST = 3;
    private static final int SHIFT = 2;
    private static final int TOLD = 50;

    /**
     * Trains a new network.
     *
     * @param loss of logits and the batch that they are of
     * @param told how far training is, 0 to 1
     */
    Layer learn(
            Lesson lesson,
            BiFunction<Tensor, Lesson, Tensor> loss,
            Rng init,
            Rng order,
            Rng noise,
            DoubleConsumer told) {
        var net = network(init);
        var optimiser = Adam.of(net, learningRate).schedule(Schedule.cosine(steps));
        if (regularised) {
            optimiser.maxNorm((_, weight) -> weight.size(0) == units, LONGEST);
        }
        Mode.training(noise.split("dropout"), () -> {
            var shifts = noise.split("shifts");
            for (var b : Batches.of(lesson, batch, order).withoutRemainder().steps(steps)) {
                optimiser.minimise(() -> loss.apply(net.forward(regularised ? shifted(b.x(), shifts) : b.x()), b));
                if (optimiser.steps() % TOLD == 0) {
                    told.accept((double) optimiser.steps() / steps);
                }
            }
        });
        return net;
    }

    private Layer network(Rng init) {
        var plain = Mlp.of(init, Digits.SIDE * Digits.SIDE, units, units, Digits.CLASSES);
        if (!regularised) {
            return plain;
        }
        var hidden = new Dropout(HIDDEN_DROPOUT);
        return Sequential.of(new Dropout(INPUT_DROPOUT), plain.activation(h -> hidden.forward(h.relu())));
    }

    /** Each picture moved by up to two pixels both ways, what comes in black. */
    static Tensor shifted(Tensor x, Rng rng) {
        var pictures = x.reshape(x.size(0), 1, Digits.SIDE, Digits.SIDE);
        return Augment.crop(pictures, SHIFT, rng).flatten(1, -1);
    }

    /** The logits of a trained network, in evaluation. */
    static Tensor logits(Layer net, Tensor x) {
        return Scope.call(() -> Autodiff.noGrad(() -> net.forward(x)));
    }
}
