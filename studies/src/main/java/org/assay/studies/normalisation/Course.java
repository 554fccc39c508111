package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Mode;
import org.assay.nn.metrics.Classification;
import org.assay.nn.optim.Sgd;
import org.assay.studies.normalisation.BatchnormOptimization.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** Plain gradient descent, and what is seen on its way: every twelfth of it the network is looked at, which leaves no trace in its training. */
final class Course {

    /** Moments at which a network is looked at, beside the start. */
    static final int MOMENTS = 12;

    /** Points of the drawn learning curve. */
    private static final int POINTS = 60;

    private final Trial<Setup> trial;
    private final Setup setup;
    private final Problem problem;
    private final double[] losses;
    private final List<Landscape> landscapes = new ArrayList<>();
    private final List<CovariateShift> shifts = new ArrayList<>();
    private final List<Double> changes = new ArrayList<>();
    private final List<Double> changesOfOneStep = new ArrayList<>();
    private final Map<Integer, RidgePicture> ridges = new TreeMap<>();
    private Channels channels = new Channels(List.of(), List.of());

    Course(Trial<Setup> trial, Problem problem) {
        this.trial = trial;
        this.setup = trial.setting();
        this.problem = problem;
        this.losses = new double[setup.steps()];
    }

    void report() {
        if (trial.tuning()) {
            train();
            trial.metric("validation_loss", validation());
            return;
        }
        boolean finite = train();
        reportLosses(finite);
        if (finite) {
            look(setup.steps());
            trial.metric("unsteadiness", mean(changes, x -> x));
            if (!changesOfOneStep.isEmpty()) {
                trial.metric("unsteadiness_of_one_step", mean(changesOfOneStep, x -> x));
            }
            ridges.forEach((layer, picture) -> picture.show(trial, "layer " + (layer + 1)));
            reportTest();
        }
        if (!landscapes.isEmpty()) {
            reportLandscapes();
        }
    }

    /** Whether the loss stayed finite; where it did not, training ends, and the steps that are left count as those of a network that has learned nothing. */
    private boolean train() {
        var optimiser = Sgd.of(problem.net(), setup.learningRate());
        var noise = Rng.of(trial.seed("noise"));
        int interval = Math.max(1, setup.steps() / MOMENTS);
        int step = 0;
        for (var batch : problem.batches(setup.batch(), setup.steps(), Rng.of(trial.seed("order")))) {
            if (!trial.tuning() && step / interval < MOMENTS) {
                lookAt(step, step / interval, step % interval, batch);
            }
            losses[step] = Mode.training(noise, () -> optimiser.minimise(() -> problem.loss(batch)));
            if (!Double.isFinite(losses[step])) {
                Arrays.fill(losses, step, losses.length, problem.ignorance());
                return false;
            }
            step++;
        }
        return true;
    }

    /** At a moment and at the step after it. */
    private void lookAt(int step, int moment, int after, Examples batch) {
        if (after == 0) {
            look(step);
            probe(step, moment, batch);
            trial.progress((double) step / setup.steps());
        } else if (after == 1) {
            Scope.run(() -> changesOfOneStep.add(channels.changeTo(Channels.of(handedOn(step)))));
        }
    }

    /** Inputs of layers, on examples that stay the same. */
    private List<Tensor> handedOn(int step) {
        return Autodiff.noGrad(() -> unseen(step, () -> problem.handedOn(problem.fixed())));
    }

    private void look(int step) {
        Scope.run(() -> {
            var handed = handedOn(step);
            var now = Channels.of(handed);
            if (step > 0) {
                changes.add(channels.changeTo(now));
                trial.series("unsteadiness", step, changes.getLast());
            }
            channels = now;
            for (int layer : List.of(1, handed.size() / 2, handed.size() - 1)) {
                var channel = handed.get(layer).narrow(1, 0, 1).flatten().toDoubles();
                ridges.computeIfAbsent(layer, _ -> new RidgePicture()).add(channel);
            }
        });
    }

    private void probe(int step, int moment, Examples batch) {
        if (!setup.probed() || moment < 1 || moment > setup.landscapes()) {
            return;
        }
        Supplier<Tensor> loss = () -> unseen(step, () -> problem.loss(batch));
        var landscape = Landscape.along(loss, problem.parameters(), setup.learningRate());
        landscapes.add(landscape);
        report(step, landscape);
        if (moment % 2 == 0) {
            var places = quarters(problem.depth());
            var found = CovariateShift.of(problem, loss, places, setup.learningRate());
            shifts.addAll(found);
            for (int i = 0; i < places.size(); i++) {
                var layer = ", layer " + (places.get(i) + 1);
                trial.series("relative shift" + layer, step, found.get(i).relative());
                trial.series("cosine" + layer, step, found.get(i).cosine());
            }
        }
    }

    /** The last layer of each quarter of the network, counted from 0. */
    static List<Integer> quarters(int depth) {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(q -> Math.ceilDiv(depth * q, 4) - 1)
                .distinct()
                .toList();
    }

    /** As in training, with noise of its own and without moving any statistics. */
    private <T> T unseen(int step, Supplier<T> body) {
        return Mode.training(Rng.of(trial.seed("probe")).split(step), () -> Mode.frozenStatistics(body));
    }

    private void report(int step, Landscape l) {
        trial.series("loss of the batch", step, l.loss());
        trial.series("highest loss", step, l.highest());
        trial.series("lowest loss", step, l.lowest());
        trial.series("range of the loss", step, l.range());
        trial.series("relative range", step, l.relativeRange());
        trial.series("gradient distance", step, l.distance());
        trial.series("effective smoothness", step, l.smoothness());
        trial.series("turn of the gradient", step, l.farTurn());
    }

    private void reportLosses(boolean finite) {
        int n = losses.length;
        trial.metric("loss", mean(n - n / 3, n));
        int window = Math.max(1, n / 6);
        trial.metric(
                "lowest_loss",
                IntStream.rangeClosed(0, n - window)
                        .mapToDouble(from -> mean(from, from + window))
                        .min()
                        .orElseThrow());
        trial.metric("diverged", finite ? 0 : 1);
        int points = Math.min(POINTS, n);
        for (int k = 0; k < points; k++) {
            int from = k * n / points;
            int to = (k + 1) * n / points;
            trial.series("training loss", (from + to) / 2.0, mean(from, to));
        }
    }

    private double mean(int from, int to) {
        return Arrays.stream(losses, from, to).average().orElseThrow();
    }

    private void reportLandscapes() {
        trial.metric("relative_range", median(Landscape::relativeRange));
        trial.metric("range", median(Landscape::range));
        trial.metric("turn", median(Landscape::farTurn));
        trial.metric("turn_of_one_step", median(Landscape::turn));
        trial.metric("gradient_distance", median(Landscape::distance));
        trial.metric("smoothness", median(Landscape::smoothness));
        trial.metric("relative_shift", mean(shifts, CovariateShift::relative));
        trial.metric("shift", mean(shifts, CovariateShift::distance));
        trial.metric("shift_cosine", mean(shifts, CovariateShift::cosine));
    }

    private double median(ToDoubleFunction<Landscape> of) {
        var sorted = landscapes.stream().mapToDouble(of).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static <T> double mean(List<T> values, ToDoubleFunction<T> of) {
        return values.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private void reportTest() {
        if (setup.source() == BatchnormOptimization.Source.LINEAR) {
            trial.metric("validation_loss", validation());
            return;
        }
        trial.metric(
                "test_accuracy",
                Scope.call(() -> Autodiff.noGrad(() -> Classification.accuracy(
                        problem.net().forward(problem.test().inputs()),
                        problem.test().labels()))));
    }

    /** On examples that were not trained on, normalised by their own statistics; as if nothing had been learned where it is not finite. */
    private double validation() {
        double loss = Scope.call(() -> Autodiff.noGrad(() -> unseen(setup.steps(), () -> problem.loss(problem.test())))
                .item());
        return Double.isFinite(loss) ? loss : problem.ignorance();
    }
}
