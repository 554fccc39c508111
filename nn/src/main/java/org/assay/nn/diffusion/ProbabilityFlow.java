package org.assay.nn.diffusion;

import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * The ordinary differential equation {@code dx/dt = f(t) x - g(t)^2 score / 2} whose solutions are distributed as the
 * diffusion's at every time: Song et al. 2021, section 4.3. It is solved by the classical method of Runge and Kutta, four evaluations of
 * the score a step, at times spaced evenly in their fourth root: towards data the score changes fastest, and with square roots the first of 25
 * steps would miss the density of numbers that lie within a grey level by more than a bit.
 *
 * @param earliest the time that stands for data
 */
public record ProbabilityFlow(Sde sde, Score score, double earliest) {

    /** States and, for each example, an integral along the way. */
    private record State(Tensor x, Tensor integral) {
        State plus(State slope, double h) {
            return new State(x.add(slope.x, h), integral.add(slope.integral, h));
        }
    }

    private interface Slope {
        State at(State state, double t);
    }

    /** Samples from noise {@code [batch, …]}, standard normal. */
    public Tensor sample(Tensor prior, int steps) {
        return solve(prior.mul(sde.priorStd()), 1, earliest, steps, this::plain).x;
    }

    /** The noise at time 1 that examples {@code [batch, …]} come from, in units of the prior's deviation. */
    public Tensor encode(Tensor examples, int steps) {
        return solve(examples, earliest, 1, steps, this::plain).x.div(sde.priorStd());
    }

    /**
     * Log densities of examples, in nats: equation 39, with the divergence estimated as by Hutchinson along one random
     * direction of signs for each example, the same all the way.
     *
     * @param examples {@code [batch, …]}
     * @return {@code [batch]}
     */
    public Tensor logDensity(Tensor examples, int steps, Rng rng) {
        return Scope.call(() -> {
            var direction = rng.bernoulliLike(0.5, examples).mul(2.0).sub(1.0);
            var end = solve(examples, earliest, 1, steps, (state, t) -> withDivergence(state.x, t, direction));
            return logPrior(end.x).add(end.integral);
        });
    }

    private Tensor logPrior(Tensor x) {
        double std = sde.priorStd();
        var flat = x.flatten(1, -1).to(DType.FLOAT64);
        double normaliser = flat.size(1) * Math.log(2 * Math.PI * std * std) / 2;
        return flat.square().sum(1).div(-2 * std * std).sub(normaliser);
    }

    private State plain(State state, double t) {
        return new State(Autodiff.noGrad(() -> velocity(state.x, t)), Tensor.zeros(DType.FLOAT64, state.x.size(0)));
    }

    private State withDivergence(Tensor at, double t, Tensor direction) {
        return Autodiff.withGrad(() -> {
            var x = at.parameter();
            var v = velocity(x, t);
            var product =
                    Autodiff.grad(v.mul(direction).sum(), List.of(x), false).getFirst();
            var divergence =
                    product.mul(direction).flatten(1, -1).to(DType.FLOAT64).sum(1);
            return new State(v.detach(), divergence.detach());
        });
    }

    private Tensor velocity(Tensor x, double t) {
        double g = sde.diffusion(t);
        return x.mul(sde.drift(t)).add(score.at(x, t), -g * g / 2);
    }

    private static State solve(Tensor from, double start, double end, int steps, Slope slope) {
        return Scope.call(() -> {
            var state = new State(from.copy(), Tensor.zeros(DType.FLOAT64, from.size(0)));
            for (int i = 0; i < steps; i++) {
                double t = time(start, end, (double) i / steps);
                double next = time(start, end, (i + 1.0) / steps);
                var before = state;
                state = Scope.call(() -> rungeKutta(before, t, next - t, slope));
                Scope.free(before);
            }
            return state;
        });
    }

    private static double time(double start, double end, double share) {
        double root = Math.pow(start, 0.25) + share * (Math.pow(end, 0.25) - Math.pow(start, 0.25));
        return Math.pow(root, 4);
    }

    private static State rungeKutta(State y, double t, double h, Slope slope) {
        var k1 = slope.at(y, t);
        var k2 = slope.at(y.plus(k1, h / 2), t + h / 2);
        var k3 = slope.at(y.plus(k2, h / 2), t + h / 2);
        var k4 = slope.at(y.plus(k3, h), t + h);
        return y.plus(k1, h / 6).plus(k2, h / 3).plus(k3, h / 3).plus(k4, h / 6);
    }
}
