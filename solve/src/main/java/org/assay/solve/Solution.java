package org.assay.solve;

import org.assay.tensor.Tensor;

/**
 * Solved quadratic programs with the multipliers that prove it, without gradients; without the dimension {@code batch}
 * where the data had none.
 *
 * @param z the solution {@code [batch, n]}
 * @param nu multipliers of the equalities {@code [batch, k]}
 * @param lambda multipliers of the inequalities {@code [batch, m]}, at least 0; those of lower bounds come before those of upper ones
 * @param slack {@code h - Gz}, {@code [batch, m]}, at least 0
 * @param residual the largest relative residual of the optimality conditions and of {@code lambda'slack}: {@code [batch]}
 * @param steps of the interior-point method, the same for all
 */
public record Solution(Tensor z, Tensor nu, Tensor lambda, Tensor slack, Tensor residual, int steps) {

    /** The smallest {@code lambda + slack}: near 0 the gradient is one of several subgradients. Infinite without inequalities. */
    public double strictness() {
        return lambda.count() == 0
                ? Double.POSITIVE_INFINITY
                : lambda.add(slack).amin().item();
    }
}
