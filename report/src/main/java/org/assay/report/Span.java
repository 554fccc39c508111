package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Verdict;

/** A piece of a line of text. What it holds is plain text: the writers escape it. */
sealed interface Span {

    String text();

    record Plain(String text) implements Span {}

    record Strong(String text) implements Span {}

    record Emphasis(String text) implements Span {}

    record Mono(String text) implements Span {}

    /** A link; only {@code http}, {@code https} and {@code #} targets are made clickable. */
    record Link(String text, String target) implements Span {}

    /** A verdict with its scale. */
    record Badge(Verdict verdict, String text) implements Span {}

    static List<Span> of(String text) {
        return List.of(new Plain(text));
    }

    static List<Span> of(Span... spans) {
        return List.of(spans);
    }

    static String plain(List<Span> spans) {
        var out = new StringBuilder();
        spans.forEach(s -> out.append(s.text()));
        return out.toString();
    }

    /** Joined and cut at a word's end when longer than {@code most} characters. */
    static List<Span> cut(List<Span> spans, int most) {
        var kept = new ArrayList<Span>();
        int left = most;
        for (var span : spans) {
            if (span.text().length() <= left) {
                kept.add(span);
                left -= span.text().length();
                continue;
            }
            int end = left;
            while (end > 0 && !Character.isWhitespace(span.text().charAt(end))) {
                end--;
            }
            kept.add(new Plain(span.text().substring(0, end).stripTrailing() + " …"));
            return kept;
        }
        return kept;
    }
}
