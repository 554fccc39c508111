package org.assay.studies.representations;

import java.util.function.IntFunction;
import org.assay.lab.Trial;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How pre-activations and activations of untrained networks are distributed, over the units and the points of the plane. */
final class StartStatistics {
    private static final int[] DEPTHS = {4, 8, 16};
    private static final int DEEPEST = 16;
    private static final int POINTS = 256;
    private static final int QUANTILES = 200;

    private StartStatistics() {}

    /**
     * Reports how far the spread of pre-activations strays from 1 after the first layer, for networks of each depth; of the deepest also every
     * layer's spread and distances to the laws of the paper's Theorem 1.8.
     */
    static void report(Trial<?> trial, IntFunction<CoordinateNet> ofDepth) {
        var points = Rng.of(trial.seed("points")).uniformBetween(-1, 1, POINTS, 2);
        for (int depth : DEPTHS) {
            Scope.run(() -> Autodiff.noGrad(() -> {
                var net = ofDepth.apply(depth);
                var layers =
                        net.preactivations(points).stream().map(Tensor::flatten).toList();
                double deviation = layers.stream()
                        .skip(1)
                        .mapToDouble(z -> Math.abs(z.std().item() - 1))
                        .max()
                        .orElseThrow();
                trial.metric("deviation@depth=" + depth, deviation);
                if (depth == DEEPEST) {
                    for (int layer = 1; layer <= depth; layer++) {
                        var z = layers.get(layer - 1);
                        trial.series("preactivation_std", layer, z.std().item());
                        trial.series("distance_to_normal", layer, distance(z, StartStatistics::normal));
                        trial.series("distance_to_arcsine", layer, distance(net.activate(z), StartStatistics::arcsine));
                    }
                    trial.metric(
                            "deviation_of_layer_8", Math.abs(layers.get(7).std().item() - 1));
                    quantiles(trial, layers.getLast());
                }
            }));
        }
    }

    private static void quantiles(Trial<?> trial, Tensor z) {
        var sorted = z.sort(0).values();
        for (int i = 0; i < QUANTILES; i++) {
            double share = (i + 0.5) / QUANTILES;
            trial.series(
                    "preactivation_of_layer_" + DEEPEST,
                    share,
                    sorted.at((long) (share * z.count())).item());
        }
    }

    /** A distribution function. */
    interface Law {
        Tensor at(Tensor x);
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
        var below = law.at(sample.sort(0).values());
        var rank = Tensor.arange(0, n, 1);
        double above = rank.add(1.0).div(n).sub(below).max().item();
        return Math.max(above, below.sub(rank.div(n)).max().item());
    }
}
