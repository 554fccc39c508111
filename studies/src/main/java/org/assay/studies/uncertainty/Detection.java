package org.assay.studies.uncertainty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.Trial;
import org.assay.nn.metrics.Ranking;
import org.assay.tensor.Tensor;

/** How well scores tell images of known classes from others: areas under the ROC curve and false-positive rates, in points. What is added once a draw is reported as its mean. */
final class Detection {
    private static final double RECALL = 0.95;

    private final Features z;
    private final Map<String, List<Double>> cells = new LinkedHashMap<>();

    Detection(Features z) {
        this.z = z;
    }

    /** Adds a number to a cell. */
    void add(String cell, double value) {
        cells.computeIfAbsent(cell, _ -> new ArrayList<>()).add(value);
    }

    /** Adds the areas of a score, {@code [judged]}: {@code near_SCORE}, and {@code far_SCORE}, the mean over the far sets. */
    void score(String name, Tensor confidence) {
        add("near_" + name, auroc(confidence, Features.TEST, Features.NEAR));
        add(
                "far_" + name,
                z.far().stream()
                        .mapToDouble(set -> auroc(confidence, Features.TEST, set))
                        .average()
                        .orElseThrow());
    }

    /** The same with false-positive rates at a recall of 95 % and with each far set by itself. */
    void scoreInFull(String name, Tensor confidence) {
        score(name, confidence);
        add("near_fpr95_" + name, falsePositives(confidence, Features.NEAR));
        add(
                "far_fpr95_" + name,
                z.far().stream()
                        .mapToDouble(set -> falsePositives(confidence, set))
                        .average()
                        .orElseThrow());
        z.far().forEach(set -> add(set + "_" + name, auroc(confidence, Features.TEST, set)));
    }

    /** The mean over what was added to a cell. */
    double mean(String cell) {
        return of(cell).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The standard deviation over what was added to a cell, at least two numbers. */
    double deviation(String cell) {
        double mean = mean(cell);
        double squares =
                of(cell).stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (of(cell).size() - 1));
    }

    private List<Double> of(String cell) {
        return cells.getOrDefault(cell, List.of());
    }

    void report(Trial<?> trial) {
        cells.keySet().forEach(cell -> trial.metric(cell, mean(cell)));
    }

    /** The area under the ROC curve between two parts, in points. */
    double auroc(Tensor confidence, String known, String other) {
        return 100 * Ranking.auroc(scores(confidence, known, other), positive(known, other));
    }

    private double falsePositives(Tensor confidence, String other) {
        return 100
                * Ranking.falsePositiveRateAt(
                        RECALL, scores(confidence, Features.TEST, other), positive(Features.TEST, other));
    }

    private double[] scores(Tensor confidence, String known, String other) {
        return Tensor.cat(z.part(known, confidence), z.part(other, confidence)).toDoubles();
    }

    private boolean[] positive(String known, String other) {
        int positives = (int) z.part(known, z.judged()).size(0);
        var labels = new boolean[positives + (int) z.part(other, z.judged()).size(0)];
        java.util.Arrays.fill(labels, 0, positives, true);
        return labels;
    }
}
