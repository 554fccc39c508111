package org.assay.studies.representations;

import java.util.function.IntFunction;
import org.assay.lab.Trial;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How pre-activations and activations of untrained networks are distributed over the units and the points of the plane. */
final class StartStatistics {
    private static final int[] DEPTHS = {4, 8, 16};
    private static final int POINTS = 512;

    private StartStatistics() {}

    /** Reports, for networks of each depth, every layer's spread and distances to the laws of the paper's Theorem 1.8. */
    static void report(Trial<?> trial, IntFunction<CoordinateNet> ofDepth) {
        var points = Rng.of(trial.seed("points")).uniformBetween(-1, 1, POINTS, 2);
        for (int depth : DEPTHS) {
            Scope.run(() -> Autodiff.noGrad(() -> {
                var net = ofDepth.apply(depth);
                var layers = net.preactivations(points);
                double deviation = 0;
                for (int layer = 1; layer <= depth; layer++) {
                    var z = layers.get(layer - 1).flatten();
                    double std = z.std().item();
                    if (layer > 1) {
                        deviation = Math.max(deviation, Math.abs(std - 1));
                    }
                    if (depth == 16) {
                        trial.series("preactivation_std", layer, std);
                        trial.series("distance_to_normal", layer, distance(z, StartStatistics::normal));
                        trial.series("distance_to_arcsine", layer, distance(net.activate(z), StartStatistics::arcsine));
                    }
                    if (layer == 8) {
                        trial.metric("deviation_of_layer_8@depth=" + depth, Math.abs(std - 1));
                    }
                }
                trial.metric("deviation@depth=" + depth, deviation);
            }));
        }
    }

    interface Law {
        Tensor probabilityUpTo(Tensor sorted);
    }

    static Tensor normal(Tensor x) {
        return x.div(Math.sqrt(2)).erf().add(1.0).div(2);
    }

    static Tensor arcsine(Tensor x) {
        return x.clamp(-1, 1).asin().div(Math.PI).add(0.5);
    }

    /** Kolmogorov's distance between a sample {@code [n]} and a law. */
    static double distance(Tensor sample, Law law) {
        int n = Math.toIntExact(sample.count());
        var below = law.probabilityUpTo(sample.sort(0).values());
        var rank = Tensor.arange(0, n, 1);
        double above = rank.add(1.0).div(n).sub(below).max().item();
        return Math.max(above, below.sub(rank.div(n)).max().item());
    }
}
