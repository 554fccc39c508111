package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    private static Tensor matrix(long columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    private static void isClose(Tensor found, double... expected) {
        assertThat(found.toDoubles()).containsExactly(expected, within(1e-9));
    }

    @Test
    void theMinimumNormSolutionIsThatWorkedOutByHand() {
        Scope.run(() -> {
            // One equation, x + 2 y = 5: the point nearest to 0 is (1, 2).
            isClose(LeastSquares.of(matrix(2, 1, 2)).minimumNorm(matrix(1, 5)), 1, 2);
            // Three values, one unknown: their mean.
            isClose(LeastSquares.of(matrix(1, 1, 1, 1)).minimumNorm(matrix(1, 1, 3, 8)), 4);
            // The same equation twice with different right sides: of all (x, y) with x + y = 3 the nearest to 0.
            var twice = LeastSquares.of(matrix(2, 1, 1, 1, 1));
            assertThat(twice.rank()).isEqualTo(1);
            isClose(twice.minimumNorm(matrix(1, 2, 4)), 1.5, 1.5);
        });
    }

    @Test
    void theRidgeSolutionIsThatOfItsEquationAndTendsToTheMinimumNorm() {
        Scope.run(() -> {
            // 2 b = 6: minimise (2 b - 6)^2 + 2 b^2, so 2 (2 b - 6) + 2 b = 0.
            isClose(LeastSquares.of(matrix(1, 2)).ridge(matrix(1, 6), 2), 2);

            var phi = Rng.of(1).normal(7, 12).to(DType.FLOAT64);
            var y = Rng.of(2).normal(7, 3).to(DType.FLOAT64);
            var fit = LeastSquares.of(phi);
            // (phi^T phi + lambda) beta = phi^T y
            var equation = phi.t().matmul(phi).add(Tensor.eye(DType.FLOAT64, 12).mul(0.3));
            var beta = fit.ridge(y, 0.3);
            assertThat(equation.matmul(beta).sub(phi.t().matmul(y)).abs().max().item())
                    .isLessThan(1e-12);
            double distance = fit.ridge(y, 1e-10).sub(fit.minimumNorm(y)).norm().item();
            assertThat(distance).isLessThan(1e-8);
            assertThat(fit.minimumNorm(y).norm().item())
                    .isGreaterThan(beta.norm().item());
        });
    }
}
