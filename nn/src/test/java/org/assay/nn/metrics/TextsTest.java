package org.assay.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    @Test
    void bleuByHand() {
        var candidate = words("the cat sat on the mat today");
        var reference = words("the cat sat on a mat today now");
        // Unigrams: the(1 of 2), cat, sat, on, mat, today: 6 of 7. Bigrams: the-cat, cat-sat, sat-on, mat-today: 4 of
        // 6.
        // Trigrams: the-cat-sat, cat-sat-on: 2 of 5. Quadrigrams: the-cat-sat-on: 1 of 4. Lengths 7 against 8.
        double expected = Math.exp(1 - 8 / 7.0) * Math.pow(6 / 7.0 * 4 / 6.0 * 2 / 5.0 * 1 / 4.0, 0.25);
        assertThat(Texts.bleu(List.of(candidate), List.of(reference))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void bleuOfTheReferenceIsOneAndOfNothingZero() {
        var text = words("a b c d e");
        assertThat(Texts.bleu(List.of(text), List.of(text))).isEqualTo(1);
        assertThat(Texts.bleu(List.of(words("x y z w")), List.of(text))).isZero();
        assertThat(Texts.bleu(List.of(List.of()), List.of(text))).isZero();
    }

    @Test
    void repeatingAWordEarnsNothing() {
        assertThat(Texts.bleu(List.of(words("the the the the")), List.of(words("the cat sat down"))))
                .isZero();
    }

    @Test
    void editsByHand() {
        assertThat(Texts.editDistance(
                        "kitten".chars().boxed().toList(),
                        "sitting".chars().boxed().toList()))
                .isEqualTo(3);
        assertThat(Texts.editDistance(List.of(), List.of(1, 2))).isEqualTo(2);
    }

    @Test
    void errorRatesPoolOverTheCorpus() {
        // One substitution and one deletion over 4 + 2 words.
        assertThat(Texts.wordErrorRate(List.of("a x c d", "e"), List.of("a b c d", "e f")))
                .isCloseTo(2 / 6.0, within(1e-12));
        assertThat(Texts.wordErrorRate(List.of(""), List.of("two words"))).isEqualTo(1);
        assertThat(Texts.characterErrorRate(List.of("abd"), List.of("abcd"))).isEqualTo(0.25);
    }
}
