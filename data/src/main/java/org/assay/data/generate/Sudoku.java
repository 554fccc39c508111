package org.assay.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.Examples;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Puzzles of 4x4 Sudoku with exactly one solution, made from its 288 grids: 16 cells row by row, and for each cell one place for each digit.
 * Inputs are the clues, where an empty cell is all zeros, and labels the solved grids, {@code [puzzle, 64]}, FLOAT64.
 */
public record Sudoku(Examples train, Examples test) {
    public static final int CELLS = 16;
    /** Numbers that make a grid. */
    public static final int WIDTH = 64;

    private static final int SIDE = 4;
    private static final int FEWEST = 4;
    private static final int MOST = 8;

    /**
     * Draws puzzles, no two alike.
     *
     * @param heldOut whether a fifth of the grids is kept for the test puzzles; otherwise both parts are made from all grids
     */
    public static Sudoku draw(int train, int test, boolean heldOut, Rng rng) {
        var grids = rng.shuffle(grids());
        int kept = heldOut ? grids.size() / 5 + 1 : 0;
        var ofTest = heldOut ? grids.subList(0, kept) : grids;
        var ofTrain = grids.subList(kept, grids.size());
        var seen = new HashSet<String>();
        var pairs = new ArrayList<int[][]>();
        while (pairs.size() < train + test) {
            var grid = rng.choice(pairs.size() < train ? ofTrain : ofTest);
            var puzzle = puzzle(grid, grids, rng);
            if (clues(puzzle) <= MOST && seen.add(Arrays.toString(puzzle))) {
                pairs.add(new int[][] {puzzle, grid});
            }
        }
        return new Sudoku(examples(pairs.subList(0, train)), examples(pairs.subList(train, train + test)));
    }

    private static Examples examples(List<int[][]> pairs) {
        return new Examples(oneHot(pairs, 0), oneHot(pairs, 1));
    }

    private static Tensor oneHot(List<int[][]> pairs, int which) {
        var values = new double[pairs.size() * WIDTH];
        for (int i = 0; i < pairs.size(); i++) {
            for (int cell = 0; cell < CELLS; cell++) {
                int digit = pairs.get(i)[which][cell];
                if (digit > 0) {
                    values[i * WIDTH + cell * SIDE + digit - 1] = 1;
                }
            }
        }
        return Tensor.of(DType.FLOAT64, values, pairs.size(), WIDTH);
    }

    /** The same puzzles with their cells in another order, {@code [16]}. */
    public Sudoku permuted(Tensor cells) {
        return new Sudoku(permuted(train, cells), permuted(test, cells));
    }

    private static Examples permuted(Examples puzzles, Tensor cells) {
        return new Examples(permuted(puzzles.inputs(), cells), permuted(puzzles.labels(), cells));
    }

    /** Rows of {@code [rows, 64]} with their cells in another order. */
    public static Tensor permuted(Tensor rows, Tensor cells) {
        return rows.view(-1, CELLS, SIDE).indexSelect(1, cells).reshape(-1, WIDTH);
    }

    /** Empties cells in random order as long as no second solution appears, down to a number of clues drawn from 4 to 8. */
    private static int[] puzzle(int[] grid, List<int[]> grids, Rng rng) {
        var puzzle = grid.clone();
        int wanted = FEWEST + rng.nextInt(MOST - FEWEST + 1);
        for (int cell : rng.shuffle(IntStream.range(0, CELLS).boxed().toList())) {
            if (clues(puzzle) == wanted) {
                break;
            }
            puzzle[cell] = 0;
            if (solutions(puzzle, grids) > 1) {
                puzzle[cell] = grid[cell];
            }
        }
        return puzzle;
    }

    private static int clues(int[] puzzle) {
        return (int) Arrays.stream(puzzle).filter(digit -> digit > 0).count();
    }

    static long solutions(int[] puzzle, List<int[]> grids) {
        return grids.stream()
                .filter(grid -> IntStream.range(0, CELLS).allMatch(c -> puzzle[c] == 0 || puzzle[c] == grid[c]))
                .count();
    }

    /** All solved grids, digits 1 to 4 row by row. */
    static List<int[]> grids() {
        var grids = new ArrayList<int[]>();
        fill(new int[CELLS], 0, grids);
        return grids;
    }

    private static void fill(int[] grid, int cell, List<int[]> grids) {
        if (cell == CELLS) {
            grids.add(grid.clone());
            return;
        }
        for (int digit = 1; digit <= SIDE; digit++) {
            int candidate = digit;
            if (IntStream.range(0, cell).noneMatch(c -> grid[c] == candidate && excludes(c, cell))) {
                grid[cell] = digit;
                fill(grid, cell + 1, grids);
            }
        }
    }

    private static boolean excludes(int a, int b) {
        return a / 4 == b / 4 || a % 4 == b % 4 || (a / 8 == b / 8 && a % 4 / 2 == b % 4 / 2);
    }

    /** The rules as equations {@code Cz = 1}: each cell has one digit; each row, column and box has each digit once. {@code [64, 64]} of rank 40. */
    public static Tensor rules() {
        var c = new double[WIDTH * WIDTH];
        for (int cell = 0; cell < CELLS; cell++) {
            int row = cell / 4;
            int column = cell % 4;
            int box = cell / 8 * 2 + column / 2;
            for (int digit = 0; digit < SIDE; digit++) {
                int z = cell * SIDE + digit;
                for (int rule : new int[] {cell, 16 + row * 4 + digit, 32 + column * 4 + digit, 48 + box * 4 + digit}) {
                    c[rule * WIDTH + z] = 1;
                }
            }
        }
        return Tensor.of(DType.FLOAT64, c, WIDTH, WIDTH);
    }

    /** Share of puzzles of which all sixteen cells are right, each taken to be its most probable digit; output {@code [puzzle, 64]}. */
    public static double solved(Tensor output, Examples puzzles) {
        var right = digits(output).eq(digits(puzzles.labels())).all(1);
        return right.countNonzero().item() / right.count();
    }

    private static Tensor digits(Tensor oneHot) {
        return oneHot.view(-1, CELLS, SIDE).argmax(2);
    }
}
