package org.assay.nn.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures of generated and recognised text. */
public final class Texts {
    private static final int BLEU_ORDER = 4;

    private Texts() {}

    /**
     * Corpus BLEU with n-grams up to 4 and the brevity penalty, one reference a candidate, unsmoothed, in {@code [0, 1]}.
     * Papineni et al. 2002, section 2.
     *
     * @param candidates tokens by sentence
     * @param references tokens by sentence, in the same order
     */
    public static <T> double bleu(List<List<T>> candidates, List<List<T>> references) {
        Checks.sameLength("candidates", candidates.size(), "references", references.size());
        var matched = new long[BLEU_ORDER];
        var possible = new long[BLEU_ORDER];
        long candidateLength = 0;
        long referenceLength = 0;
        for (int s = 0; s < candidates.size(); s++) {
            var candidate = candidates.get(s);
            var reference = references.get(s);
            candidateLength += candidate.size();
            referenceLength += reference.size();
            for (int n = 1; n <= BLEU_ORDER; n++) {
                var available = grams(reference, n);
                for (var gram : grams(candidate, n).entrySet()) {
                    matched[n - 1] += Math.min(gram.getValue(), available.getOrDefault(gram.getKey(), 0L));
                    possible[n - 1] += gram.getValue();
                }
            }
        }
        double logPrecision = 0;
        for (int n = 0; n < BLEU_ORDER; n++) {
            if (matched[n] == 0) {
                return 0;
            }
            logPrecision += Math.log((double) matched[n] / possible[n]) / BLEU_ORDER;
        }
        double brevity = Math.min(0, 1 - (double) referenceLength / candidateLength);
        return Math.exp(brevity + logPrecision);
    }

    /** Word error rate over a corpus: edits that turn each transcript into its reference, per reference word. Can exceed 1. */
    public static double wordErrorRate(List<String> transcripts, List<String> references) {
        return errorRate(transcripts, references, Texts::words);
    }

    /** Character error rate over a corpus, as {@link #wordErrorRate}. */
    public static double characterErrorRate(List<String> transcripts, List<String> references) {
        return errorRate(
                transcripts, references, text -> text.codePoints().boxed().toList());
    }

    /** Levenshtein's distance: the fewest insertions, deletions and substitutions that turn one list into the other. */
    public static <T> int editDistance(List<T> from, List<T> to) {
        var row = new int[to.size() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= from.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.size(); j++) {
                int substitution = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.size()];
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static <T> double errorRate(List<String> texts, List<String> references, Function<String, List<T>> split) {
        Checks.sameLength("transcripts", texts.size(), "references", references.size());
        long edits = 0;
        long length = 0;
        for (int i = 0; i < texts.size(); i++) {
            edits += editDistance(split.apply(texts.get(i)), split.apply(references.get(i)));
            length += split.apply(references.get(i)).size();
        }
        return (double) edits / length;
    }

    private static <T> Map<List<T>, Long> grams(List<T> tokens, int n) {
        var counts = new HashMap<List<T>, Long>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + n), 1L, Long::sum);
        }
        return counts;
    }
}
