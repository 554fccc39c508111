package org.assay.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a comparison found.
 *
 * @param loading how fast training batches are made; only with the workload they are weighed against
 * @param peak floating-point operations in units of 1e9 a second of products of 512x512 matrices, by precision, all cores
 * @param operatorMicros an addition of 8x8 matrices inside a scope, in microseconds
 * @param twoTrials steps a second of two processes at once over those of one alone, one thread each, by workload
 * @param machine processor, cores and system
 * @param contestants who took part, with versions and kernels
 * @param notes what could not be measured, and why
 */
public record Report(
        List<Line> workloads,
        Optional<Loading> loading,
        Map<String, Double> peak,
        double operatorMicros,
        Map<String, Double> twoTrials,
        String machine,
        Map<String, String> contestants,
        List<String> notes) {

    /**
     * One workload in one precision.
     *
     * @param gflops operations of products and convolutions in units of 1e9 a second
     * @param ratios our steps a second over a peer's, medians over rounds, by peer; those that are not installed are absent
     * @param threads what each contestant chose
     */
    public record Line(
            String id,
            String precision,
            double stepsPerSecond,
            double gflops,
            Map<String, Double> ratios,
            Map<String, Integer> threads) {}

    /**
     * How fast training batches are made: pictures shuffled, cropped at random, flipped and standardised.
     *
     * @param ratios our pictures a second over a peer's, medians over rounds, by peer
     * @param threads what each contestant chose; for {@code torch-dataloader} worker processes
     * @param shareOfStep the time of a batch over that of a step of W2, by precision
     */
    public record Loading(
            String dataSet,
            int batch,
            double picturesPerSecond,
            Map<String, Double> ratios,
            Map<String, Integer> threads,
            Map<String, Double> shareOfStep) {}

    /** The geometric mean of our ratios to a peer over all lines that have one. */
    public double geometricMean(String peer) {
        return Math.exp(workloads.stream()
                .filter(line -> line.ratios.containsKey(peer))
                .mapToDouble(line -> Math.log(line.ratios.getOrDefault(peer, 1.0)))
                .average()
                .orElse(Double.NaN));
    }
}
