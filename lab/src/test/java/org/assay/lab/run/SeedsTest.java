package org.assay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SeedsTest {

    /** Worked out by a script of its own from the constants of SplitMix64; recorded runs depend on them. */
    @Test
    void seedsAreFixedForEver() {
        assertThat(Seeds.of(1, "init")).isEqualTo(-1497228679122201170L);
        assertThat(Seeds.of(1, "data")).isEqualTo(-8469392467218988672L);
        assertThat(Seeds.of(2, "init")).isEqualTo(3933120441137709180L);
        assertThat(Seeds.of(0, "")).isEqualTo(-2152535657050944081L);
        assertThat(Seeds.of(1001, "Über")).isEqualTo(5028832852951993827L);
    }

    @Test
    void neighbouringSeedsAndNamesShareHalfTheirBits() {
        var seen = new HashSet<Long>();
        long flipped = 0;
        int pairs = 0;
        for (long seed = 0; seed < 200; seed++) {
            for (int stream = 0; stream < 20; stream++) {
                long value = Seeds.of(seed, "stream-" + stream);
                seen.add(value);
                flipped += Long.bitCount(value ^ Seeds.of(seed + 1, "stream-" + stream));
                flipped += Long.bitCount(value ^ Seeds.of(seed, "stream-" + (stream + 1)));
                pairs += 2;
            }
        }
        assertThat(seen).hasSize(200 * 20);
        // 64 fair bits a pair: the mean of 8,000 pairs has a standard error of 4 / sqrt(8000) = 0.045.
        assertThat((double) flipped / pairs).isBetween(32 - 0.25, 32 + 0.25);
    }
}
