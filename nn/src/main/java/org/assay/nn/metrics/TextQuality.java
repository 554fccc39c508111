package org.assay.nn.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Measures of generated text that need no reference sentence by sentence. */
public final class TextQuality {
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:'\\p{L}+)*");
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private TextQuality() {}

    /** Words in small letters: runs of letters with apostrophes inside. */
    public static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The words of a stretch that was cut out anywhere: those that touch its ends are left out. */
    public static List<String> wholeWords(String stretch) {
        return WORD.matcher(stretch)
                .results()
                .filter(word -> word.start() > 0 && word.end() < stretch.length())
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** All runs of n neighbours, in order. */
    public static <T> List<List<T>> grams(List<T> tokens, int n) {
        var grams = new ArrayList<List<T>>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            grams.add(tokens.subList(i, i + n));
        }
        return grams;
    }

    /** The share of items that are known; 0 of none. */
    public static <T> double known(Collection<T> items, Set<T> known) {
        return share(items.stream().filter(known::contains).count(), items.size());
    }

    /** Distinct n-grams among all n-grams of several texts (distinct-n; Li et al. 2016); only texts of like length compare; 0 where there are none. */
    public static <T> double distinct(List<List<T>> texts, int n) {
        var all = texts.stream().flatMap(text -> grams(text, n).stream()).toList();
        return share(new HashSet<>(all).size(), all.size());
    }

    /** The share of n-grams that occurred before among those that began at most so many tokens earlier in the same text; 0 where there are none. */
    public static <T> double repetition(List<List<T>> texts, int n, int within) {
        long repeated = 0;
        long all = 0;
        for (var text : texts) {
            Map<List<T>, Integer> last = new HashMap<>();
            var grams = grams(text, n);
            for (int i = 0; i < grams.size(); i++) {
                var before = last.put(grams.get(i), i);
                repeated += before != null && i - before <= within ? 1 : 0;
            }
            all += grams.size();
        }
        return share(repeated, all);
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    /** The length of the longest run of characters of one text that also stands in another; runs are told apart by 64-bit hashes. */
    public static int longestShared(String text, String other) {
        int shared = 0;
        int tooLong = Math.min(text.length(), other.length()) + 1;
        while (shared + 1 < tooLong) {
            int middle = (shared + tooLong) >>> 1;
            if (share(text, other, middle)) {
                shared = middle;
            } else {
                tooLong = middle;
            }
        }
        return shared;
    }

    private static boolean share(String text, String other, int length) {
        var there = hashes(other, length);
        Arrays.sort(there);
        return Arrays.stream(hashes(text, length)).anyMatch(hash -> Arrays.binarySearch(there, hash) >= 0);
    }

    /** Polynomial hashes of all windows, modulo 2 to the 64 (Karp and Rabin 1987). */
    private static long[] hashes(String text, int length) {
        var hashes = new long[text.length() - length + 1];
        long first = 1;
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * BASE + text.charAt(i) + 1;
            if (i < length) {
                first *= BASE;
            } else {
                hash -= first * (text.charAt(i - length) + 1);
            }
            if (i + 1 >= length) {
                hashes[i + 1 - length] = hash;
            }
        }
        return hashes;
    }
}
