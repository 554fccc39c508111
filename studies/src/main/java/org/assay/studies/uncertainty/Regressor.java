package org.assay.studies.uncertainty;

import java.util.function.BinaryOperator;
import org.assay.data.Examples;
import org.assay.data.Standardiser;
import org.assay.nn.Dropout;
import org.assay.nn.Layer;
import org.assay.nn.Linear;
import org.assay.nn.Mode;
import org.assay.nn.Sequential;
import org.assay.nn.optim.Adam;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** A small network from one number to one or more, trained in units of its data and stopped where examples held out from training are fitted best. */
record Regressor(Layer net, Standardiser x, Standardiser y) {

    private static final int WIDTH = 64;
    private static final double DROPOUT = 0.1;
    private static final double RATE = 1e-3;
    private static final long BATCH = 64;
    private static final int BETWEEN = 50;

    /**
     * Trains a network.
     *
     * @param data inputs {@code [n, 1]} and labels {@code [n]}; every tenth is held out
     * @param loss of outputs {@code [n, outputs]} and targets {@code [n, 1]}, in units of the labels' deviation
     */
    static Regressor fit(Examples data, int outputs, BinaryOperator<Tensor> loss, int steps, Rng rng) {
        return Scope.call(() -> {
            var labels = data.labels().unsqueeze(1);
            var own = new Regressor(
                    net(outputs, rng.split("init")),
                    Standardiser.perColumn(data.inputs()),
                    Standardiser.perColumn(labels));
            long held = data.count() / 10;
            long learnt = data.count() - held;
            var inputs = own.x.apply(data.inputs());
            var targets = own.y.apply(labels);
            var adam = Adam.of(own.net, RATE);
            var draws = rng.split("batches");
            var best = Tree.copy(own.net);
            double least = Double.POSITIVE_INFINITY;
            for (int step = 0; step < steps; step += BETWEEN) {
                Mode.training(rng.split("dropout").split(step), () -> {
                    for (int k = 0; k < BETWEEN; k++) {
                        Scope.run(() -> {
                            var chosen = draws.integers(0, learnt, BATCH);
                            adam.minimise(() -> loss.apply(own.net.forward(inputs.rows(chosen)), targets.rows(chosen)));
                        });
                    }
                });
                double now = Scope.call(() -> Autodiff.noGrad(() -> loss.apply(
                                own.net.forward(inputs.narrow(0, learnt, held)), targets.narrow(0, learnt, held))
                        .item()));
                if (now < least) {
                    least = now;
                    best = Tree.copy(own.net);
                }
            }
            return new Regressor(best, own.x, own.y);
        });
    }

    private static Layer net(int outputs, Rng rng) {
        return Sequential.of(
                Linear.of(1, WIDTH, rng),
                Tensor::relu,
                new Dropout(DROPOUT),
                Linear.of(WIDTH, WIDTH, rng),
                Tensor::relu,
                new Dropout(DROPOUT),
                Linear.of(WIDTH, outputs, rng));
    }

    /** One output at inputs {@code [n, 1]}, in the labels' own units. */
    double[] at(Tensor inputs, int output) {
        return Scope.call(() -> Autodiff.noGrad(
                () -> y.invert(net.forward(x.apply(inputs))).select(1, output).toDoubles()));
    }

    /** Mean pinball loss {@code max(t r, (t - 1) r)} of residuals r = y - f. Koenker and Bassett 1978. */
    static Tensor pinball(Tensor outputs, Tensor targets, double... levels) {
        var t = Tensor.of(outputs.dtype(), levels, levels.length);
        var r = targets.sub(outputs);
        return r.mul(t).maximum(r.mul(t.sub(1.0))).mean();
    }
}
