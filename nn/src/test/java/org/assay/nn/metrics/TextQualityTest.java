package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

class TextQualityTest {

    @Test
    void wordsAreRunsOfLettersWithApostrophesInside() {
        assertThat(TextQuality.words("O'er the 'Duke'; I'll--\nNo3w"))
                .containsExactly("o'er", "the", "duke", "i'll", "no", "w");
    }

    @Test
    void wordsThatTouchTheEndsMayBeCut() {
        assertThat(TextQuality.wholeWords("ing and the wor")).containsExactly("and", "the");
        assertThat(TextQuality.wholeWords(" and the.")).containsExactly("and", "the");
        assertThat(TextQuality.wholeWords("alone")).isEmpty();
    }

    @Test
    void sharesByHand() {
        assertThat(TextQuality.known(List.of("a", "b", "a", "c"), Set.of("a"))).isEqualTo(0.5);
        // Pairs: ab, ba, ab in one text and ba in the other; two kinds among four.
        assertThat(TextQuality.distinct(List.of(List.of("a", "b", "a", "b"), List.of("b", "a")), 2))
                .isEqualTo(0.5);
        // A network may write no word at all.
        assertThat(TextQuality.known(List.of(), Set.of("a"))).isZero();
        assertThat(TextQuality.distinct(List.of(List.of("a")), 2)).isZero();
    }

    @Test
    void repetitionByHand() {
        // Pairs of the first text: ab, bc, ca, ab; the last began three earlier. In the second nothing comes again.
        var texts = List.of(List.of("a", "b", "c", "a", "b"), List.of("a", "b", "d"));
        assertThat(TextQuality.repetition(texts, 2, 3)).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(TextQuality.repetition(texts, 2, 2)).isZero();
    }

    @Test
    void theLongestSharedRunIsThatOfASearchThroughAll() {
        var rng = Rng.of(5);
        for (int round = 0; round < 20; round++) {
            var one = text(60, rng);
            var other = text(80, rng);
            int longest = 0;
            for (int from = 0; from < one.length(); from++) {
                for (int to = from; to <= one.length(); to++) {
                    longest = other.contains(one.substring(from, to)) ? Math.max(longest, to - from) : longest;
                }
            }
            assertThat(TextQuality.longestShared(one, other)).isEqualTo(longest);
        }
        assertThat(TextQuality.longestShared("abc", "xyz")).isZero();
        assertThat(TextQuality.longestShared("abc", "xabcx")).isEqualTo(3);
    }

    private static String text(int length, Rng rng) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + rng.nextInt(3)));
        }
        return text.toString();
    }
}
