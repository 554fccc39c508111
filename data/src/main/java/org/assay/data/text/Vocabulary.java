package org.assay.data.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.data.format.DataException;

/**
 * Words and their numbers: 0 fills up short sentences, 1 stands for words that are not in it, 2 begins a sentence and 3 ends it;
 * the others follow, the most frequent first, equally frequent ones in alphabetical order.
 */
public final class Vocabulary {
    public static final int FILLER = 0;
    public static final int UNKNOWN = 1;
    public static final int BEGIN = 2;
    public static final int END = 3;

    private static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<bos>", "<eos>");

    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();

    private Vocabulary(List<String> words) {
        this.words = words;
        for (int i = 0; i < words.size(); i++) {
            numbers.put(words.get(i), i);
        }
    }

    /**
     * The words of sentences.
     *
     * @param least how often a word must occur
     * @param most how many words are kept, the four special ones not counted
     */
    public static Vocabulary of(List<List<String>> sentences, int least, int most) {
        if (least < 1 || most < 0) {
            throw new DataException("words that occur " + least + " times, " + most + " of them, make no vocabulary");
        }
        var counts = new HashMap<String, Integer>();
        sentences.forEach(sentence -> sentence.forEach(word -> counts.merge(word, 1, Integer::sum)));
        SPECIAL.forEach(counts::remove);
        var kept = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey);
        return new Vocabulary(Stream.concat(SPECIAL.stream(), kept).toList());
    }

    public int size() {
        return words.size();
    }

    public String word(int number) {
        return words.get(number);
    }

    public int number(String word) {
        return numbers.getOrDefault(word, UNKNOWN);
    }

    public int[] encode(List<String> sentence) {
        return sentence.stream().mapToInt(this::number).toArray();
    }

    /** The sentence with its begin and its end. */
    public int[] encodeWhole(List<String> sentence) {
        var whole = new int[sentence.size() + 2];
        whole[0] = BEGIN;
        System.arraycopy(encode(sentence), 0, whole, 1, sentence.size());
        whole[whole.length - 1] = END;
        return whole;
    }

    /** The words up to the first end or filler, a begin left out. */
    public List<String> decode(int[] numbersOfWords) {
        var sentence = new ArrayList<String>();
        for (int number : numbersOfWords) {
            if (number == END || number == FILLER) {
                break;
            }
            if (number != BEGIN) {
                sentence.add(word(number));
            }
        }
        return sentence;
    }
}
