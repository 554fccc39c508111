package org.assay.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SudokuTest {
    private static final int[] GRID = {1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1};

    @Test
    void thereAre288GridsEachWithEveryDigitOnceInRowsColumnsAndBoxes() {
        var grids = Sudoku.grids();
        assertThat(grids).hasSize(288);
        assertThat(grids.stream().map(Arrays::toString).distinct()).hasSize(288);
        assertThat(grids).anyMatch(grid -> Arrays.equals(grid, GRID));
        for (var grid : grids) {
            for (int i = 0; i < 4; i++) {
                int line = i;
                int box = i / 2 * 8 + i % 2 * 2;
                assertThat(IntStream.range(0, 4).map(j -> grid[4 * line + j])).containsExactlyInAnyOrder(1, 2, 3, 4);
                assertThat(IntStream.range(0, 4).map(j -> grid[4 * j + line])).containsExactlyInAnyOrder(1, 2, 3, 4);
                assertThat(IntStream.of(0, 1, 4, 5).map(j -> grid[box + j])).containsExactlyInAnyOrder(1, 2, 3, 4);
            }
        }
    }

    /** Without its clues of 3 and 4 this grid has two places where they may change sides, columns 3 and 4 and columns 1 and 2. */
    @Test
    void solutionsOfAPuzzleAreCounted() {
        var puzzle = Arrays.stream(GRID).map(digit -> digit > 2 ? 0 : digit).toArray();
        assertThat(Sudoku.solutions(puzzle, Sudoku.grids())).isEqualTo(4);
        puzzle[2] = 3;
        assertThat(Sudoku.solutions(puzzle, Sudoku.grids())).isEqualTo(2);
        puzzle[4] = 3;
        assertThat(Sudoku.solutions(puzzle, Sudoku.grids())).isEqualTo(1);
        assertThat(Sudoku.solutions(new int[16], Sudoku.grids())).isEqualTo(288);
    }

    @Test
    void puzzlesHaveOneSolutionAndHeldOutGridsStayOut() {
        Scope.run(() -> {
            var grids = Sudoku.grids();
            for (boolean heldOut : new boolean[] {true, false}) {
                var data = Sudoku.draw(300, 100, heldOut, Rng.of(8));
                var train = new HashSet<String>();
                var test = new HashSet<String>();
                for (var part : List.of(data.train(), data.test())) {
                    for (int i = 0; i < part.inputs().size(0); i++) {
                        var puzzle = decoded(part.inputs().select(0, i));
                        var solution = decoded(part.labels().select(0, i));
                        long clues = Arrays.stream(puzzle).filter(d -> d > 0).count();
                        assertThat(clues).isBetween(4L, 8L);
                        assertThat(Sudoku.solutions(puzzle, grids)).isEqualTo(1);
                        assertThat(IntStream.range(0, 16)).allMatch(c -> puzzle[c] == 0 || puzzle[c] == solution[c]);
                        (part.equals(data.train()) ? train : test).add(Arrays.toString(solution));
                    }
                }
                assertThat(train.stream().anyMatch(test::contains)).isEqualTo(!heldOut);
                assertThat(test.size()).isLessThanOrEqualTo(heldOut ? 58 : 100);
            }
        });
    }

    /** Every grid obeys the rules; they leave 64 - 40 dimensions. */
    @Test
    void theRulesHoldOfEveryGridAndHaveRank40() {
        Scope.run(() -> {
            var rules = Sudoku.rules();
            assertThat(rules.matrixRank().item()).isEqualTo(40);
            var solutions = Sudoku.draw(300, 100, true, Rng.of(5)).train().labels();
            assertThat(solutions.matmul(rules.t()).toDoubles()).containsOnly(1);
        });
    }

    private static int[] decoded(Tensor oneHot) {
        double[] values = oneHot.toDoubles();
        return IntStream.range(0, 16)
                .map(cell -> IntStream.range(0, 4)
                        .filter(d -> values[4 * cell + d] == 1)
                        .map(d -> d + 1)
                        .sum())
                .toArray();
    }

    @Test
    void aPermutationMovesPuzzleAndSolutionAlike() {
        Scope.run(() -> {
            var data = Sudoku.draw(5, 1, true, Rng.of(3));
            var cells = Rng.of(4).permutation(16);
            var moved = data.permuted(cells).train();
            var order = cells.toLongs();
            for (int i = 0; i < 5; i++) {
                var before = decoded(data.train().labels().select(0, i));
                var after = decoded(moved.labels().select(0, i));
                assertThat(IntStream.range(0, 16)).allMatch(c -> after[c] == before[(int) order[c]]);
            }
            assertThat(Sudoku.solved(moved.labels(), moved)).isEqualTo(1);
        });
    }
}
