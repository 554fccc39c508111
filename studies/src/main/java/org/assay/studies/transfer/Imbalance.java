package org.assay.studies.transfer;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assay.data.Examples;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/** What is done where some classes have few pictures. */
enum Imbalance {
    /** All classes have all of their pictures. */
    BALANCED,
    /** Half of the classes keep a fifth of theirs, and nothing is done about it. */
    PLAIN,
    /** Losses are multiplied by {@code w_c = 1/n_c}, of which the mean over classes is made 1. */
    WEIGHTED,
    /** Pictures of few are repeated until all classes are as frequent. */
    OVER_SAMPLED,
    /** {@code log n_c/n} is added to the logits in the loss. Menon et al. 2021, equation 10. */
    ADJUSTED;

    private static final int KEPT = 5;

    /** Half of the classes, drawn. */
    static long[] minority(int classes, Rng rng) {
        return Arrays.copyOf(rng.permutation(classes).toLongs(), classes / 2);
    }

    /** The pictures that are learned from, of those of all classes in rounds. */
    Examples of(Examples train, long[] minority) {
        if (this == BALANCED) {
            return train;
        }
        var labels = train.labels().toLongs();
        var seen = new int[labels.length];
        var rows = LongStream.builder();
        long each = labels.length / Arrays.stream(labels).distinct().count();
        for (int i = 0; i < labels.length; i++) {
            long label = labels[i];
            boolean few = Arrays.stream(minority).anyMatch(c -> c == label);
            if (!few) {
                rows.add(i);
            } else if (seen[(int) label] < each / KEPT) {
                for (int copy = 0; copy < (this == OVER_SAMPLED ? KEPT : 1); copy++) {
                    rows.add(i);
                }
            }
            seen[(int) label]++;
        }
        var kept = rows.build().toArray();
        return train.rows(Tensor.of(kept, kept.length));
    }

    /**
     * The mean loss of a batch.
     *
     * @param z logits {@code [picture, class]}
     * @param y labels {@code [picture]}
     * @param n pictures of each class that are learned from, {@code [class]}
     */
    Tensor loss(Tensor z, Tensor y, Tensor n) {
        return switch (this) {
            case BALANCED, PLAIN, OVER_SAMPLED -> z.crossEntropy(y);
            case WEIGHTED -> {
                var w = n.reciprocal();
                yield z.crossEntropyEach(y, 0).mul(w.div(w.mean()).rows(y)).mean();
            }
            case ADJUSTED -> z.add(n.div(n.sum()).log()).crossEntropy(y);
        };
    }

    /** How many pictures there are of each class, {@code [class]}. */
    static Tensor counts(Examples train, int classes) {
        var labels = train.labels().toLongs();
        var n = IntStream.range(0, classes)
                .mapToDouble(c -> Arrays.stream(labels).filter(y -> y == c).count())
                .toArray();
        return Tensor.of(DType.FLOAT32, n, classes);
    }
}
