package org.assay.data;

import java.util.List;
import java.util.Map;
import org.assay.tensor.Tensor;

/**
 * Handwritten characters by several drawers (Omniglot).
 *
 * @param background {@code [character, drawer, 1, height, width]}, UINT8, ink is 1: the characters to learn from
 * @param evaluation the same, of other alphabets: the characters to be tested on
 * @param backgroundAlphabets the alphabet of each background character
 * @param evaluationAlphabets the alphabet of each evaluation character
 */
public record Characters(
        Tensor background,
        Tensor evaluation,
        List<String> backgroundAlphabets,
        List<String> evaluationAlphabets,
        String contentHash)
        implements Contents {
    @Override
    public Map<String, Long> counts() {
        return Map.of("background", background.size(0), "evaluation", evaluation.size(0));
    }
}
