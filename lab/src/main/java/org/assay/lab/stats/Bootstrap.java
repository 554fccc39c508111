package org.assay.lab.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Bootstrap intervals for aggregates of many runs; never for a verdict from fewer than 20 seeds. */
public final class Bootstrap {

    /** With fewer values a bootstrap interval covers too little: .71 to .90 instead of .95 at 3 to 12. */
    public static final int ENOUGH = 20;

    private Bootstrap() {}

    /**
     * Bias-corrected and accelerated interval (Efron 1987).
     *
     * @param seed of the resampling: the same call gives the same interval
     */
    public static Interval bca(
            double[] values, ToDoubleFunction<double[]> statistic, double alpha, int resamples, long seed) {
        if (values.length < ENOUGH) {
            throw new IllegalArgumentException("A bootstrap interval needs at least " + ENOUGH + " values; there are "
                    + values.length + ". Use a t interval.");
        }
        var random = new SplittableRandom(seed);
        var replicates = new double[resamples];
        var draw = new double[values.length];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < draw.length; j++) {
                draw[j] = values[random.nextInt(values.length)];
            }
            replicates[i] = statistic.applyAsDouble(draw);
        }
        Arrays.sort(replicates);
        var seen = statistic.applyAsDouble(values);
        var normal = NormalDistribution.of(0, 1);
        long below = Arrays.stream(replicates).filter(r -> r < seen).count();
        long ties = Arrays.stream(replicates).filter(r -> r == seen).count();
        var correction = normal.inverseCumulativeProbability(
                Math.clamp((below + ties / 2.0) / resamples, 0.5 / resamples, 1 - 0.5 / resamples));
        var acceleration = acceleration(values, statistic);
        return new Interval(
                quantile(replicates, shifted(normal, alpha / 2, correction, acceleration)),
                quantile(replicates, shifted(normal, 1 - alpha / 2, correction, acceleration)));
    }

    /**
     * Percentile interval of a statistic of several tasks, runs resampled within each task (rliable's default, with a seed that counts).
     *
     * @param tasks values of each task's runs, at least 20 over all tasks
     */
    public static Interval stratified(
            List<double[]> tasks, ToDoubleFunction<List<double[]>> statistic, double alpha, int resamples, long seed) {
        int count = tasks.stream().mapToInt(task -> task.length).sum();
        if (count < ENOUGH) {
            throw new IllegalArgumentException(
                    "A bootstrap interval needs at least " + ENOUGH + " values; there are " + count + ".");
        }
        var random = new SplittableRandom(seed);
        var replicates = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            var draw = tasks.stream().map(task -> resampled(task, random)).toList();
            replicates[i] = statistic.applyAsDouble(draw);
        }
        Arrays.sort(replicates);
        return new Interval(quantile(replicates, alpha / 2), quantile(replicates, 1 - alpha / 2));
    }

    private static double[] resampled(double[] values, SplittableRandom random) {
        var draw = new double[values.length];
        for (int j = 0; j < draw.length; j++) {
            draw[j] = values[random.nextInt(values.length)];
        }
        return draw;
    }

    private static double shifted(NormalDistribution normal, double level, double correction, double acceleration) {
        var z = correction + normal.inverseCumulativeProbability(level);
        return normal.cumulativeProbability(correction + z / (1 - acceleration * z));
    }

    /** Skewness of the jackknife, a sixth of it. */
    private static double acceleration(double[] values, ToDoubleFunction<double[]> statistic) {
        var without = new double[values.length];
        for (int left = 0; left < values.length; left++) {
            var rest = new double[values.length - 1];
            System.arraycopy(values, 0, rest, 0, left);
            System.arraycopy(values, left + 1, rest, left, rest.length - left);
            without[left] = statistic.applyAsDouble(rest);
        }
        var mean = Arrays.stream(without).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (var value : without) {
            squares += (mean - value) * (mean - value);
            cubes += (mean - value) * (mean - value) * (mean - value);
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /** Linear between order statistics. */
    private static double quantile(double[] sorted, double level) {
        var place = level * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
