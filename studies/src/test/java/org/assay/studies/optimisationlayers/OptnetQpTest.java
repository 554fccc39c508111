package org.assay.studies.optimisationlayers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.solve.QuadraticProgram;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OptnetQpTest {
    private static final int[] GRID = {1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1};

    private static Tensor matrix(int columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

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
                    for (int i = 0; i < part.puzzle().size(0); i++) {
                        var puzzle = decoded(part.puzzle().select(0, i));
                        var solution = decoded(part.solution().select(0, i));
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

    private static int[] decoded(Tensor oneHot) {
        double[] values = oneHot.toDoubles();
        return IntStream.range(0, 16)
                .map(cell -> IntStream.range(0, 4)
                        .filter(d -> values[4 * cell + d] == 1)
                        .map(d -> d + 1)
                        .sum())
                .toArray();
    }

    /** Given the rules for its A, the layer solves puzzles without training: the linear relaxation of 4x4 Sudoku is tight enough. */
    @Test
    void theLayerSolvesPuzzlesOnceItsMatrixHoldsTheRules() {
        Scope.run(() -> {
            var rules = Sudoku.rules();
            assertThat(rules.matrixRank().item()).isEqualTo(40);
            var rowSpace = rules.svd().vh().narrow(0, 0, 40);
            var quarters = Tensor.full(DType.FLOAT64, Math.log(0.25), 64);
            var layer = new SudokuLayer(rowSpace, quarters);
            assertThat(layer.rulesLearned(rules)).isCloseTo(1, within(1e-12));
            assertThat(SudokuLayer.of(Rng.of(1)).rulesLearned(rules)).isBetween(0.5, 0.75);
            var data = Sudoku.draw(200, 1, true, Rng.of(2)).train();
            assertThat(Sudoku.solved(layer.forward(data.puzzle()), data)).isGreaterThan(0.9);
        });
    }

    @Test
    void aPermutationMovesPuzzleAndSolutionAlike() {
        Scope.run(() -> {
            var data = Sudoku.draw(5, 1, true, Rng.of(3));
            var cells = Rng.of(4).permutation(16);
            var moved = data.permuted(cells).train();
            var order = cells.toLongs();
            for (int i = 0; i < 5; i++) {
                var before = decoded(data.train().solution().select(0, i));
                var after = decoded(moved.solution().select(0, i));
                assertThat(IntStream.range(0, 16)).allMatch(c -> after[c] == before[(int) order[c]]);
            }
            assertThat(Sudoku.solved(moved.solution(), moved)).isEqualTo(1);
        });
    }

    /** Two points a and b: they move towards each other by lambda, and meet in the middle when it is large. */
    @Test
    void totalVariationOfTwoPointsIsAsWorkedOutByHand() {
        Scope.run(() -> {
            var d = TotalVariation.firstDifferences(2);
            var y = matrix(2, 10, 20, 0, 3);
            assertThat(TotalVariation.of(d, 2).forward(y).toDoubles())
                    .containsExactly(new double[] {12, 18, 1.5, 1.5}, within(1e-3));
        });
    }

    /** The paper's program in x and t, with t >= Dx and t >= -Dx, by the general path; its weight on t is 1e-6 here instead of 1e-4. */
    @Test
    void theDualIsThePapersProgram() {
        Scope.run(() -> {
            int n = 8;
            var d = Rng.of(6).normal(n - 1, n).to(DType.FLOAT64);
            var y = Rng.of(7).normal(3, n).mul(5).to(DType.FLOAT64);
            var x = TotalVariation.of(d, 0.7).forward(y);
            var minus = Tensor.eye(DType.FLOAT64, n - 1).neg();
            var g = Tensor.cat(Tensor.cat(List.of(d, minus), 1), Tensor.cat(List.of(d.neg(), minus), 1));
            var q = Tensor.cat(Tensor.ones(DType.FLOAT64, n), Tensor.full(DType.FLOAT64, 1e-6, n - 1));
            var p = Tensor.cat(List.of(y.neg(), Tensor.full(DType.FLOAT64, 0.7, 3, n - 1)), 1);
            var primal = QuadraticProgram.diagonal(q, p)
                    .below(g, Tensor.zeros(2L * (n - 1)))
                    .solve();
            assertThat(x.sub(primal.narrow(1, 0, n)).abs().amax().item()).isLessThan(2e-3);
            assertThat(x.sub(y).abs().amax().item()).isGreaterThan(0.1);
        });
    }

    /** Ten iterations come near the solution that the interior point finds. */
    @Test
    void unrolledIterationsApproachTheSolution() {
        Scope.run(() -> {
            var y = Signals.draw(Signals.Kind.STEPS, 20, 30, Rng.of(9)).noisy();
            var tv = TotalVariation.of(TotalVariation.firstDifferences(30), 15);
            var exact = tv.forward(y);
            var unrolled = TotalVariation.Unrolled.of(tv).forward(y);
            assertThat(unrolled.mse(exact).item()).isLessThan(0.1 * y.mse(exact).item());
        });
    }

    @Test
    void stencilsAreRecognised() {
        Scope.run(() -> {
            var first = Stencils.differencing(TotalVariation.firstDifferences(9));
            assertThat(first.correlation()).isCloseTo(1, within(1e-12));
            assertThat(Stencils.curvature(TotalVariation.secondDifferences(9))).isCloseTo(1, within(1e-12));
            // (1, -2, 1) against (1, -1): 3 / sqrt(6 * 2).
            assertThat(Stencils.differencing(TotalVariation.secondDifferences(9))
                            .correlation())
                    .isCloseTo(Math.sqrt(3) / 2, within(1e-12));
            // The long row is (1, -1) plus a constant; the other is left out.
            var mixed = Stencils.differencing(matrix(4, 5, 3, 4, 4, 0, 0.01, 0, 0));
            assertThat(mixed.correlation()).isCloseTo(1, within(1e-12));
            assertThat(mixed.leftOut()).isEqualTo(1);
            // Rows (3, -3) / sqrt(18) on the signals (1, 3) and (5, 5): (4 / 2 + 0) / 2.
            assertThat(Stencils.energy(matrix(2, 3, -3), matrix(2, 1, 3, 5, 5))).isCloseTo(1, within(1e-12));
        });
    }

    @Test
    void signalsAreWhatTheirNamesSay() {
        Scope.run(() -> {
            int n = 60;
            var first = TotalVariation.firstDifferences(n).t();
            var second = TotalVariation.secondDifferences(n).t();
            var steps = Signals.draw(Signals.Kind.STEPS, 300, n, Rng.of(1));
            var jumps = steps.clean().matmul(first).ne(0.0).sum(1);
            assertThat(jumps.amax().item()).isEqualTo(8);
            assertThat(steps.clean().amin().item()).isGreaterThanOrEqualTo(10);
            assertThat(steps.clean().amax().item()).isLessThanOrEqualTo(99);
            assertThat(steps.mse(steps.noisy())).isBetween(97.0, 103.0);
            var ramps = Signals.draw(Signals.Kind.RAMPS, 300, n, Rng.of(1)).clean();
            var bends = ramps.matmul(second).abs().gt(1e-9).sum(1);
            assertThat(bends.amax().item()).isEqualTo(6);
            assertThat(ramps.matmul(first).abs().amax().item()).isBetween(3.5, 4.0);
            var lines = Signals.draw(Signals.Kind.LINES, 20, n, Rng.of(1)).clean();
            assertThat(lines.matmul(second).abs().amax().item()).isLessThan(1e-9);
        });
    }
}
