package org.assay.data.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.assay.tensor.Rng;

/**
 * A play in a made-up language: sentences from 40 templates over 300 words of one to three of 60 syllables, the words of each kind
 * chosen by Zipf's law, under headings that name the speaker. Spelling can be checked against the list of words exactly.
 *
 * @param text the play
 * @param words all words, in small letters
 */
public record PseudoText(String text, List<String> words) {
    private static final String[] ONSETS = {"b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t"};
    private static final String[] VOWELS = {"a", "e", "i", "o", "u"};
    private static final String[] KINDS = {"N", "V", "A", "D"};
    private static final int[] COUNTS = {150, 80, 60, 10};
    private static final int TEMPLATES = 40;
    private static final int SPEAKERS = 8;

    /** At least so many characters, to the end of a speech. */
    public static PseudoText draw(int characters, Rng rng) {
        var words = words(rng);
        var kinds = new ArrayList<List<String>>();
        int from = 0;
        for (int count : COUNTS) {
            kinds.add(words.subList(from, from + count));
            from += count;
        }
        var templates = new ArrayList<String>();
        for (int t = 0; t < TEMPLATES; t++) {
            templates.add(template(rng));
        }
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(kinds.getFirst().get(rng.nextInt(SPEAKERS)).toUpperCase(Locale.ROOT))
                    .append(":\n");
            int lines = 1 + rng.nextInt(4);
            for (int line = 0; line < lines; line++) {
                text.append(sentence(templates.get(zipf(TEMPLATES, rng)), kinds, rng))
                        .append('\n');
            }
            text.append('\n');
        }
        return new PseudoText(text.toString(), words);
    }

    private static List<String> words(Rng rng) {
        var words = new LinkedHashSet<String>();
        while (words.size() < 300) {
            var word = new StringBuilder();
            int syllables = 1 + rng.nextInt(3);
            for (int s = 0; s < syllables; s++) {
                word.append(ONSETS[rng.nextInt(ONSETS.length)]).append(VOWELS[rng.nextInt(VOWELS.length)]);
            }
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** Noun phrases about a verb, with a comma here and there and a stop of one of three kinds. */
    private static String template(Rng rng) {
        var template = new StringBuilder(noun(rng)).append(" V");
        int more = rng.nextInt(3);
        for (int i = 0; i < more; i++) {
            template.append(rng.nextInt(3) == 0 ? ", " : " ").append(noun(rng));
        }
        return template.append(".?!".charAt(rng.nextInt(3))).toString();
    }

    private static String noun(Rng rng) {
        return switch (rng.nextInt(3)) {
            case 0 -> "D N";
            case 1 -> "D A N";
            default -> "N";
        };
    }

    private static String sentence(String template, List<List<String>> kinds, Rng rng) {
        var sentence = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            int kind = List.of(KINDS).indexOf(template.substring(i, i + 1));
            sentence.append(
                    kind < 0
                            ? template.substring(i, i + 1)
                            : kinds.get(kind).get(zipf(kinds.get(kind).size(), rng)));
        }
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /** k with a probability in proportion to 1 / (k + 1). */
    private static int zipf(int n, Rng rng) {
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            sum += 1.0 / k;
        }
        double left = rng.nextDouble() * sum;
        for (int k = 0; k < n - 1; k++) {
            left -= 1.0 / (k + 1);
            if (left < 0) {
                return k;
            }
        }
        return n - 1;
    }
}
