package org.assay.studies.uncertainty;

import java.util.Arrays;
import org.assay.tensor.Rng;

/**
 * One way to divide a pool of images.
 *
 * @param tuning images on which a score's own settings are chosen
 * @param calibration others, which set the threshold
 * @param test all others
 * @param u for each image of the pool a number even on (0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record PoolSplit(int[] tuning, int[] calibration, int[] test, double[] u) {

    static PoolSplit draw(int pool, int tuning, int calibration, Rng rng) {
        var order = Arrays.stream(rng.split("order").permutation(pool).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
        return new PoolSplit(
                Arrays.copyOfRange(order, 0, tuning),
                Arrays.copyOfRange(order, tuning, tuning + calibration),
                Arrays.copyOfRange(order, tuning + calibration, pool),
                rng.split("u").uniform(pool).toDoubles());
    }
}
