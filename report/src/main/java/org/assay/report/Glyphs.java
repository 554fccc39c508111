package org.assay.report;

import org.assay.report.plot.Typeface;

/** What the fonts that ship with the report can print. */
final class Glyphs {

    private static final char BREAK = '\u200b';

    private Glyphs() {}

    /** The text with a question mark for every character that the embedded fonts lack. */
    static String printable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> out.appendCodePoint(c == '\n' || c == '\t' || c == BREAK || Typeface.covers(c) ? c : '?'));
        return out.toString();
    }
}
