package org.assay.studies.series;

import java.util.ArrayList;
import java.util.Arrays;
import org.assay.data.generate.SeriesKinds.Recall;

/**
 * The best forecast, in mean square, of a series that must be looked up, by one that knows keys and motifs and when they are paired anew: noise at its mean, the
 * motif that stands behind the same key in the window, and else the mean of those motifs that stand behind no other key in it.
 */
final class Lookup {
    /** Steps of a key, of noise and of a motif together. */
    static final int BLOCK = 48;

    static final int KEY = 8;
    private static final int MOTIF_FROM = 24;
    private static final int MOTIF = 24;
    private static final int KINDS = 8;
    private static final int PAIRED = 10;

    private final double[] values;
    private final long[] keys;
    private final long[] motifs;
    private final double[][] shapes = new double[KINDS][MOTIF];
    private final int blocksSeen;
    private final int horizon;

    /** Of windows that end after a key. */
    Lookup(Recall recall, int lookBack, int horizon) {
        this.values = recall.values().toDoubles();
        this.keys = recall.keys().toLongs();
        this.motifs = recall.motifs().toLongs();
        this.blocksSeen = (lookBack - KEY) / BLOCK;
        this.horizon = horizon;
        for (int b = 0; b < motifs.length; b++) {
            int from = BLOCK * b + MOTIF_FROM;
            shapes[(int) motifs[b]] = Arrays.copyOfRange(values, from, from + MOTIF);
        }
    }

    /** The mean squared error over windows that begin at origins, in the series' own units. */
    double mse(long[] origins) {
        double sum = 0;
        for (long origin : origins) {
            int block = (int) (origin / BLOCK);
            var motif = motif(block);
            for (int h = 0; h < horizon; h++) {
                int at = (int) origin + h;
                int inMotif = at - BLOCK * block - MOTIF_FROM;
                double said = inMotif >= 0 && inMotif < MOTIF ? motif[inMotif] : 0;
                sum += (values[at] - said) * (values[at] - said);
            }
        }
        return sum / ((double) origins.length * horizon);
    }

    /** The motif expected in a block from the whole ones before it that the window holds. */
    double[] motif(int block) {
        var left = new ArrayList<Integer>();
        for (int m = 0; m < KINDS; m++) {
            left.add(m);
        }
        int pairedFrom = block / PAIRED * PAIRED;
        for (int b = Math.max(pairedFrom, block - blocksSeen); b < block; b++) {
            if (keys[b] == keys[block]) {
                return shapes[(int) motifs[b]].clone();
            }
            long known = motifs[b];
            left.removeIf(m -> m == known);
        }
        var mean = new double[MOTIF];
        for (int m : left) {
            for (int t = 0; t < MOTIF; t++) {
                mean[t] += shapes[m][t] / left.size();
            }
        }
        return mean;
    }
}
