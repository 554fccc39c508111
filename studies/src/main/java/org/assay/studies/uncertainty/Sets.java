package org.assay.studies.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.solve.conformal.SetScore;

/**
 * The sets of some images.
 *
 * @param sizes {@code [image]}
 * @param covered {@code [image]}: whether the set holds the true class
 * @param first {@code [image]}: whether the true class is the most probable one
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Sets(int[] sizes, boolean[] covered, boolean[] first) {

    private static final int[] STRATA = {1, 3, 6, 10, 100, Integer.MAX_VALUE};
    private static final int FEWEST = 20;

    /** With one threshold for all classes. */
    static Sets of(SetScore score, double q, LabelledPool pool, PoolSplit split, int[] images) {
        return of(score, _ -> q, pool, split, images);
    }

    /** A threshold for each image. */
    interface Threshold {
        double of(int image);
    }

    static Sets of(SetScore score, Threshold q, LabelledPool pool, PoolSplit split, int[] images) {
        int n = images.length;
        var sets = new Sets(new int[n], new boolean[n], new boolean[n]);
        for (int k = 0; k < n; k++) {
            int i = images[k];
            sets.sizes[k] = score.size(pool.images().get(i), q.of(i), split.u()[i]);
            sets.covered[k] = pool.rank(i) <= sets.sizes[k];
            sets.first[k] = pool.rank(i) == 1;
        }
        return sets;
    }

    /** With a threshold for each class, {@code [class]}. */
    static Sets byClass(SetScore score, double[] q, LabelledPool pool, PoolSplit split, int[] images) {
        int n = images.length;
        var sets = new Sets(new int[n], new boolean[n], new boolean[n]);
        for (int k = 0; k < n; k++) {
            int i = images[k];
            var x = pool.images().get(i);
            for (int rank = 1; rank <= x.count(); rank++) {
                if (score.of(x, rank, split.u()[i]) <= q[x.at(rank)]) {
                    sets.sizes[k]++;
                    sets.covered[k] |= pool.rank(i) == rank;
                }
            }
            sets.first[k] = pool.rank(i) == 1;
        }
        return sets;
    }

    /** The same with the most probable class in the place of empty sets. */
    Sets filled() {
        var filled = new boolean[sizes.length];
        for (int k = 0; k < filled.length; k++) {
            filled[k] = sizes[k] == 0 ? first[k] : covered[k];
        }
        return new Sets(Arrays.stream(sizes).map(size -> Math.max(1, size)).toArray(), filled, first);
    }

    /** Mean. */
    double size() {
        return Arrays.stream(sizes).average().orElseThrow();
    }

    double coverage() {
        return IntStream.range(0, covered.length).filter(k -> covered[k]).count() / (double) covered.length;
    }

    /**
     * The largest distance to 1 - alpha of the coverage of sets of 0 to 1, 2 to 3, 4 to 6, 7 to 10, 11 to 100 and more classes, among strata of at least 20
     * sets; 0 where there are none. Angelopoulos et al. 2021, section 4.
     */
    double stratumViolation(double alpha) {
        var all = new int[STRATA.length];
        var hit = new int[STRATA.length];
        for (int k = 0; k < sizes.length; k++) {
            int stratum = 0;
            while (sizes[k] > STRATA[stratum]) {
                stratum++;
            }
            all[stratum]++;
            hit[stratum] += covered[k] ? 1 : 0;
        }
        return worst(all, hit, alpha);
    }

    /** The largest distance to 1 - alpha of the coverage of one class, among classes of at least 20 sets. */
    double classViolation(LabelledPool pool, int[] images, double alpha) {
        var all = new int[pool.classes()];
        var hit = new int[pool.classes()];
        for (int k = 0; k < images.length; k++) {
            int y = pool.labels()[images[k]];
            all[y]++;
            hit[y] += covered[k] ? 1 : 0;
        }
        return worst(all, hit, alpha);
    }

    private static double worst(int[] all, int[] hit, double alpha) {
        return IntStream.range(0, all.length)
                .filter(g -> all[g] >= FEWEST)
                .mapToDouble(g -> Math.abs(hit[g] / (double) all[g] - (1 - alpha)))
                .max()
                .orElse(0);
    }
}
