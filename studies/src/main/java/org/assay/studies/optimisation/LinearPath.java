package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.assay.data.Batches;
import org.assay.data.Examples;
import org.assay.nn.BatchNorm;
import org.assay.nn.Layer;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * What networks on the straight line from one to another score, at equal distances from the one end to the other.
 *
 * @param loss cross-entropy, nats
 * @param error share misclassified, per cent
 */
record LinearPath(List<Double> loss, List<Double> error) {

    private static final int POINTS = 25;
    private static final int CHUNK = 500;

    LinearPath {
        loss = List.copyOf(loss);
        error = List.copyOf(error);
    }

    /** Loss and error of one network. */
    record Score(double loss, double error) {
        static Score of(Layer net, Examples on) {
            return Scope.call(() -> Autodiff.noGrad(() -> {
                double loss = 0;
                double error = 0;
                for (long from = 0; from < on.count(); from += CHUNK) {
                    var part = on.range(from, Math.min(on.count(), from + CHUNK));
                    var found = Scope.call(() -> {
                        var scores = net.forward(part.inputs());
                        return new Score(scores.crossEntropy(part.labels()).item(), 100 * Digits.error(scores, part));
                    });
                    loss += found.loss * part.count() / on.count();
                    error += found.error * part.count() / on.count();
                }
                return new Score(loss, error);
            }));
        }
    }

    static <L extends Layer> LinearPath between(L a, L b, Examples on) {
        return between(a, b, on, _ -> {});
    }

    /** With running statistics computed anew, at every point, on pictures that were trained on. */
    static <L extends Layer> LinearPath renormalised(L a, L b, Examples on, Examples seen) {
        return between(a, b, on, net -> BatchNorm.reestimate(net, inputs(seen)));
    }

    private static Iterable<Tensor> inputs(Examples seen) {
        return Batches.inOrder(seen.inputs(), CHUNK);
    }

    private static <L extends Layer> LinearPath between(L a, L b, Examples on, Consumer<L> prepare) {
        var loss = new ArrayList<Double>();
        var error = new ArrayList<Double>();
        for (int i = 0; i < POINTS; i++) {
            double t = position(i, POINTS);
            Scope.run(() -> {
                var net = Autodiff.noGrad(() -> Tree.map(a, b, (p, q) -> p.lerp(q, t)));
                prepare.accept(net);
                var score = Score.of(net, on);
                loss.add(score.loss);
                error.add(score.error);
            });
        }
        return new LinearPath(loss, error);
    }

    /** Where point i of a path is, 0 to 1. */
    static double position(int i, int points) {
        return (double) i / (points - 1);
    }

    /** The largest height of the loss above the straight line between its ends (Ainsworth et al. 2023, section 2); 0 where it stays below. */
    double lossBarrier() {
        return barrier(loss);
    }

    static double barrier(List<Double> values) {
        double largest = 0;
        for (int i = 0; i < values.size(); i++) {
            double t = position(i, values.size());
            double chord = (1 - t) * values.getFirst() + t * values.getLast();
            largest = Math.max(largest, values.get(i) - chord);
        }
        return largest;
    }

    /** The largest error less the mean of those at the ends, points (Frankle et al. 2020). */
    double errorBarrier() {
        return Collections.max(error) - (error.getFirst() + error.getLast()) / 2;
    }

    /** Mean loss of the two ends. */
    double endLoss() {
        return (loss.getFirst() + loss.getLast()) / 2;
    }

    /** Mean error of the two ends, per cent. */
    double endError() {
        return (error.getFirst() + error.getLast()) / 2;
    }

    double midpointLoss() {
        return loss.get(POINTS / 2);
    }

    double midpointError() {
        return error.get(POINTS / 2);
    }
}
