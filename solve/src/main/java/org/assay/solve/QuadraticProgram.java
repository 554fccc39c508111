package org.assay.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assay.solve.Given.Kind;
import org.assay.solve.Problem.Point;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Quadratic programs as a layer: {@code z = argmin 1/2 z'Qz + p'z} subject to {@code Az = b} and {@code Gz <= h}, as a
 * differentiable function of any of {@code Q, p, A, b, G, h}. Amos and Kolter 2017.
 *
 * <pre>{@code
 * var z = QuadraticProgram.of(q, p).equal(a, b).below(g, h).solve();
 * var x = QuadraticProgram.diagonal(q, p).equal(a, b).atLeast(Tensor.zeros(n)).solve();
 * }</pre>
 *
 * <p>Each of the data is the same for all programs or has a leading dimension {@code batch}; a program without any batch
 * gives a vector. Q is symmetric and positive definite (of another matrix the symmetric part counts in the gradient and must
 * be all there is), or at least {@code Q + G'G} is. Numbers of other types are converted to 64-bit floats, which the
 * solution consists of. The gradient comes from one linear system per program, whatever the number of steps was; it is
 * exact where no constraint is both tight and without force, a subgradient there, and cannot be differentiated again.
 *
 * <p>Programs with bounds alone and a diagonal Q cost as much as their equalities, those with bounds and a full Q a
 * factorisation of {@code [n, n]} a step, others products with G too.
 *
 * <p>Shapes that do not fit throw {@link IllegalArgumentException}; a program that is infeasible, not convex or not solved
 * within the steps allowed throws {@link SolveException}.
 */
public final class QuadraticProgram {
    private static final double USUAL_TOLERANCE = 1e-10;
    private static final double USUALLY_ACCEPTED = 1e-6;
    private static final int USUAL_STEPS = 40;

    private final Given given;
    private final double tolerance;
    private final double accepted;
    private final int steps;

    private QuadraticProgram(Given given, double tolerance, double accepted, int steps) {
        this.given = given;
        this.tolerance = tolerance;
        this.accepted = accepted;
        this.steps = steps;
    }

    /** With Q {@code [n, n]} or {@code [batch, n, n]} and p {@code [n]} or {@code [batch, n]}. */
    public static QuadraticProgram of(Tensor q, Tensor p) {
        Fit.vector("p", p);
        Fit.matrix("Q", q);
        Fit.size("Q", q, -1, p.size(-1), "columns, as p has entries");
        Fit.size("Q", q, -2, p.size(-1), "rows, as p has entries");
        return begin(q, false, p);
    }

    /** With the diagonal of Q, {@code [n]} or {@code [batch, n]}, and p {@code [n]} or {@code [batch, n]}. */
    public static QuadraticProgram diagonal(Tensor q, Tensor p) {
        Fit.vector("p", p);
        Fit.vector("the diagonal of Q", q);
        Fit.size("the diagonal of Q", q, -1, p.size(-1), "entries, as p has");
        return begin(q, true, p);
    }

    private static QuadraticProgram begin(Tensor q, boolean diagonal, Tensor p) {
        return new QuadraticProgram(Given.of(f64(q), diagonal, f64(p)), USUAL_TOLERANCE, USUALLY_ACCEPTED, USUAL_STEPS);
    }

    /** Subject to {@code Az = b}, A {@code [k, n]} or {@code [batch, k, n]}, b {@code [k]} or {@code [batch, k]}. */
    public QuadraticProgram equal(Tensor a, Tensor b) {
        if (given.a().size(-2) > 0) {
            throw new IllegalArgumentException(
                    "A quadratic program takes one set of equalities: write all of them as rows of one A.");
        }
        fit("A", a, "b", b);
        return with(given.equalities(f64(a), f64(b)));
    }

    /** Subject to {@code Gz <= h}, G {@code [m, n]} or {@code [batch, m, n]}, h {@code [m]} or {@code [batch, m]}. */
    public QuadraticProgram below(Tensor g, Tensor h) {
        fit("G", g, "h", h);
        return inequalities(Kind.ROWS, f64(g), f64(h));
    }

    /** Subject to {@code z >= lower}, {@code [n]} or {@code [batch, n]}. */
    public QuadraticProgram atLeast(Tensor lower) {
        bound("the lower bound", lower);
        return inequalities(Kind.LOWER_BOUNDS, given.g(), f64(lower).neg());
    }

    /** Subject to {@code lower <= z <= upper}, each {@code [n]} or {@code [batch, n]}. */
    public QuadraticProgram between(Tensor lower, Tensor upper) {
        bound("the lower bound", lower);
        bound("the upper bound", upper);
        long batch = Fit.batch(1, List.of(lower, upper));
        Fit.agree(batch, List.of(lower, upper), List.of());
        var both = Stream.of(f64(lower).neg(), f64(upper));
        var joined = lower.rank() == upper.rank() ? both : both.map(bound -> Given.rows(bound, batch));
        return inequalities(Kind.BOTH_BOUNDS, given.g(), Tensor.cat(joined.toList(), -1));
    }

    /** Solved when all relative residuals and the complementarity are below it; 1e-10 if not said. */
    public QuadraticProgram tolerance(double largest) {
        return new QuadraticProgram(given, largest, accepted, steps);
    }

    /**
     * The largest residual that is still taken where a program has not reached its tolerance, because of rounding or the limit of
     * steps; 1e-6 if not said. In training a few programs solved badly may be better than none.
     */
    public QuadraticProgram accept(double largest) {
        return new QuadraticProgram(given, tolerance, largest, steps);
    }

    /** After so many steps a program counts as not solved; 40 if not said. Few take more than 20. */
    public QuadraticProgram steps(int limit) {
        return new QuadraticProgram(given, tolerance, accepted, limit);
    }

    /** The solutions {@code [batch, n]}, or {@code [n]} of data without batch, through which gradients flow. */
    public Tensor solve() {
        var solved = new AtomicReference<Point>();
        return Autodiff.custom(
                _ -> {
                    var point = Scope.call(() -> found(given.problem()).point());
                    solved.set(point);
                    return shaped(point.z());
                },
                (inputs, _, byZ) -> once(inputs, gradients(solved.get(), byZ)),
                given.tensors());
    }

    private List<Tensor> gradients(Point point, Tensor byZ) {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var found = Sensitivity.gradients(
                    given.problem(), point, byZ.reshape(point.z().shape()));
            var fitted = new ArrayList<Tensor>();
            for (int i = 0; i < found.size(); i++) {
                boolean forAll = given.tensors().get(i).rank() < found.get(i).rank();
                fitted.add(forAll ? found.get(i).sum(0) : found.get(i));
            }
            return fitted;
        }));
    }

    /** The gradients, which refuse to be differentiated again rather than giving a wrong second derivative. */
    private static List<Tensor> once(List<Tensor> inputs, List<Tensor> gradients) {
        return gradients.stream()
                .map(gradient -> Autodiff.custom(
                        _ -> gradient,
                        (_, _, _) -> {
                            throw new SolveException(
                                    "The solution of a quadratic program has no second derivatives here: differentiate it once.");
                        },
                        inputs))
                .toList();
    }

    /** The solutions with their multipliers, without gradients. */
    public Solution solution() {
        return Scope.call(() -> Autodiff.noGrad(() -> {
            var found = found(given.problem());
            var at = found.point();
            return new Solution(
                    shaped(at.z()),
                    shaped(at.nu()),
                    shaped(at.lambda()),
                    shaped(at.s()),
                    shaped(found.residual()),
                    found.steps());
        }));
    }

    private InteriorPoint.Found found(Problem problem) {
        var found = InteriorPoint.solve(problem, tolerance, steps);
        if (!(found.residual().amax().item() <= Math.max(tolerance, accepted))) {
            throw Failure.of(problem, found);
        }
        return found;
    }

    private Tensor shaped(Tensor batched) {
        return given.isBatched() ? batched : batched.squeeze(0);
    }

    private QuadraticProgram inequalities(Kind kind, Tensor g, Tensor h) {
        if (given.h().size(-1) > 0) {
            throw new IllegalArgumentException(
                    "A quadratic program takes one set of inequalities: write all of them as rows of one G, bounds too.");
        }
        return with(given.inequalities(kind, g, h));
    }

    private void fit(String matrix, Tensor rows, String vector, Tensor values) {
        Fit.matrix(matrix, rows);
        Fit.vector(vector, values);
        Fit.size(matrix, rows, -1, given.n(), "columns, as p has entries");
        Fit.size(vector, values, -1, rows.size(-2), "entries, as " + matrix + " has rows");
    }

    private void bound(String name, Tensor values) {
        Fit.vector(name, values);
        Fit.size(name, values, -1, given.n(), "entries, as p has");
    }

    private QuadraticProgram with(Given more) {
        return new QuadraticProgram(more, tolerance, accepted, steps);
    }

    private static Tensor f64(Tensor tensor) {
        return tensor.to(DType.FLOAT64);
    }
}
