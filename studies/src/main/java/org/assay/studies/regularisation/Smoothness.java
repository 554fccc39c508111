package org.assay.studies.regularisation;

import java.util.ArrayList;
import java.util.List;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * What a network does on the way from one training example to another of a different class.
 *
 * @param from {@code [pair, …]} with labels
 * @param to as many
 */
record Smoothness(Examples from, Examples to) {

    static final List<Double> PLACES = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    /**
     * What is seen at one place of all lines.
     *
     * @param miss share of predictions that are of neither end
     * @param gradient mean length of the gradient of the cross-entropy by the input, with the label of the nearer end
     */
    record Seen(double miss, double gradient) {}

    /** So many pairs of examples of different classes, drawn with replacement. */
    static Smoothness of(Examples examples, int pairs, Rng rng) {
        return Scope.call(() -> {
            var classes = examples.labels().toLongs();
            var from = new ArrayList<Long>();
            var to = new ArrayList<Long>();
            while (from.size() < pairs) {
                long i = rng.nextLong(classes.length);
                long j = rng.nextLong(classes.length);
                if (classes[(int) i] != classes[(int) j]) {
                    from.add(i);
                    to.add(j);
                }
            }
            return new Smoothness(rows(examples, from), rows(examples, to));
        });
    }

    private static Examples rows(Examples examples, List<Long> numbers) {
        return examples.rows(Tensor.of(numbers.stream().mapToLong(n -> n).toArray(), numbers.size()));
    }

    Seen at(double t, Classifier net) {
        return Scope.call(() -> {
            var x = from.inputs().lerp(to.inputs(), t);
            var predicted = net.scores(x).argmax(1);
            var missed = predicted.ne(from.labels()).logicalAnd(predicted.ne(to.labels()));
            var nearer = t > 0.5 ? to.labels() : from.labels();
            var gradient = net.inputGradient(new Examples(x, nearer));
            return new Seen(
                    missed.to(DType.FLOAT64).mean().item(),
                    gradient.flatten(1, -1).norm(1).mean().item());
        });
    }

    void report(Trial<?> trial, Classifier net) {
        double sum = 0;
        for (double t : PLACES) {
            var seen = at(t, net);
            trial.series("predictions of neither class", t, seen.miss);
            trial.series("gradient length", t, seen.gradient);
            trial.metric("miss@t=" + t, seen.miss);
            sum += seen.gradient;
        }
        trial.metric("gradient", sum / PLACES.size());
    }
}
