package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuadraticProgramTest {
    private static final Offset<Double> NEAR = within(1e-8);

    static Tensor f64(double... values) {
        return Tensor.of(DType.FLOAT64, values);
    }

    static Tensor rows(long columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    /** {@code min (z1^2 + z2^2) / 2, z1 + z2 = b}: the point is (b/2, b/2), the multiplier -b/2. */
    @Test
    void theNearestPointOfALine() {
        Scope.run(() -> {
            var b = f64(3).requiresGrad(true);
            var program = QuadraticProgram.of(Tensor.eye(DType.FLOAT64, 2), Tensor.zeros(2))
                    .equal(rows(2, 1, 1), b);
            assertThat(program.solve().toDoubles()).containsExactly(new double[] {1.5, 1.5}, NEAR);
            assertThat(program.solution().nu().toDoubles()).containsExactly(new double[] {-1.5}, NEAR);
            var byB = Autodiff.grad(program.solve().mul(f64(1, 3)).sum(), List.of(b), false);
            assertThat(byB.getFirst().item()).isCloseTo(2, NEAR);
        });
    }

    /** {@code min z^2 - 4z, z <= h} is h below 2, with multiplier {@code 4 - 2h}, and 2 above, whatever h. */
    @Test
    void aTightConstraintCarriesTheGradientAndALooseOneDoesNot() {
        Scope.run(() -> {
            var h = rows(1, 1, 5).requiresGrad(true);
            var p = f64(-4).requiresGrad(true);
            var g = rows(1, 1).requiresGrad(true);
            var program = QuadraticProgram.of(rows(1, 2), p).below(g, h);
            var z = program.solve();
            assertThat(z.shape()).containsExactly(2, 1);
            assertThat(z.toDoubles()).containsExactly(new double[] {1, 2}, NEAR);
            assertThat(program.solution().lambda().toDoubles()).containsExactly(new double[] {2, 0}, NEAR);
            assertThat(program.solution().slack().toDoubles()).containsExactly(new double[] {0, 3}, NEAR);
            var gradients = Autodiff.grad(z.sum(), List.of(h, p, g), false);
            assertThat(gradients.get(0).toDoubles()).containsExactly(new double[] {1, 0}, within(1e-7));
            assertThat(gradients.get(1).item()).isCloseTo(-0.5, within(1e-7)); // the second program alone: z = -p / 2
            assertThat(gradients.get(2).item()).isCloseTo(-1, within(1e-7)); // z = h / g at h = g = 1
        });
    }

    @Test
    void withoutConstraintsItIsALinearSystem() {
        Scope.run(() -> {
            var q = rows(2, 2, 1, 1, 3).requiresGrad(true);
            var z = QuadraticProgram.of(q, f64(-3, -4)).solve();
            assertThat(z.toDoubles()).containsExactly(new double[] {1, 1}, NEAR);
            // z1 = (3 q22 - 4 q12) / det with det = 5: by q11 it is -z1 q22 / det, by the symmetric off-diagonal -4/5 +
            // 2/5.
            var byQ = Autodiff.grad(z.at(0), List.of(q), false).getFirst().toDoubles();
            assertThat(byQ).containsExactly(new double[] {-0.6, -0.2, -0.2, 0.2}, NEAR);
        });
    }

    /** {@code min sum (z_i - c_i)^2 / 2} in a box cuts c off at the bounds. */
    @Test
    void aBoxCutsOff() {
        Scope.run(() -> {
            var c = rows(3, -1, 0.5, 7, 2, 2, 0.25).requiresGrad(true);
            var z = QuadraticProgram.diagonal(f64(1, 1, 1), c.neg())
                    .between(f64(0, 0, 0), rows(3, 1, 1, 1, 3, 3, 3))
                    .solve();
            assertThat(z.toDoubles()).containsExactly(new double[] {0, 0.5, 1, 2, 2, 0.25}, NEAR);
            assertThat(Autodiff.grad(z, List.of(c), false).getFirst().toDoubles())
                    .containsExactly(new double[] {0, 1, 0, 1, 1, 1}, within(1e-7));
        });
    }

    @Test
    void boundsAndDiagonalsAgreeWithTheSameProgramWrittenOut() {
        Scope.run(() -> {
            var rng = Rng.of(5);
            var q = rng.uniform(6).add(0.1).to(DType.FLOAT64);
            var p = rng.normal(4, 6).to(DType.FLOAT64);
            var a = rng.uniform(2, 6).to(DType.FLOAT64);
            var b = a.sum(1);
            var eye = Tensor.eye(DType.FLOAT64, 6);
            var zero = Tensor.zeros(DType.FLOAT64, 6);
            var two = Tensor.full(DType.FLOAT64, 2, 6);
            var fast = QuadraticProgram.diagonal(q, p).equal(a, b).atLeast(zero).solve();
            var slow = QuadraticProgram.of(q.diag(), p)
                    .equal(a, b)
                    .below(eye.neg(), zero)
                    .solve();
            assertThat(fast.toDoubles()).containsExactly(slow.toDoubles(), NEAR);
            var box = QuadraticProgram.of(q.diag(), p)
                    .equal(a, b)
                    .between(zero, two)
                    .solve();
            var written = QuadraticProgram.diagonal(q, p)
                    .equal(a, b)
                    .below(Tensor.cat(eye.neg(), eye), Tensor.cat(zero, two))
                    .solve();
            assertThat(box.toDoubles()).containsExactly(written.toDoubles(), NEAR);
            assertThat(box.amax().item()).isCloseTo(2, NEAR);
        });
    }

    /** Checked in plain arithmetic: a point that fulfils these conditions is the solution of a convex program. */
    @Test
    void solutionsFulfilTheKktConditions() {
        Scope.run(() -> {
            int n = 5;
            int k = 2;
            int m = 7;
            var rng = Rng.of(11);
            var l = rng.normal(n, n).to(DType.FLOAT64);
            var q = l.matmul(l.t()).add(Tensor.eye(DType.FLOAT64, n).mul(0.1));
            var p = rng.normal(n).mul(3).to(DType.FLOAT64);
            var a = rng.normal(k, n).to(DType.FLOAT64);
            var g = rng.normal(m, n).to(DType.FLOAT64);
            var inside = rng.normal(n).to(DType.FLOAT64);
            var b = a.mv(inside);
            var h = g.mv(inside).add(rng.uniform(m).to(DType.FLOAT64));
            var found = QuadraticProgram.of(q, p).equal(a, b).below(g, h).solution();
            double[] z = found.z().toDoubles();
            double[] lambda = found.lambda().toDoubles();
            double[] nu = found.nu().toDoubles();
            for (int i = 0; i < n; i++) {
                double sum = p.at(i).item();
                for (int j = 0; j < n; j++) {
                    sum += q.at(i, j).item() * z[j];
                }
                for (int r = 0; r < m; r++) {
                    sum += g.at(r, i).item() * lambda[r];
                }
                for (int r = 0; r < k; r++) {
                    sum += a.at(r, i).item() * nu[r];
                }
                assertThat(sum).isCloseTo(0, within(1e-7));
            }
            int tight = 0;
            for (int r = 0; r < m; r++) {
                double slack = h.at(r).item();
                for (int i = 0; i < n; i++) {
                    slack -= g.at(r, i).item() * z[i];
                }
                assertThat(slack).isGreaterThan(-1e-8);
                assertThat(lambda[r]).isGreaterThan(-1e-12);
                assertThat(slack * lambda[r]).isCloseTo(0, within(1e-8));
                tight += lambda[r] > 1e-3 ? 1 : 0;
            }
            assertThat(tight).isPositive();
            assertThat(a.mv(found.z()).toDoubles()).containsExactly(b.toDoubles(), NEAR);
            assertThat(found.steps()).isLessThan(20);
            assertThat(found.residual().item()).isLessThan(1e-10);
        });
    }

    /** At z = 0 the constraint {@code z <= 0} is tight and without force: any gradient between those of both sides will do. */
    @Test
    void aDegenerateProgramGivesASubgradientAndSaysSo() {
        Scope.run(() -> {
            var p = f64(0).requiresGrad(true);
            var program = QuadraticProgram.of(rows(1, 1), p).below(rows(1, 1), f64(0));
            assertThat(program.solution().strictness()).isLessThan(1e-4);
            var z = program.solve();
            assertThat(z.item()).isCloseTo(0, within(1e-4));
            assertThat(Autodiff.grad(z, List.of(p), false).getFirst().item()).isBetween(-1.0, 0.0);
            var strict = QuadraticProgram.of(rows(1, 1), f64(-3)).below(rows(1, 1), f64(1));
            assertThat(strict.solution().strictness()).isCloseTo(2, NEAR);
        });
    }

    @Test
    void dependentEqualitiesDoNoHarm() {
        Scope.run(() -> {
            var p = f64(0, 0).requiresGrad(true);
            var z = QuadraticProgram.of(Tensor.eye(DType.FLOAT64, 2), p)
                    .equal(rows(2, 1, 1, 2, 2), f64(1, 2))
                    .solve();
            assertThat(z.toDoubles()).containsExactly(new double[] {0.5, 0.5}, within(1e-6));
            assertThat(Autodiff.grad(z.at(0), List.of(p), false).getFirst().toDoubles())
                    .containsExactly(new double[] {-0.5, 0.5}, within(1e-6));
        });
    }

    @Test
    void dataForAllProgramsGetTheSumOfTheirGradients() {
        Scope.run(() -> {
            var rng = Rng.of(3);
            var p = rng.normal(4, 3).to(DType.FLOAT64);
            var shared = rng.uniform(1, 3).to(DType.FLOAT64).parameter();
            var each = shared.expand(4, 1, 3).copy().parameter();
            var q = Tensor.eye(DType.FLOAT64, 3);
            var bySum = Autodiff.grad(
                            QuadraticProgram.of(q, p)
                                    .equal(shared, f64(1))
                                    .solve()
                                    .square()
                                    .sum(),
                            List.of(shared),
                            false)
                    .getFirst();
            var byEach = Autodiff.grad(
                            QuadraticProgram.of(q, p)
                                    .equal(each, f64(1))
                                    .solve()
                                    .square()
                                    .sum(),
                            List.of(each),
                            false)
                    .getFirst();
            assertThat(bySum.toDoubles()).containsExactly(byEach.sum(0).toDoubles(), NEAR);
        });
    }

    @Test
    void whatCannotBeSolvedIsSaid() {
        Scope.run(() -> {
            var one = rows(1, 1);
            var contradictory = QuadraticProgram.of(one, f64(0)).below(rows(1, 1, -1), rows(2, 1, 1, -1, -1));
            assertThatThrownBy(contradictory::solve)
                    .isInstanceOf(SolveException.class)
                    .hasMessageStartingWith(
                            "Quadratic program 1 of 2 (counted from 0) seems infeasible: no point of norm below ");
            var hurried = QuadraticProgram.of(one, f64(3))
                    .below(one, f64(-1000))
                    .steps(1)
                    .accept(1e9);
            assertThat(hurried.solution().steps()).isEqualTo(1);
            assertThatThrownBy(() -> QuadraticProgram.of(one, f64(3))
                            .below(one, f64(-1000))
                            .steps(1)
                            .solve())
                    .isInstanceOf(SolveException.class)
                    .hasMessageContaining("was not solved in 1 steps");
            assertThatThrownBy(() ->
                            QuadraticProgram.of(rows(2, 1, 0, 0, -1), f64(1, 1)).solve())
                    .isInstanceOf(SolveException.class)
                    .hasMessageStartingWith("Q is not positive definite");
        });
    }

    @Test
    void whatDoesNotFitIsSaid() {
        Scope.run(() -> {
            var eye = Tensor.eye(DType.FLOAT64, 2);
            var program = QuadraticProgram.of(eye, Tensor.zeros(5, 2));
            assertThatThrownBy(() -> QuadraticProgram.of(Tensor.eye(3), f64(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Q needs 2 columns, as p has entries; its shape is [3, 3].");
            assertThatThrownBy(() -> program.equal(rows(2, 1, 1), f64(1, 2)))
                    .hasMessage("b needs 1 entries, as A has rows; its shape is [2].");
            assertThatThrownBy(() -> program.below(f64(1, 1), f64(1)))
                    .hasMessage("G is a matrix [rows, n] or a batch of them [batch, rows, n], not [2].");
            assertThatThrownBy(() ->
                            program.equal(rows(2, 1, 1), Tensor.zeros(4, 1)).solve())
                    .hasMessageContaining("for 5 of them and for 4 ([4, 1])");
            assertThatThrownBy(() -> program.atLeast(f64(0, 0)).atLeast(f64(1, 1)))
                    .hasMessageContaining("one set of inequalities");
        });
    }

    @Test
    void secondDerivativesAreRefusedRatherThanWrong() {
        Scope.run(() -> {
            var p = f64(1, 2).requiresGrad(true);
            var z = QuadraticProgram.of(Tensor.eye(DType.FLOAT64, 2), p).solve();
            var first = Autodiff.grad(z.square().sum(), List.of(p), true).getFirst();
            assertThat(first.toDoubles()).containsExactly(new double[] {2, 4}, NEAR);
            assertThatThrownBy(() -> Autodiff.grad(first.sum(), List.of(p), false))
                    .isInstanceOf(SolveException.class)
                    .hasMessageContaining("differentiate it once");
        });
    }
}
