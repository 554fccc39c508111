package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Init;
import org.assay.nn.Mlp;
import org.assay.nn.optim.Adam;
import org.assay.nn.optim.Schedule;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Networks of two trained layers, without any regularisation: what the test error does over widths and over steps. */
final class NetworkCurves {

    /** What a network is trained to lower. */
    enum Loss {
        /** Squared distance to the one-hot labels less their mean. */
        SQUARE,
        CROSS_ENTROPY
    }

    /** How a network is trained: Adam on random batches. */
    record Training(Loss loss, int batch, int steps, double learningRate) {}

    private static final int[] WIDTHS = {2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256, 512};
    private static final int FEWEST_STEPS = 10;

    private final Trial<?> trial;
    private final Digits digits;
    private final Examples train;
    private final Tensor targets;
    private final Training training;
    private boolean fits;

    NetworkCurves(Trial<?> trial, Digits digits, int n, Training training) {
        this.trial = trial;
        this.digits = digits;
        this.train = digits.train().first(n);
        this.targets = Digits.targets(train).to(DType.FLOAT32);
        this.training = training;
    }

    /** Every width is trained for the same number of steps, the learning rate falling to zero along a cosine. */
    void overWidths(int widest) {
        var curve = curve("k");
        for (int k : WIDTHS) {
            if (k <= widest) {
                var net = network(k);
                var adam = Adam.of(net, training.learningRate).schedule(Schedule.cosine(training.steps));
                var draws = Rng.of(trial.seed("batches"));
                for (int step = 0; step < training.steps; step++) {
                    adam.minimise(() -> loss(net, draws));
                    if (step % 500 == 0) {
                        trial.progress((double) k / widest);
                    }
                }
                look(curve, k, overThreshold(k), net, 0.01);
            }
        }
        trial.metric("peak_over_threshold", overThreshold(curve.reportRise().intValue()));
    }

    /** One width at a constant learning rate, looked at after the last step, a factor of sqrt(2) before it, and so on. */
    void overSteps(int k) {
        var curve = curve("step");
        var net = network(k);
        var adam = Adam.of(net, training.learningRate);
        var draws = Rng.of(trial.seed("batches"));
        int step = 0;
        for (int look : looks(training.steps)) {
            for (; step < look; step++) {
                adam.minimise(() -> loss(net, draws));
            }
            look(curve, look, look, net, 0.02);
            trial.progress((double) step / training.steps);
        }
        curve.reportRise();
    }

    private TestCurve curve(String factor) {
        return new TestCurve(trial, digits.test(), "error", Digits::error, factor);
    }

    /** Test and training error at {@code x}; the first x with a training error of at most {@code fitted} is reported. */
    private void look(TestCurve curve, int x, double drawn, Mlp net, double fitted) {
        Scope.run(() -> Autodiff.noGrad(() -> {
            double error = Digits.error(net.forward(train.inputs()), train);
            trial.series("train_error", drawn, error);
            trial.series(
                    "test_error", drawn, curve.add(x, net.forward(digits.test().inputs())));
            if (error <= fitted && !fits) {
                fits = true;
                trial.metric("first_fit", x);
            }
        }));
    }

    static List<Integer> looks(int steps) {
        var looks = new ArrayList<Integer>();
        for (double step = steps; step >= FEWEST_STEPS; step /= Math.sqrt(2)) {
            looks.add((int) Math.round(step));
        }
        return looks.reversed();
    }

    private Mlp network(int k) {
        int inputs = (int) train.inputs().size(1);
        return network(inputs, k, Rng.of(trial.seed("init")).split(k));
    }

    /** Two layers with biases, start of He et al. (2015): {@code [example, inputs]} to {@code [example, 10]}. */
    static Mlp network(int inputs, int k, Rng rng) {
        return Mlp.of(Init.kaimingNormal(), rng, inputs, k, Digits.CLASSES);
    }

    /** Parameters of a network over the nK numbers that it has to fit. */
    private double overThreshold(int k) {
        return (double) Tree.count(network(k)) / (train.count() * Digits.CLASSES);
    }

    private Tensor loss(Mlp net, Rng draws) {
        var rows = draws.permutation(train.count()).narrow(0, 0, Math.min(training.batch, train.count()));
        var scores = net.forward(train.inputs().rows(rows));
        return switch (training.loss) {
            case SQUARE -> scores.sub(targets.rows(rows)).square().sum(1).mean();
            case CROSS_ENTROPY -> scores.crossEntropy(train.labels().rows(rows));
        };
    }
}
