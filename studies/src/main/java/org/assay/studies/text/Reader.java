package org.assay.studies.text;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.data.Corpus;
import org.assay.nn.metrics.TextQuality;

/** Judges stretches of text by what is in the training text. */
final class Reader {
    private static final int WITHIN = 200;

    private final Set<String> words;
    private final Set<String> allWords;
    private final Set<List<String>> pairs;
    private final Set<List<String>> triples;
    private final Set<String> fours;
    private final Set<String> sixes;

    Reader(Corpus corpus) {
        var train = TextQuality.words(corpus.train());
        words = new HashSet<>(train);
        allWords = new HashSet<>(TextQuality.words(corpus.text()));
        pairs = new HashSet<>(TextQuality.grams(train, 2));
        triples = new HashSet<>(TextQuality.grams(train, 3));
        fours = runs(corpus.train(), 4).collect(Collectors.toSet());
        sixes = runs(corpus.train(), 6).collect(Collectors.toSet());
    }

    private static Stream<String> runs(String text, int n) {
        return IntStream.rangeClosed(0, text.length() - n).mapToObj(i -> text.substring(i, i + n));
    }

    /** Measures by name, in the order in which they are printed. */
    Map<String, Double> judge(List<String> stretches) {
        var texts = stretches.stream().map(TextQuality::wholeWords).toList();
        var measures = new LinkedHashMap<String, Double>();
        measures.put(
                "spelling",
                TextQuality.known(texts.stream().flatMap(List::stream).toList(), words));
        measures.put(
                "spelling_in_all",
                TextQuality.known(texts.stream().flatMap(List::stream).toList(), allWords));
        measures.put("pairs_seen", TextQuality.known(grams(texts, 2), pairs));
        measures.put("triples_seen", TextQuality.known(grams(texts, 3), triples));
        measures.put("4_characters_seen", TextQuality.known(runs(stretches, 4), fours));
        measures.put("6_characters_seen", TextQuality.known(runs(stretches, 6), sixes));
        measures.put("distinct_2", TextQuality.distinct(texts, 2));
        measures.put("repetition", TextQuality.repetition(texts, 4, WITHIN));
        return measures;
    }

    /** Of the whole of a text, as many stretches at a time as a sample has, evenly spread; the mean over these sets. */
    Map<String, Double> judge(String text, int streams, int length) {
        int sets = Math.max(1, text.length() / (streams * length));
        var mean = new LinkedHashMap<String, Double>();
        for (int set = 0; set < sets; set++) {
            int first = set;
            var stretches = IntStream.range(0, streams)
                    .map(stream -> (stream * sets + first) * length)
                    .filter(from -> from + length <= text.length())
                    .mapToObj(from -> text.substring(from, from + length))
                    .toList();
            judge(stretches).forEach((name, value) -> mean.merge(name, value / sets, Double::sum));
        }
        return mean;
    }

    private static List<List<String>> grams(List<List<String>> texts, int n) {
        return texts.stream()
                .flatMap(text -> TextQuality.grams(text, n).stream())
                .toList();
    }

    private static List<String> runs(List<String> stretches, int n) {
        return stretches.stream().flatMap(stretch -> runs(stretch, n)).toList();
    }
}
