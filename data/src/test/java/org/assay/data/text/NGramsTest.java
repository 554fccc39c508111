package org.assay.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.junit.jupiter.api.Test;

class NGramsTest {

    /** 0 1 0 0 1 2 with three kinds: 0 three times, 1 twice, 2 once; after 0 came 1, 0, 1. */
    @Test
    void probabilitiesByHand() {
        var counts = NGrams.count(new int[] {0, 1, 0, 0, 1, 2}, 3, 2);
        double one = (2 + 3 * (1 / 3.0)) / (6 + 3);
        assertThat(counts.probability(new int[] {1}, 0)).isCloseTo(one, within(1e-12));
        assertThat(counts.probability(new int[] {0, 1}, 1)).isCloseTo((2 + 2 * one) / (3 + 2), within(1e-12));
        // Nothing ever followed 2, so that it says nothing.
        assertThat(counts.probability(new int[] {2, 1}, 1)).isCloseTo(one, within(1e-12));
        assertThat(counts.nats(new int[] {0, 1, 1}, 1))
                .isCloseTo(-(Math.log((2 + 2 * one) / 5) + Math.log((0 + 2 * one) / (2 + 2))) / 2, within(1e-12));
    }

    @Test
    void probabilitiesOfWhatMayFollowSumToOne() {
        var rng = Rng.of(3);
        var text = IntStream.generate(() -> Math.min(rng.nextInt(6), rng.nextInt(6)))
                .limit(500)
                .toArray();
        var counts = NGrams.count(text, 6, 4);
        for (int at = 0; at < 40; at++) {
            var context = text.clone();
            double sum = 0;
            for (int next = 0; next < 6; next++) {
                context[at] = next;
                sum += counts.probability(context, at);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    /** In a text where two tokens tell the third, only counts of three know it. */
    @Test
    void longerContextsKnowMore() {
        var text = IntStream.range(0, 3_000)
                .map(i -> new int[] {0, 0, 1, 1}[i % 4])
                .toArray();
        assertThat(NGrams.count(text, 2, 2).nats(text, 4)).isCloseTo(Math.log(2), within(0.01));
        assertThat(NGrams.count(text, 2, 3).nats(text, 4)).isLessThan(0.01);
    }

    @Test
    void anEmptyTextIsRefused() {
        assertThatThrownBy(() -> NGrams.count(new int[0], 2, 2)).isInstanceOf(DataException.class);
    }
}
