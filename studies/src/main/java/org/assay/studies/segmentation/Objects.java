package org.assay.studies.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assay.data.Regions;
import org.assay.nn.metrics.RandScore;

/**
 * How the regions of a predicted mask stand to the cells of a picture, or of several.
 *
 * @param randErrors of each picture
 * @param pairs of cells that touch
 * @param merged of these pairs, those whose two cells lie for the most part in the same region
 * @param cells of all pictures
 * @param split of the cells, those of which a second region holds eight pixels or more
 * @param missed of the cells, those that no region reaches
 */
record Objects(List<Double> randErrors, int pairs, int merged, int cells, int split, int missed) {
    private static final int SMALLEST = 8;

    static final Objects NONE = new Objects(List.of(), 0, 0, 0, 0, 0);

    /** The regions that count, holes filled. */
    static Regions regions(boolean[] mask, int side) {
        return Regions.of(Regions.filled(mask, side, side), side, side).ofAtLeast(SMALLEST);
    }

    /**
     * Of one picture.
     *
     * @param instances 0 outside, else the number of the cell
     * @param interiors 1 in cells but for their seams, by which regions and cells are compared
     */
    static Objects of(boolean[] mask, long[] instances, long[] interiors, int side) {
        var found = regions(mask, side);
        var labels = found.labels();
        var truth = new int[instances.length];
        int cells = 0;
        for (int p = 0; p < truth.length; p++) {
            truth[p] = (int) (instances[p] * interiors[p]);
            cells = Math.max(cells, (int) instances[p]);
        }
        var shared = new int[cells + 1][found.count() + 1];
        var sizes = new int[cells + 1];
        for (int p = 0; p < truth.length; p++) {
            shared[truth[p]][labels[p]]++;
            sizes[truth[p]]++;
        }
        var main = new int[cells + 1];
        int present = 0;
        int split = 0;
        int missed = 0;
        for (int cell = 1; cell <= cells; cell++) {
            if (sizes[cell] == 0) {
                continue;
            }
            present++;
            int holding = 0;
            for (int region = 1; region <= found.count(); region++) {
                holding += shared[cell][region] >= SMALLEST ? 1 : 0;
                if (shared[cell][region] > (main[cell] == 0 ? 0 : shared[cell][main[cell]])) {
                    main[cell] = region;
                }
            }
            split += holding > 1 ? 1 : 0;
            missed += main[cell] == 0 ? 1 : 0;
        }
        int merged = 0;
        var touching = touching(instances, side);
        for (var pair : touching) {
            merged += main[pair.a] > 0 && main[pair.a] == main[pair.b] ? 1 : 0;
        }
        double error = 1 - RandScore.foreground(labels, truth);
        return new Objects(List.of(error), touching.size(), merged, present, split, missed);
    }

    Objects plus(Objects other) {
        var errors = new ArrayList<>(randErrors);
        errors.addAll(other.randErrors);
        return new Objects(
                errors,
                pairs + other.pairs,
                merged + other.merged,
                cells + other.cells,
                split + other.split,
                missed + other.missed);
    }

    double randError() {
        return randErrors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    double mergeRate() {
        return (double) merged / pairs;
    }

    double splitRate() {
        return (double) split / cells;
    }

    double missedRate() {
        return (double) missed / cells;
    }

    record Pair(int a, int b) {}

    /** Cells of which a pixel of one has a pixel of the other among its eight neighbours. */
    static Set<Pair> touching(long[] instances, int side) {
        var pairs = new HashSet<Pair>();
        int[][] forward = {{0, 1}, {1, -1}, {1, 0}, {1, 1}};
        for (int p = 0; p < instances.length; p++) {
            for (int[] step : forward) {
                int row = p / side + step[0];
                int column = p % side + step[1];
                if (row < side && column >= 0 && column < side) {
                    long a = instances[p];
                    long b = instances[row * side + column];
                    if (a > 0 && b > 0 && a != b) {
                        pairs.add(new Pair((int) Math.min(a, b), (int) Math.max(a, b)));
                    }
                }
            }
        }
        return pairs;
    }
}
