package org.assay.data.sound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.data.format.DataException;
import org.assay.tensor.Tensor;

/**
 * From the probabilities of classes in each frame to a word, under connectionist temporal classification: a path's repeats are
 * one, and its blanks are left out (Graves et al. 2006).
 */
public final class Ctc {
    private Ctc() {}

    /** A word and the natural logarithm of the probability found for it, all of its paths together. */
    public record Guess(List<Integer> labels, double logProbability) {}

    /** The word of the likeliest path. Log probabilities {@code [frame, class]}. */
    public static List<Integer> greedy(Tensor logProbabilities, int blank) {
        var best = frames(logProbabilities, blank).argmax(1).toLongs();
        var labels = new ArrayList<Integer>();
        long before = blank;
        for (long label : best) {
            if (label != blank && label != before) {
                labels.add((int) label);
            }
            before = label;
        }
        return labels;
    }

    /**
     * Words by the probability of all their paths, the likeliest first: a search that keeps so many beginnings after each frame
     * (Hannun, Maas, Jurafsky and Ng 2014, arXiv:1408.2873, without a language model). It is exact when none had to be dropped.
     */
    public static List<Guess> beam(Tensor logProbabilities, int blank, int width) {
        if (width < 1) {
            throw new DataException("a beam of " + width + " beginnings finds nothing");
        }
        int classes = (int) frames(logProbabilities, blank).size(1);
        var all = logProbabilities.toDoubles();
        Map<List<Integer>, Ends> beam = Map.of(List.of(), new Ends(0, Double.NEGATIVE_INFINITY));
        for (int frame = 0; frame < all.length / classes; frame++) {
            var next = new HashMap<List<Integer>, Ends>();
            for (var entry : beam.entrySet()) {
                extend(next, entry.getKey(), entry.getValue(), all, frame * classes, classes, blank);
            }
            var kept = new LinkedHashMap<List<Integer>, Ends>();
            next.entrySet().stream()
                    .sorted(LIKELIEST)
                    .limit(width)
                    .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
            beam = kept;
        }
        return beam.entrySet().stream()
                .map(entry -> new Guess(entry.getKey(), entry.getValue().sum()))
                .toList();
    }

    /** Equal ones in the order of their labels, so that the search is the same everywhere. */
    private static final Comparator<Map.Entry<List<Integer>, Ends>> LIKELIEST =
            Comparator.<Map.Entry<List<Integer>, Ends>>comparingDouble(
                            entry -> -entry.getValue().sum())
                    .thenComparing(entry -> entry.getKey().toString());

    /** Log probabilities of the paths that end in a blank and of those that end in the last label. */
    private record Ends(double blank, double label) {
        double sum() {
            return logAdd(blank, label);
        }

        Ends plus(Ends other) {
            return new Ends(logAdd(blank, other.blank), logAdd(label, other.label));
        }
    }

    private static void extend(
            Map<List<Integer>, Ends> next,
            List<Integer> word,
            Ends ends,
            double[] all,
            int frame,
            int classes,
            int blank) {
        double none = Double.NEGATIVE_INFINITY;
        add(next, word, new Ends(ends.sum() + all[frame + blank], none));
        for (int label = 0; label < classes; label++) {
            if (label == blank) {
                continue;
            }
            double here = all[frame + label];
            boolean repeats = !word.isEmpty() && word.getLast() == label;
            if (repeats) {
                add(next, word, new Ends(none, ends.label() + here));
            }
            var longer = new ArrayList<>(word);
            longer.add(label);
            // After the same label only a blank in between makes another one.
            add(next, List.copyOf(longer), new Ends(none, (repeats ? ends.blank() : ends.sum()) + here));
        }
    }

    private static void add(Map<List<Integer>, Ends> words, List<Integer> word, Ends ends) {
        // What no path spells, such as a repeated label without room for a blank, takes no place in the beam.
        if (ends.sum() > Double.NEGATIVE_INFINITY) {
            words.merge(word, ends, Ends::plus);
        }
    }

    private static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    private static Tensor frames(Tensor logProbabilities, int blank) {
        if (logProbabilities.rank() != 2 || blank < 0 || blank >= logProbabilities.size(1)) {
            throw new DataException("log probabilities are [frame, class] with the blank among the classes, not "
                    + Arrays.toString(logProbabilities.shape()) + " with blank " + blank);
        }
        return logProbabilities;
    }
}
