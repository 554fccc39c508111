package org.assay.data.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.data.format.DataException;

/** One piece a character (Unicode code point), numbered in ascending order. */
public final class CharacterTokeniser implements Tokeniser {
    private final int[] characters;
    private final Map<Integer, Integer> numbers = new HashMap<>();

    private CharacterTokeniser(int[] characters) {
        this.characters = characters;
        for (int i = 0; i < characters.length; i++) {
            numbers.put(characters[i], i);
        }
    }

    /** The characters that occur in a text. */
    public static CharacterTokeniser of(String text) {
        return new CharacterTokeniser(text.codePoints().distinct().sorted().toArray());
    }

    /** The characters that occur in any of the texts. */
    public static CharacterTokeniser of(List<String> texts) {
        return new CharacterTokeniser(texts.stream()
                .flatMapToInt(String::codePoints)
                .distinct()
                .sorted()
                .toArray());
    }

    @Override
    public int[] encode(String text) {
        var points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            var number = numbers.get(points[i]);
            if (number == null) {
                throw new DataException("character %d, \"%s\" (U+%04X), is not among the %d of the tokeniser"
                        .formatted(i, Character.toString(points[i]), points[i], characters.length));
            }
            points[i] = number;
        }
        return points;
    }

    @Override
    public String decode(int[] tokens) {
        var text = new StringBuilder();
        for (int token : tokens) {
            text.appendCodePoint(characters[token]);
        }
        return text.toString();
    }

    @Override
    public int size() {
        return characters.length;
    }
}
