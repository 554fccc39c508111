package org.assay.data.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tune books in ABC notation (abcnotation.com, version 1.6): tunes start at an {@code X:} field and end at a blank line. */
public final class Abc {
    private Abc() {}

    /**
     * One tune.
     *
     * @param number the value of {@code X:}
     * @param fields the first value of each header field by its letter, such as {@code "K" -> "G"}
     * @param music the music lines without comments, in order, joined by line feeds
     * @param text the tune as it stands in the file, from {@code X:} on
     */
    public record Tune(int number, Map<String, String> fields, String music, String text) {
        public String title() {
            return fields.getOrDefault("T", "");
        }

        /** The metre, such as {@code 6/8}; empty when none is given. */
        public String metre() {
            return fields.getOrDefault("M", "");
        }

        public String key() {
            return fields.getOrDefault("K", "");
        }
    }

    public static List<Tune> read(String file, byte[] bytes) {
        var tunes = new ArrayList<Tune>();
        var lines = Text.lines(file, bytes);
        int line = 0;
        while (line < lines.size()) {
            if (!lines.get(line).startsWith("X:")) {
                if (!lines.get(line).isBlank() && !lines.get(line).startsWith("%")) {
                    throw DataException.atLine(
                            file,
                            line + 1,
                            "\"" + Text.shortened(lines.get(line)) + "\" stands outside a tune; a tune starts with X:");
                }
                line++;
                continue;
            }
            int first = line++;
            while (line < lines.size()
                    && !lines.get(line).isBlank()
                    && !lines.get(line).startsWith("X:")) {
                line++;
            }
            tunes.add(tune(file, lines, first, line));
        }
        return tunes;
    }

    private static Tune tune(String file, List<String> lines, int first, int end) {
        long number = Text.integer(file, first + 1, lines.get(first).substring(2), 0, Integer.MAX_VALUE);
        var fields = new LinkedHashMap<String, String>();
        var music = new ArrayList<String>();
        for (var line : lines.subList(first, end)) {
            if (isField(line)) {
                fields.putIfAbsent(line.substring(0, 1), line.substring(2).strip());
            } else if (!line.startsWith("%")) {
                music.add(line);
            }
        }
        if (!fields.containsKey("K")) {
            throw DataException.atLine(file, first + 1, "tune " + number + " has no key (K:)");
        }
        return new Tune(
                (int) number,
                Map.copyOf(fields),
                String.join("\n", music),
                String.join("\n", lines.subList(first, end)));
    }

    private static boolean isField(String line) {
        return line.length() >= 2
                && Character.isLetter(line.charAt(0))
                && line.charAt(1) == ':'
                && !line.startsWith("|:");
    }
}
