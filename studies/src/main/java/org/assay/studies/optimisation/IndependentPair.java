package org.assay.studies.optimisation;

import java.util.List;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.nn.Mlp;
import org.assay.studies.optimisation.LinearModeConnectivity.Network;
import org.assay.studies.optimisation.LinearModeConnectivity.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/** Two perceptrons trained from different starts in different orders, and the straight line between them before and after their units are matched. */
final class IndependentPair {

    /** Barriers below count as this in ratios. */
    static final double FLOOR = 1e-3;

    private static final int DESCENTS = 3;
    private static final long PROBES = 2_000;
    private static final Layer NORMALISED = h -> h.layerNorm(1, 1e-5).relu();

    /** Side of the grid of the loss around two networks, and what it spans in units of the distances between them. */
    static final int GRID = 13;

    static final List<Double> SPAN = List.of(-0.25, 1.25, -0.25, 1.25);
    private static final long GRID_PICTURES = 500;

    private final Trial<Setup> trial;
    private final Setup setup;
    private final DrawnPictures pictures;
    private final List<Examples> shares;

    /** A network after its first epoch and after its last. */
    private record Course<L>(L early, L late) {}

    IndependentPair(Trial<Setup> trial, DrawnPictures pictures) {
        this.trial = trial;
        this.setup = trial.setting();
        this.pictures = pictures.flat().noisy(setup.noise(), Rng.of(trial.seed("noise")));
        this.shares = this.pictures.shares(setup.shown());
    }

    private int[] widths() {
        int h = setup.width();
        return new int[] {(int) pictures.train().inputs().size(1), h, h, h, Digits.CLASSES};
    }

    private Rng stream(String name, int which) {
        return Rng.of(trial.seed(name)).split(trial.arm()).split(which);
    }

    void report() {
        if (setup.network() == Network.ASYMMETRIC_MLP) {
            var fixed = AsymmetricMlp.draw(Rng.of(trial.seed("fixed")), widths());
            var a = trained(0, AsymmetricMlp.of(fixed, NORMALISED, stream("init", 0), widths()));
            var b = trained(1, AsymmetricMlp.of(fixed, NORMALISED, stream("init", 1), widths()));
            ends(path("naive", a.late, b.late), a.late, b.late);
        } else {
            matched(trained(0, perceptron(0)), trained(1, perceptron(1)));
        }
    }

    private Mlp perceptron(int which) {
        var net = Mlp.of(Init.lecunNormal(), stream("init", which), widths());
        return setup.network() == Network.NORMALISED_MLP ? net.activation(NORMALISED) : net;
    }

    private <L extends Layer> Course<L> trained(int which, L net) {
        var course = setup.course();
        var data = shares.get(which);
        var training = new Training(net, data, course, 0, stream("order", which));
        int epoch = course.stepsAnEpoch(data);
        training.advance(epoch);
        var early = Tree.copy(net);
        for (int i = 1; i < course.epochs(); i++) {
            training.advance(epoch);
            trial.progress((which + (double) i / course.epochs()) / 2);
        }
        return new Course<>(early, net);
    }

    private void matched(Course<Mlp> a, Course<Mlp> b) {
        long began = System.nanoTime();
        var found = UnitMatching.byWeights(a.late, b.late, DESCENTS, Rng.of(trial.seed("matching")));
        trial.timing("matching_seconds", (System.nanoTime() - began) / 1e9);
        trial.metric("matching_objective", found.objective());
        trial.metric("matching_sweeps", found.sweeps());
        var probes = pictures.train()
                .first(Math.min(PROBES, pictures.train().count()))
                .inputs();
        var byWeights = found.permutation().apply(b.late);

        var naive = path("naive", a.late, b.late);
        ends(naive, a.late, b.late);
        path(
                "activations",
                a.late,
                UnitMatching.byActivations(a.late, b.late, probes).apply(b.late));
        var matched = path("weights", a.late, byWeights);
        trial.metric("barrier_left", Math.max(FLOOR, matched.lossBarrier()) / Math.max(FLOOR, naive.lossBarrier()));

        var early = UnitMatching.byWeights(a.early, b.early, DESCENTS, Rng.of(trial.seed("matching")));
        barrier("loss_barrier_naive@epoch=1", a.early, b.early, pictures.test());
        barrier("loss_barrier_weights@epoch=1", a.early, early.permutation().apply(b.early), pictures.test());
        var seen = pictures.train()
                .first(Math.min(pictures.test().count(), pictures.train().count()));
        barrier("train_loss_barrier_naive", a.late, b.late, seen);
        barrier("train_loss_barrier_weights", a.late, byWeights, seen);
        landscape(a.late, byWeights, b.late);
    }

    private <L extends Layer> LinearPath path(String how, L a, L b) {
        var path = LinearPath.between(a, b, pictures.test());
        int points = path.loss().size();
        for (int i = 0; i < points; i++) {
            trial.series(
                    "loss, " + how, LinearPath.position(i, points), path.loss().get(i));
        }
        trial.metric("loss_barrier_" + how, path.lossBarrier());
        trial.metric("error_barrier_" + how, path.errorBarrier());
        trial.metric("midpoint_loss_" + how, path.midpointLoss());
        trial.metric("midpoint_error_" + how, path.midpointError());
        trial.progress(1);
        return path;
    }

    private void barrier(String cell, Mlp a, Mlp b, Examples on) {
        trial.metric(cell, LinearPath.between(a, b, on).lossBarrier());
        trial.progress(1);
    }

    /** What both networks score by themselves, on average. */
    private void ends(LinearPath path, Layer a, Layer b) {
        trial.metric("end_loss", path.endLoss());
        trial.metric("end_error", path.endError());
        var first = LinearPath.Score.of(a, shares.getFirst());
        var second = LinearPath.Score.of(b, shares.getLast());
        trial.metric("train_loss", (first.loss() + second.loss()) / 2);
        trial.metric("train_error", (first.error() + second.error()) / 2);
    }

    /** The loss over the plane through a (at 0, 0), the matched b (at 1, 0) and b itself (at 0, 1). */
    private void landscape(Mlp a, Mlp matched, Mlp b) {
        var on = pictures.test().first(Math.min(GRID_PICTURES, pictures.test().count()));
        double side = SPAN.get(1) - SPAN.get(0);
        for (int i = 0; i < GRID * GRID; i++) {
            double x = SPAN.get(0) + side * LinearPath.position(i % GRID, GRID);
            double y = SPAN.get(2) + side * LinearPath.position(i / GRID, GRID);
            double loss = Scope.call(() -> Autodiff.noGrad(() -> {
                var net = Tree.map(Tree.map(a, matched, (p, q) -> along(p, q, x)), difference(a, b, y), Tensor::add);
                return LinearPath.Score.of(net, on).loss();
            }));
            trial.series("landscape", i, loss);
        }
    }

    private static Tensor along(Tensor from, Tensor to, double x) {
        return from.add(to.sub(from), x);
    }

    private static Mlp difference(Mlp a, Mlp b, double y) {
        return Tree.map(a, b, (p, q) -> q.sub(p).mul(y));
    }
}
