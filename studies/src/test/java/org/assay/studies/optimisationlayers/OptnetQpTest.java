package org.assay.studies.optimisationlayers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.data.generate.Sudoku;
import org.assay.solve.QuadraticProgram;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OptnetQpTest {
    private static Tensor matrix(int columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    /** Given the rules for its A, the layer solves puzzles without training: the linear relaxation of 4x4 Sudoku is tight enough. */
    @Test
    void theLayerSolvesPuzzlesOnceItsMatrixHoldsTheRules() {
        Scope.run(() -> {
            var rules = Sudoku.rules();
            var rowSpace = rules.svd().vh().narrow(0, 0, 40);
            var quarters = Tensor.full(DType.FLOAT64, Math.log(0.25), 64);
            var layer = new SudokuLayer(rowSpace, quarters);
            assertThat(layer.rulesLearned(rules)).isCloseTo(1, within(1e-12));
            assertThat(SudokuLayer.of(Rng.of(1)).rulesLearned(rules)).isBetween(0.5, 0.75);
            var data = Sudoku.draw(200, 1, true, Rng.of(2)).train();
            assertThat(Sudoku.solved(layer.forward(data.inputs()), data)).isGreaterThan(0.9);
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
