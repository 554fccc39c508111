package org.assay.studies.structures;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.generate.Charges;
import org.assay.lab.Trial;
import org.assay.studies.structures.MolecularEquivariance.Setup;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** What the features of a trained network say of where a system lies in space, and of the system itself. */
final class Geometry {
    private static final int SYSTEMS = 500;
    private static final int TURNED_SYSTEMS = 20;
    private static final int CHUNK = 500;
    private static final double RIDGE = 1e-3;

    private Geometry() {}

    /** The layers that every network has features of: all but the last. Layer 0 is the embedding. */
    static void report(Trial<Setup> trial, ParticleNet net, Charges test) {
        var turns = Rng.of(trial.seed("turns of features"));
        int copies = trial.setting().rotations() / 5;
        int manyCopies = 2 * trial.setting().rotations();
        Scope.run(() -> {
            int systems = (int) Math.min(SYSTEMS, test.places().size(0));
            var variance = varianceByTurning(copies(net, Turns.some(test, 0, systems), copies, turns));
            int few = Math.min(TURNED_SYSTEMS, systems);
            var rotations = Turns.draw(few * manyCopies, turns);
            var turned = features(net, Turns.turned(Turns.repeated(Turns.some(test, 0, few), manyCopies), rotations));
            var plain = features(net, test);
            int last = trial.setting().layers() - 1;
            var rotationProbe = new double[last + 1];
            var energyProbe = new double[last + 1];
            for (int k = 0; k <= last; k++) {
                rotationProbe[k] = rotationProbe(turned.get(k), rotations, manyCopies);
                energyProbe[k] = probe(plain.get(k), energies(test));
                trial.series("rotation_variance", k, variance[k]);
                trial.series("rotation_probe", k, rotationProbe[k]);
                trial.series("energy_probe", k, energyProbe[k]);
                trial.series("distance_probe", k, probe(plain.get(k), distances(test)));
                trial.series("effective_dimension", k, effectiveDimension(plain.get(k)));
            }
            trial.metric("rotation_variance_of_first", variance[1]);
            trial.metric("rotation_probe", meanFromFirst(rotationProbe));
            trial.metric("energy_probe", meanFromFirst(energyProbe));
        });
    }

    private static double meanFromFirst(double[] ofLayers) {
        double sum = 0;
        for (int k = 1; k < ofLayers.length; k++) {
            sum += ofLayers[k];
        }
        return sum / (ofLayers.length - 1);
    }

    private static List<Tensor> copies(ParticleNet net, Charges systems, int copies, Rng rng) {
        long count = systems.places().size(0);
        var turned = Turns.turned(Turns.repeated(systems, copies), Turns.draw((int) count * copies, rng));
        return features(net, turned).stream()
                .map(layer -> layer.view(copies, count * layer.size(1), layer.size(2)))
                .toList();
    }

    /** Features of every layer, FLOAT64 {@code [system, body, width]}. */
    private static List<Tensor> features(ParticleNet net, Charges systems) {
        var parts = new ArrayList<List<Tensor>>();
        for (long at = 0; at < systems.places().size(0); at += CHUNK) {
            var part = Turns.some(systems, at, Math.min(CHUNK, systems.places().size(0) - at));
            parts.add(Scope.call(() -> Autodiff.noGrad(() -> net.forecast(part).features())));
        }
        var layers = new ArrayList<Tensor>();
        for (int k = 0; k < parts.getFirst().size(); k++) {
            int layer = k;
            layers.add(Tensor.cat(parts.stream().map(part -> part.get(layer)).toList(), 0)
                    .to(DType.FLOAT64));
        }
        return layers;
    }

    private static double[] varianceByTurning(List<Tensor> copies) {
        return copies.stream().mapToDouble(Geometry::shareOfTurning).toArray();
    }

    /**
     * Of the variance of features, the share within turned copies of one body.
     *
     * @param features {@code [copy, body, width]}
     */
    static double shareOfTurning(Tensor features) {
        double within = features.varCorrected(0, false, 0).mean(0).sum().item();
        return within / features.varCorrected(0, false, 0, 1).sum().item();
    }

    /**
     * How much of the entries of the rotation a linear function of one body's features tells, for each body of each system by itself.
     *
     * @param features {@code [copy * system, body, width]}
     * @param rotations {@code [copy * system, 3, 3]}
     */
    static double rotationProbe(Tensor features, Tensor rotations, int copies) {
        long systems = features.size(0) / copies;
        long bodies = features.size(1);
        long problems = systems * bodies;
        var x = features.view(copies, problems, features.size(2)).transpose(0, 1);
        var y = rotations
                .to(DType.FLOAT64)
                .view(copies, systems, 1, 9)
                .expand(copies, systems, bodies, 9)
                .reshape(copies, problems, 9)
                .transpose(0, 1);
        return heldOut(x, y);
    }

    /** How much of a number of every body {@code [system, body]} a linear function of its features tells. */
    private static double probe(Tensor features, Tensor target) {
        return heldOut(
                features.flatten(0, 1).unsqueeze(0), target.to(DType.FLOAT64).view(1, -1, 1));
    }

    /**
     * R^2 of ridge regressions, fitted to the first three quarters of the examples and measured on the rest, over all problems and targets together. Features count
     * in units of their deviation over all problems, so that rounding errors of a feature that does not change within a problem stay small.
     *
     * @param x {@code [problem, example, feature]}
     * @param y {@code [problem, example, target]}
     */
    static double heldOut(Tensor x, Tensor y) {
        long examples = x.size(1);
        long fitted = examples * 3 / 4;
        var scale = x.stdCorrected(0, true, 0, 1).clampMin(1e-12);
        var xFit = x.narrow(1, 0, fitted);
        var yFit = y.narrow(1, 0, fitted);
        var xMean = xFit.mean(true, 1);
        var yMean = yFit.mean(true, 1);
        var a = xFit.sub(xMean).div(scale);
        var gram = a.transpose(1, 2)
                .matmul(a)
                .add(Tensor.eye(DType.FLOAT64, x.size(2)).mul(RIDGE * fitted));
        var weights = gram.solve(a.transpose(1, 2).matmul(yFit.sub(yMean)));
        var yRest = y.narrow(1, fitted, examples - fitted);
        var found = x.narrow(1, fitted, examples - fitted)
                .sub(xMean)
                .div(scale)
                .matmul(weights)
                .add(yMean);
        double error = yRest.sub(found).square().sum().item();
        return 1 - error / yRest.sub(yRest.mean(true, 1)).square().sum().item();
    }

    /** Of each body with all others, {@code sum q_i q_j / |x_i - x_j|}, {@code [system, body]}. */
    static Tensor energies(Charges systems) {
        var pairs = Pairs.of((int) systems.places().size(1));
        var distance = pairs.apart(systems.places()).square().sum(true, 3).sqrt();
        return pairs.products(systems.charges()).div(distance).sum(2).squeeze(2);
    }

    private static Tensor distances(Charges systems) {
        return systems.places()
                .sub(systems.places().mean(true, 1))
                .square()
                .sum(2)
                .sqrt();
    }

    /** The participation ratio of the variances along principal axes, from 1 to the width. */
    static double effectiveDimension(Tensor features) {
        var rows = features.flatten(0, 1);
        var centred = rows.sub(rows.mean(true, 0));
        var covariance = centred.t().matmul(centred);
        double trace = covariance.trace().item();
        return trace * trace / covariance.square().sum().item();
    }
}
