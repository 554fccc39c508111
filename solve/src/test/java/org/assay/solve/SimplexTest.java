package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SimplexTest {

    /** (1, 0.8, -1): the two best exceed tau = (1.8 - 1) / 2 = 0.4. A point of the simplex stays, a far one becomes a corner. */
    @Test
    void projectsAsWorkedOutByHand() {
        Scope.run(() -> {
            var scores = Tensor.of(new float[] {1, 0.8f, -1, 0.2f, 0.3f, 0.5f, 9, 1, 2}, 3, 3);
            assertThat(Simplex.project(scores).toFloats())
                    .containsExactly(new float[] {0.6f, 0.4f, 0, 0.2f, 0.3f, 0.5f, 1, 0, 0}, within(1e-6f));
        });
    }

    /** On the support the derivative is the identity less its mean: {@code I - 11'/2} for (1, 0.8, -1). */
    @Test
    void itsGradientIsCentredOnTheSupport() {
        Scope.run(() -> {
            var scores = QuadraticProgramTest.f64(1, 0.8, -1).requiresGrad(true);
            var gradient = Autodiff.grad(Simplex.project(scores).at(0), List.of(scores), false)
                    .getFirst();
            assertThat(gradient.toDoubles()).containsExactly(new double[] {0.5, -0.5, 0}, within(1e-12));
        });
    }

    /** {@code argmin ||z - x||^2 / 2, z >= 0, sum z = 1} by the interior-point method, and its gradient. */
    @Test
    void theQuadraticProgramAgreesInValueAndGradient() {
        Scope.run(() -> {
            var x = Rng.of(2).normal(50, 7).to(DType.FLOAT64).parameter();
            var weights = Rng.of(4).normal(50, 7).to(DType.FLOAT64);
            var z = QuadraticProgram.diagonal(Tensor.ones(7), x.neg())
                    .equal(Tensor.ones(1, 7), Tensor.ones(1))
                    .atLeast(Tensor.zeros(7))
                    .tolerance(1e-13)
                    .solve();
            var closed = Simplex.project(x);
            assertThat(closed.eq(0.0).countNonzero().item()).isGreaterThan(50);
            assertThat(z.toDoubles()).containsExactly(closed.toDoubles(), within(1e-8));
            var byProgram =
                    Autodiff.grad(z.mul(weights).sum(), List.of(x), false).getFirst();
            var byFormula =
                    Autodiff.grad(closed.mul(weights).sum(), List.of(x), false).getFirst();
            assertThat(byProgram.toDoubles()).containsExactly(byFormula.toDoubles(), within(1e-5));
        });
    }
}
