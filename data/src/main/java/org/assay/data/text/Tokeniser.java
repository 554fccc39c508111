package org.assay.data.text;

import java.util.Arrays;
import org.assay.tensor.Tensor;

/** Cuts text into pieces of a fixed list, and puts them together again. */
public sealed interface Tokeniser permits CharacterTokeniser, BytePair, PretrainedTokeniser {
    /** The number of each piece. */
    int[] encode(String text);

    /** The text of pieces. */
    String decode(int[] tokens);

    /** How many pieces there are; numbers run from 0. */
    int size();

    /** The text's pieces as {@code [token]}, INT64. */
    default Tensor tensor(String text) {
        var tokens = encode(text);
        return Tensor.of(Arrays.stream(tokens).asLongStream().toArray(), tokens.length);
    }

    /** The text of {@code [token]}. */
    default String text(Tensor tokens) {
        return decode(Arrays.stream(tokens.toLongs()).mapToInt(Math::toIntExact).toArray());
    }
}
