package org.assay.data.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Mazes in which one way leads from any cell to any other: a spanning tree of the grid drawn by a depth-first walk, as
 * pictures of 2·cells + 1 a side with cells at odd places.
 */
public final class Mazes {
    private static final int[][] STEPS = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};

    private Mazes() {}

    /**
     * Inputs {@code [maze, 3, side, side]}, UINT8: walls, start and goal as ones; labels {@code [maze, side, side]},
     * INT64: ones on the way from start to goal, both included.
     */
    public static Examples draw(int mazes, int cells, Rng rng) {
        if (cells < 2) {
            throw new DataException("a maze of " + cells + " x " + cells + " cells has no way from one to another");
        }
        int side = 2 * cells + 1;
        int plane = side * side;
        var inputs = new byte[mazes * 3 * plane];
        var labels = new long[mazes * plane];
        for (int m = 0; m < mazes; m++) {
            var walls = walls(cells, rng);
            int start = cell(rng.nextInt(cells * cells), cells, side);
            int goal = start;
            while (goal == start) {
                goal = cell(rng.nextInt(cells * cells), cells, side);
            }
            for (int p = 0; p < plane; p++) {
                inputs[m * 3 * plane + p] = (byte) (walls[p] ? 1 : 0);
            }
            inputs[(m * 3 + 1) * plane + start] = 1;
            inputs[(m * 3 + 2) * plane + goal] = 1;
            for (int p : way(walls, side, start, goal)) {
                labels[m * plane + p] = 1;
            }
        }
        return new Examples(Tensor.of(inputs, mazes, 3, side, side), Tensor.of(labels, mazes, side, side));
    }

    private static int cell(int number, int cells, int side) {
        return (2 * (number / cells) + 1) * side + 2 * (number % cells) + 1;
    }

    private static boolean[] walls(int cells, Rng rng) {
        int side = 2 * cells + 1;
        var walls = new boolean[side * side];
        Arrays.fill(walls, true);
        var stack = new ArrayDeque<Integer>();
        int first = cell(rng.nextInt(cells * cells), cells, side);
        walls[first] = false;
        stack.push(first);
        while (!stack.isEmpty()) {
            int here = stack.element();
            var open = new ArrayList<int[]>();
            for (var step : STEPS) {
                int row = here / side + 2 * step[0];
                int column = here % side + 2 * step[1];
                if (row > 0 && row < side && column > 0 && column < side && walls[row * side + column]) {
                    open.add(step);
                }
            }
            if (open.isEmpty()) {
                stack.pop();
            } else {
                var step = open.get(rng.nextInt(open.size()));
                walls[here + step[0] * side + step[1]] = false;
                int next = here + 2 * (step[0] * side + step[1]);
                walls[next] = false;
                stack.push(next);
            }
        }
        return walls;
    }

    private static ArrayDeque<Integer> way(boolean[] walls, int side, int start, int goal) {
        var before = new int[walls.length];
        Arrays.fill(before, -1);
        var queue = new ArrayDeque<Integer>();
        before[start] = start;
        queue.add(start);
        while (before[goal] < 0) {
            int here = queue.remove();
            for (var step : STEPS) {
                int next = here + step[0] * side + step[1];
                if (!walls[next] && before[next] < 0) {
                    before[next] = here;
                    queue.add(next);
                }
            }
        }
        var way = new ArrayDeque<Integer>();
        for (int p = goal; p != start; p = before[p]) {
            way.push(p);
        }
        way.push(start);
        return way;
    }
}
