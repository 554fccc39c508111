package org.assay.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SequencesTest {
    @Test
    void wordsAreNumberedByFrequencyBehindTheSpecialOnes() {
        var sentences = List.of(List.of("b", "a", "b"), List.of("c", "a", "d"));
        var vocabulary = Vocabulary.of(sentences, 1, 3);
        assertThat(vocabulary.size()).isEqualTo(7);
        assertThat(vocabulary.encode(List.of("a", "b", "c", "d"))).containsExactly(4, 5, 6, Vocabulary.UNKNOWN);
        assertThat(vocabulary.encodeWhole(List.of("c"))).containsExactly(Vocabulary.BEGIN, 6, Vocabulary.END);
        assertThat(vocabulary.decode(new int[] {2, 5, 1, 4, 3, 6, 0})).containsExactly("b", "<unk>", "a");
        assertThat(Vocabulary.of(sentences, 2, 100).size()).isEqualTo(6);
    }

    @Test
    void shortSequencesAreFilledUp() {
        var padded = Sequences.padded(List.of(new int[] {5, 6, 7}, new int[] {8}, new int[0]), 9);
        assertThat(padded.tokens().shape()).containsExactly(3, 3);
        assertThat(padded.tokens().toLongs()).containsExactly(5, 6, 7, 8, 9, 9, 9, 9, 9);
        assertThat(padded.lengths().toLongs()).containsExactly(3, 1, 0);
        assertThat(padded.mask().toBooleans())
                .containsExactly(true, true, true, true, false, false, false, false, false);
        var sounds = Sequences.paddedSounds(List.of(Tensor.of(1.0), Tensor.of(2.0, 3.0)));
        assertThat(sounds.toFloats()).containsExactly(1, 0, 2, 3);
    }

    @Test
    void batchesByLengthWasteLittleAndLoseNothing() {
        var rng = Rng.of(1);
        var lengths = IntStream.range(0, 1000).map(i -> 1 + rng.nextInt(60)).toArray();
        var batches = Sequences.byLength(lengths, 400, Rng.of(2));
        long used = 0;
        long filled = 0;
        for (var batch : batches) {
            int longest = Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow();
            assertThat(batch.length * longest).isLessThanOrEqualTo(400);
            filled += (long) batch.length * longest;
            used += Arrays.stream(batch).mapToLong(i -> lengths[i]).sum();
        }
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat((double) used / filled).isGreaterThan(0.97);
        assertThat(Sequences.byLength(lengths, 400, Rng.of(2)).toArray(int[][]::new))
                .isDeepEqualTo(batches.toArray(int[][]::new));
        assertThat(Sequences.byLength(lengths, 400, Rng.of(3)).getFirst()).isNotEqualTo(batches.getFirst());
        assertThatThrownBy(() -> Sequences.byLength(new int[] {3, 9}, 8, Rng.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("sequence 1 has 9 tokens, and a batch takes 8");
    }

    @Test
    void windowsAreFollowedByTheirNextToken() {
        var drawn = Sequences.windows(Tensor.arange(50), 7, 200, Rng.of(1));
        var inputs = drawn.inputs().toLongs();
        var next = drawn.labels().toLongs();
        long most = 0;
        for (int i = 0; i < inputs.length; i++) {
            assertThat(next[i]).isEqualTo(inputs[i] + 1);
            assertThat(inputs[i]).isEqualTo(inputs[i - i % 7] + i % 7);
            most = Math.max(most, next[i]);
        }
        assertThat(most).isEqualTo(49);
        assertThatThrownBy(() -> Sequences.windows(Tensor.arange(7), 7, 1, Rng.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("stretches of 7 tokens and the next one are not in a text of 7");
    }
}
