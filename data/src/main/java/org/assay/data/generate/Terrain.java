package org.assay.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Maps of a grid world: what each cell costs, how it looks, and the cheapest way from the top left to the bottom right, by steps to
 * any of the eight neighbours, each cell on the way paid once (after the Warcraft maps of Vlastelica et al. 2020, arXiv:1912.02175).
 *
 * @param pictures {@code [map, 3, 8 cells, 8 cells]}, FLOAT32 in [0, 1]
 * @param costs {@code [map, cells, cells]}, FLOAT64
 * @param paths {@code [map, cells, cells]}, UINT8: ones on the cheapest way
 */
public record Terrain(Tensor pictures, Tensor costs, Tensor paths) {
    private static final int TILE = 8;
    private static final double[] COSTS = {0.8, 1.2, 5.3, 7.7, 9.2};
    private static final double[] CUTS = {-0.85, -0.25, 0.25, 0.85};
    private static final double[][] COLOURS = {
        {0.75, 0.7, 0.5}, {0.45, 0.65, 0.3}, {0.2, 0.45, 0.2}, {0.2, 0.3, 0.7}, {0.5, 0.5, 0.5}
    };

    public static Terrain draw(int maps, int cells, Rng rng) {
        if (cells < 2) {
            throw new DataException("a map of " + cells + " x " + cells + " cells has no way through it");
        }
        int area = cells * cells;
        int side = TILE * cells;
        var pictures = new float[maps * 3 * side * side];
        var costs = new double[maps * area];
        var paths = new byte[maps * area];
        for (int m = 0; m < maps; m++) {
            var kinds = kinds(cells, rng);
            var cost = Arrays.stream(kinds).mapToDouble(kind -> COSTS[kind]).toArray();
            System.arraycopy(cost, 0, costs, m * area, area);
            for (int cell : cheapest(cost, cells)) {
                paths[m * area + cell] = 1;
            }
            for (int cell = 0; cell < area; cell++) {
                paint(
                        kinds[cell],
                        pictures,
                        m * 3 * side * side + cell / cells * TILE * side + cell % cells * TILE,
                        side,
                        rng);
            }
        }
        return new Terrain(
                Tensor.of(pictures, maps, 3, side, side),
                Tensor.of(DType.FLOAT64, costs, maps, cells, cells),
                Tensor.of(paths, maps, cells, cells));
    }

    /** Sums of 4 x 4 normal numbers, standardised, cut into five kinds: regions rather than dots. */
    private static int[] kinds(int cells, Rng rng) {
        int wide = cells + 4;
        var noise = new double[wide * wide];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = rng.nextGaussian();
        }
        var kinds = new int[cells * cells];
        for (int cell = 0; cell < kinds.length; cell++) {
            double sum = 0;
            for (int k = 0; k < 16; k++) {
                sum += noise[(cell / cells + k / 4) * wide + cell % cells + k % 4];
            }
            // A sum of sixteen has the deviation 4.
            double level = sum / 4;
            kinds[cell] = (int) Arrays.stream(CUTS).filter(cut -> level > cut).count();
        }
        return kinds;
    }

    private static void paint(int kind, float[] pixels, int start, int side, Rng rng) {
        double shade = 0.08 * rng.nextGaussian();
        double phase = Draws.even(0, 2 * Math.PI, rng);
        double frequency = 0.25 + 0.15 * kind;
        double direction = Math.PI * kind / COSTS.length;
        for (int p = 0; p < TILE * TILE; p++) {
            double along = p % TILE * Math.cos(direction) + Math.floorDiv(p, TILE) * Math.sin(direction);
            double wave = 0.12 * Math.sin(2 * Math.PI * frequency * along + phase);
            for (int c = 0; c < 3; c++) {
                double value = COLOURS[kind][c] + shade + wave + 0.1 * rng.nextGaussian();
                pixels[start + c * side * side + p / TILE * side + p % TILE] = (float) Draws.clip(value);
            }
        }
    }

    private record Reached(int cell, double cost) {}

    /**
     * The cells of the cheapest way from the first to the last (Dijkstra 1959); of equally cheap ways that of the cells found first.
     *
     * @param costs of {@code cells * cells} cells, row by row, none negative
     */
    public static List<Integer> cheapest(double[] costs, int cells) {
        var best = new double[costs.length];
        var from = new int[costs.length];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = costs[0];
        var queue = new PriorityQueue<Reached>(
                Comparator.comparingDouble(Reached::cost).thenComparingInt(Reached::cell));
        queue.add(new Reached(0, costs[0]));
        while (!queue.isEmpty()) {
            var here = queue.remove();
            if (here.cost() > best[here.cell()]) {
                continue;
            }
            for (int step = 0; step < 9; step++) {
                int row = here.cell() / cells + step / 3 - 1;
                int column = here.cell() % cells + step % 3 - 1;
                if (row < 0 || column < 0 || row >= cells || column >= cells) {
                    continue;
                }
                int next = row * cells + column;
                double cost = here.cost() + costs[next];
                if (cost < best[next]) {
                    best[next] = cost;
                    from[next] = here.cell();
                    queue.add(new Reached(next, cost));
                }
            }
        }
        var way = new ArrayList<Integer>();
        int cell = costs.length - 1;
        for (; cell != 0; cell = from[cell]) {
            way.add(cell);
        }
        way.add(0);
        return way.reversed();
    }
}
