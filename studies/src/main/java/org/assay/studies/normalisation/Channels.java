package org.assay.studies.normalisation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Mean and deviation of every channel of some layers' inputs at one moment of training.
 *
 * @param means one array a layer
 * @param deviations one array a layer, of the population
 */
record Channels(List<double[]> means, List<double[]> deviations) {

    /** Below it a channel counts as constant, and its changes are taken relative to this. */
    private static final double LEAST = 1e-3;

    /** Of {@code [example, channel, ...]} for each layer. */
    static Channels of(List<Tensor> inputs) {
        var means = new ArrayList<double[]>();
        var deviations = new ArrayList<double[]>();
        for (var x : inputs) {
            Scope.run(() -> {
                var others =
                        IntStream.range(0, x.rank()).filter(dim -> dim != 1).toArray();
                means.add(x.mean(others).toDoubles());
                deviations.add(x.stdCorrected(0, false, others).toDoubles());
            });
        }
        return new Channels(List.copyOf(means), List.copyOf(deviations));
    }

    /**
     * How far they are from what they become: the change of a channel's mean and that of its deviation, averaged and divided by the deviation it has now; the
     * mean over channels, then over layers.
     */
    double changeTo(Channels later) {
        return IntStream.range(0, means.size())
                .mapToDouble(layer -> change(
                        means.get(layer), deviations.get(layer), later.means.get(layer), later.deviations.get(layer)))
                .average()
                .orElse(Double.NaN);
    }

    private static double change(double[] mean, double[] deviation, double[] laterMean, double[] laterDeviation) {
        return IntStream.range(0, mean.length)
                .mapToDouble(c -> (Math.abs(laterMean[c] - mean[c]) + Math.abs(laterDeviation[c] - deviation[c]))
                        / (2 * Math.max(deviation[c], LEAST)))
                .average()
                .orElse(Double.NaN);
    }
}
