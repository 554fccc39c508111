package org.assay.solve;

import org.assay.solve.Problem.Point;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * The primal-dual method of Mehrotra (1992) for a batch of quadratic programs, as Mattingley and Boyd (2012) write it down:
 * each step predicts with the plain Newton direction and corrects with what that direction would do to the products
 * {@code s lambda}. A program that is solved stays where it is while the others go on.
 */
final class InteriorPoint {
    /** Share of the way to the boundary. */
    private static final double SHARE = 0.999;

    /** A slack is held above this share of its multiplier, so that Q is not lost in rounding beside the tight constraints. */
    private static final double THINNEST = 1e-12;

    private final Problem problem;
    private final double tolerance;
    private final int limit;
    private final long m;

    /** Where the iteration stands, and the best it has seen of each program. */
    private record State(Point now, Point best, Tensor residual) {}

    /**
     * What it found.
     *
     * @param point the best seen of each program
     * @param last where each ended
     * @param residual of the best {@code [batch]}
     */
    record Found(Point point, Point last, Tensor residual, int steps) {}

    private InteriorPoint(Problem problem, double tolerance, int limit) {
        this.problem = problem;
        this.tolerance = tolerance;
        this.limit = limit;
        this.m = problem.g().count();
    }

    static Found solve(Problem problem, double tolerance, int limit) {
        return Scope.call(() -> new InteriorPoint(problem, tolerance, limit).run());
    }

    private Found run() {
        var start = start();
        var state = new State(start, start, problem.residual(start));
        int steps = 0;
        while (steps < limit && state.residual.amax().item() > tolerance) {
            var before = state;
            state = Scope.call(() -> step(before));
            steps++;
        }
        return new Found(state.best, state.now, state.residual, steps);
    }

    /** The solution with slacks free of sign, shifted inside (Vandenberghe 2010, section 5.3). */
    private Point start() {
        var h = problem.h();
        var ones = Tensor.onesLike(h);
        var free = Newton.of(problem, ones).solve(problem.g().transposedTimes(h).sub(problem.p()), problem.b());
        var lambda = problem.g().times(free.dz()).sub(h);
        return new Point(free.dz(), inside(lambda.neg()), inside(lambda), free.dnu());
    }

    private Tensor inside(Tensor v) {
        if (m == 0) {
            return v;
        }
        var least = v.amin(true, 1);
        return v.add(Tensor.where(least.gt(0.0), 0.0, least.rsub(1)));
    }

    private State step(State state) {
        var at = state.now;
        var s = at.s();
        var lambda = at.lambda();
        var newton = Newton.of(problem, lambda.div(s));
        var rx = problem.dualResidual(at);
        var ry = problem.equalityResidual(at);
        var rz = problem.inequalityResidual(at);

        var product = s.mul(lambda);
        var affine = direction(at, newton, rx, ry, rz, product);
        var length = length(at, affine);
        var gap = product.sum(true, 1);
        var sigma = s.add(affine.s().mul(length))
                .mul(lambda.add(affine.lambda().mul(length)))
                .sum(true, 1)
                .div(gap.clampMin(Double.MIN_NORMAL))
                .pow(3.0);
        var centred =
                product.add(affine.s().mul(affine.lambda())).sub(sigma.mul(gap).div((double) Math.max(m, 1)));
        var corrected = direction(at, newton, rx, ry, rz, centred);

        var going = state.residual.gt(tolerance).unsqueeze(1).to(problem.p().dtype());
        var far = length(at, corrected).mul(SHARE);
        var alpha = (m == 0 ? Tensor.onesLike(going) : far).mul(going);
        var multiplier = lambda.add(corrected.lambda().mul(alpha));
        var next = new Point(
                at.z().add(corrected.z().mul(alpha)),
                s.add(corrected.s().mul(alpha)).maximum(multiplier.mul(THINNEST)),
                multiplier,
                at.nu().add(corrected.nu().mul(alpha)));
        return better(state, next);
    }

    /** The Newton direction for {@code s lambda + s dlambda + lambda ds = s lambda - rs}. */
    private Point direction(Point at, Newton newton, Tensor rx, Tensor ry, Tensor rz, Tensor rs) {
        var g = problem.g();
        var eliminated = at.lambda().mul(rz).sub(rs).div(at.s());
        var step = newton.solve(rx.add(g.transposedTimes(eliminated)).neg(), ry.neg());
        var ds = rz.add(g.times(step.dz())).neg();
        var dlambda = rs.add(at.lambda().mul(ds)).div(at.s()).neg();
        return new Point(step.dz(), ds, dlambda, step.dnu());
    }

    /** The largest step up to 1 that keeps slacks and multipliers from turning negative: {@code [batch, 1]}. */
    private Tensor length(Point at, Point direction) {
        if (m == 0) {
            return Tensor.ones(at.z().dtype(), at.z().size(0), 1);
        }
        return longest(at.s(), direction.s()).minimum(longest(at.lambda(), direction.lambda()));
    }

    private static Tensor longest(Tensor v, Tensor dv) {
        return Tensor.where(dv.lt(0.0), v.div(dv).neg(), 1.0).amin(true, 1).clampMax(1);
    }

    private State better(State before, Point next) {
        var residual = problem.residual(next);
        var improved = residual.lt(before.residual);
        var which = improved.unsqueeze(1);
        var best = new Point(
                Tensor.where(which, next.z(), before.best.z()),
                Tensor.where(which, next.s(), before.best.s()),
                Tensor.where(which, next.lambda(), before.best.lambda()),
                Tensor.where(which, next.nu(), before.best.nu()));
        return new State(next, best, Tensor.where(improved, residual, before.residual));
    }
}
