package org.assay.solve;

import java.util.Locale;
import org.assay.solve.InteriorPoint.Found;
import org.assay.tensor.Scope;

/** Why a program was not solved, in a sentence. */
final class Failure {
    /** Counts as infeasible when no feasible point is within so many times the size of where the search ended. */
    private static final double FAR = 100;

    private Failure() {}

    static SolveException of(Problem problem, Found found) {
        return Scope.call(() -> {
            long worst = found.residual().nanToNum(Double.MAX_VALUE).argmax().itemLong();
            var which = "Quadratic program " + worst + " of " + found.residual().count() + " (counted from 0)";
            var at = found.last();
            // A feasible z has nu'Az + lambda'Gz <= nu'b + lambda'h for any lambda >= 0: if the right side is negative,
            // then |z| is at least its size over that of A'nu + G'lambda (Farkas' lemma where that vanishes).
            double value = Batched.dot(problem.b(), at.nu())
                    .add(Batched.dot(problem.h(), at.lambda()))
                    .at(worst)
                    .item();
            double least = -value / problem.pull(at).norm(1).at(worst).item();
            if (least > FAR * (1 + at.z().at(worst).norm().item())) {
                return new SolveException(String.format(
                        Locale.ROOT,
                        "%s seems infeasible: no point of norm below %.0e fulfils its constraints.",
                        which,
                        least));
            }
            return new SolveException(String.format(
                    Locale.ROOT,
                    "%s was not solved in %d steps: its residual is still %.1e. Scale the data to numbers around 1, or allow more"
                            + " steps.",
                    which,
                    found.steps(),
                    found.residual().at(worst).item()));
        });
    }
}
