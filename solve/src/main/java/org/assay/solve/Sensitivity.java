package org.assay.solve;

import java.util.List;
import org.assay.solve.Problem.Point;
import org.assay.tensor.Tensor;

/**
 * The gradient of a loss by the data of a quadratic program, given that by its solution: the KKT conditions differentiated
 * (Amos and Kolter 2017, equations 6 to 8).
 */
final class Sensitivity {
    /**
     * The largest ratio of multiplier to slack, and the inverse of the smallest. Far larger ones lose Q in rounding beside the tight
     * constraints, far smaller ones let these give way: this balances the two errors near 1e-8.
     */
    private static final double HEAVIEST = 1e8;

    private Sensitivity() {}

    /** By Q, p, A, b, G and h, in the shapes they have in the problem. */
    static List<Tensor> gradients(Problem problem, Point at, Tensor byZ) {
        var w = at.lambda().div(at.s()).clamp(1 / HEAVIEST, HEAVIEST);
        var step = Newton.of(problem, w).solve(byZ.neg(), Tensor.zerosLike(problem.b()));
        var dz = step.dz();
        var dnu = step.dnu();
        // D(lambda) dlambda of the paper: the second row of its system, solved for it.
        var ldl = w.mul(problem.g().times(dz));

        var byA = Batched.outer(problem.a(), dnu, at.z()).add(Batched.outer(problem.a(), at.nu(), dz));
        var byG = problem.g().gradient(ldl, at.z()).add(problem.g().gradient(at.lambda(), dz));
        return List.of(problem.q().gradient(dz, at.z()), dz, byA, dnu.neg(), byG, ldl.neg());
    }
}
