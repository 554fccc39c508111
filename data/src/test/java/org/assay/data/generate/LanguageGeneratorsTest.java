package org.assay.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.assay.data.generate.Grammar.Rule;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

/** Languages whose words, sentences and topics are known. */
class LanguageGeneratorsTest {
    /** Balanced brackets: S becomes a b, a S b or S S. */
    @Test
    void aGrammarsSentencesHaveTheirProbability() {
        var grammar = new Grammar(
                List.of(Rule.of("S", 2, "a", "b"), Rule.of("S", 1, "a", "S", "b"), Rule.of("S", 1, "S", "S")));
        assertThat(grammar.probability("S", List.of("a", "b"))).isEqualTo(0.5);
        assertThat(grammar.probability("S", List.of("a", "a", "b", "b"))).isEqualTo(0.125);
        assertThat(grammar.probability("S", List.of("a", "b", "a", "b"))).isEqualTo(0.0625);
        // Three in a row: two derivations of 1/4 1/4 1/2 1/2 1/2.
        assertThat(grammar.probability("S", List.of("a", "b", "a", "b", "a", "b")))
                .isEqualTo(2 / 128.0);
        assertThat(grammar.probability("S", List.of("b", "a"))).isZero();
        var rng = Rng.of(3);
        int pairs = 0;
        for (int i = 0; i < 4000; i++) {
            var sentence = grammar.draw("S", rng);
            pairs += sentence.equals(List.of("a", "a", "b", "b")) ? 1 : 0;
            int depth = 0;
            for (var bracket : sentence) {
                depth += bracket.equals("a") ? 1 : -1;
                assertThat(depth).isNotNegative();
            }
            assertThat(depth).isZero();
        }
        assertThat(pairs / 4000.0).isCloseTo(0.125, within(0.02));
        var endless = new Grammar(List.of(Rule.of("S", 1, "S")));
        assertThatThrownBy(() -> endless.draw("S", rng)).hasMessageContaining("goes on for more than 1000");
        assertThatThrownBy(() -> endless.probability("S", List.of("a"))).hasMessageContaining("becomes itself");
    }

    @Test
    void everyWordOfTheMadeUpPlayIsInItsList() {
        var play = PseudoText.draw(20_000, Rng.of(1));
        assertThat(play.text().length()).isBetween(20_000, 20_600);
        var words = new HashSet<>(play.words());
        assertThat(words).hasSize(300);
        var used = new HashMap<String, Integer>();
        for (var word : play.text().toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            if (!word.isEmpty()) {
                assertThat(words).contains(word);
                used.merge(word, 1, Integer::sum);
            }
        }
        assertThat(used.size()).isBetween(100, 300);
        assertThat(play.text()).containsPattern("(?m)^[A-Z]+:\n[A-Z][a-z]*");
        assertThat(PseudoText.draw(20_000, Rng.of(1))).isEqualTo(play);
    }

    @Test
    void documentsFollowTheirMixture() {
        var shape = new Topics.Shape(4, 5, 3, 0.3, 200);
        var topics = Topics.draw(50, shape, Rng.of(1));
        var mixtures = topics.mixtures().toFloats();
        double error = 0;
        for (int d = 0; d < 50; d++) {
            var document = topics.documents().get(d);
            var synonym = new HashMap<String, String>();
            var counts = new double[4];
            for (var word : document) {
                var parts = List.of(word.split("-", -1));
                counts[Integer.parseInt(parts.get(0))] += 1.0 / document.size();
                var known = synonym.putIfAbsent(parts.get(0) + "-" + parts.get(1), parts.get(2));
                assertThat(known == null || known.equals(parts.get(2))).isTrue();
            }
            for (int t = 0; t < 4; t++) {
                error += Math.abs(counts[t] - mixtures[4 * d + t]) / 200;
            }
        }
        // A share over 200 words has a deviation of at most 0.036.
        assertThat(error).isLessThan(0.03);
    }
}
