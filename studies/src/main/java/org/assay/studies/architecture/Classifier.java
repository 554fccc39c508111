package org.assay.studies.architecture;

import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Layer;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Classification;
import org.assay.nn.optim.Optimiser;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Precision;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A network of a trial that learns to name pictures, and what it then gets right.
 *
 * @param reduced whether products and convolutions are in bfloat16
 */
record Classifier(Trial<?> trial, Pictures pictures, Layer net, boolean reduced) {
    /** How often a training reports its loss. */
    static final int LOOKS = 20;

    private static final int PIECE = 500;

    /** Matrices and convolutions are drawn to zero; biases, normalisations, positions, tokens and scales are not. */
    static boolean decays(Tensor weight) {
        return weight.rank() == 2 || weight.rank() == 4;
    }

    /**
     * Trains the network in place, on batches in random order.
     *
     * @param copies makes of a batch what the network sees, in its units
     * @param smoothing share of a label that goes to all classes alike
     */
    void learn(Optimiser optimiser, int batch, int steps, UnaryOperator<Examples> copies, double smoothing) {
        var batches = Batches.of(pictures.train(), batch, Rng.of(trial.seed("order")))
                .withoutRemainder()
                .map(copies)
                .steps(steps);
        Mode.training(Rng.of(trial.seed("layers")), () -> {
            double sum = 0;
            int since = 0;
            int step = 0;
            for (var seen : batches) {
                sum += optimiser.minimise(() -> logits(seen.inputs()).crossEntropy(seen.labels(), smoothing));
                since++;
                step++;
                if (step * LOOKS / steps > (step - 1) * LOOKS / steps) {
                    trial.series("training loss", step, sum / since);
                    trial.progress(0.9 * step / steps);
                    sum = 0;
                    since = 0;
                }
            }
        });
    }

    /**
     * What the network gets right of pictures that it learned from and of others.
     *
     * @param shown training pictures whose labels are asked for, at most
     */
    void report(int shown) {
        double test = accuracy(pictures.test());
        double train = accuracy(learned(shown));
        trial.metric("test_accuracy", test);
        trial.metric("train_accuracy", train);
        trial.metric("train_minus_test", train - test);
    }

    /** The first of the pictures that it learned from, as they are. */
    Examples learned(int most) {
        return pictures.train().first(Math.min(most, pictures.train().count()));
    }

    /** The share of pictures that the network gives their label. */
    double accuracy(Examples of) {
        return mean(of, Classification::accuracy);
    }

    /** The mean cross-entropy of the labels in nats. */
    double loss(Examples of) {
        return mean(of, (logits, labels) -> logits.crossEntropy(labels).item());
    }

    private double mean(Examples of, ToDoubleBiFunction<Tensor, Tensor> score) {
        return Mode.evaluation(() -> Scope.call(() -> Autodiff.noGrad(() -> {
            double sum = 0;
            for (var piece : Batches.inOrder(of, PIECE)) {
                sum += piece.count()
                        * Scope.call(() ->
                                score.applyAsDouble(logits(pictures.units().apply(piece.inputs())), piece.labels()));
            }
            return sum / of.count();
        })));
    }

    private Tensor logits(Tensor x) {
        return reduced ? Precision.bf16(() -> net.forward(x)).to(DType.FLOAT32) : net.forward(x);
    }
}
