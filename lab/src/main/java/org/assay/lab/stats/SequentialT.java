package org.assay.lab.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Exact distribution of t statistics that are computed again and again as a normal sample without effect grows.
 *
 * <p>Write the t statistic of {@code n} values as {@code sqrt(n - 1) tan(theta)}: theta is the angle by which the sample vector leaves the
 * hyperplane of mean zero. Only the direction of the sample vector counts, the direction is independent of its length, and so theta is a Markov
 * chain: with {@code m} further values
 * {@code sin(theta') = sqrt(n / n') cos(chi) cos(phi) sin(theta) + sqrt(m / n') sin(phi)}, where phi has the density of theta at n' = n + m
 * values and {@code cos(chi)^2} is Beta(n/2, (m - 1)/2), all independent. The recursion below follows the probability of the paths that crossed no
 * boundary so far as weights on Gauss-Legendre nodes. For large n it is the classical recursion of Armitage, McPherson and Rowe (1969).
 */
final class SequentialT {

    private static final int NODES = 48;
    private static final int INNER = 32;
    private static final double NEGLIGIBLE = 1e-14;

    private final int n;
    private final double widest;
    private final double[] weights;

    private SequentialT(int n, double widest, double[] weights) {
        this.n = n;
        this.widest = widest;
        this.weights = weights;
    }

    /** Paths that stay within {@code critical} at a first look of {@code n} values. */
    static SequentialT first(int n, double critical) {
        var rule = Quadrature.of(NODES);
        var widest = Math.min(angle(n, critical), reach(n));
        var density = new Density(n);
        var weights = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            weights[i] = widest * rule.weight(i) * density.at(Math.sin(widest * rule.node(i)));
        }
        return new SequentialT(n, widest, weights);
    }

    /** Probability, without an effect, that |t| at a first look exceeds {@code critical}. */
    static double crossingAtFirst(int n, double critical) {
        return 2 * TDistribution.of(n - 1).survivalProbability(critical);
    }

    /** Probability of staying within all looks so far and exceeding {@code critical} at {@code next} values. */
    double crossing(int next, double critical) {
        var step = new Step(n, next);
        var bound = Math.sin(angle(next, critical));
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            var sine = Math.sin(widest * Quadrature.of(NODES).node(i));
            for (int j = 0; j < step.cosines.length; j++) {
                sum += weights[i] * step.shares[j] * step.above(step.old * step.cosines[j] * sine, bound);
            }
        }
        return 2 * sum;
    }

    /** Goes on to a look of {@code next} values, where paths beyond {@code critical} end. */
    SequentialT then(int next, double critical) {
        var step = new Step(n, next);
        var rule = Quadrature.of(NODES);
        var inner = Quadrature.of(INNER);
        var density = new Density(next);
        var edge = Math.min(angle(next, critical), reach(next));
        var bound = Math.sin(edge);
        var after = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            var sine = Math.sin(widest * rule.node(i));
            for (int j = 0; j < step.cosines.length; j++) {
                var along = step.old * step.cosines[j] * sine;
                for (var part : step.within(along, bound)) {
                    for (int k = 0; k < INNER; k++) {
                        var phi = part.low() + part.width() * (inner.node(k) + 1) / 2;
                        var sinPhi = Math.sin(phi);
                        var mass = part.width() / 2 * inner.weight(k) * density.at(sinPhi);
                        var theta = Math.asin(Math.clamp(along * Math.cos(phi) + step.fresh * sinPhi, -bound, bound));
                        rule.spread(theta / edge, weights[i] * step.shares[j] * mass, after);
                    }
                }
            }
        }
        return new SequentialT(next, edge, after);
    }

    private static double angle(int n, double critical) {
        return Math.atan2(critical, Math.sqrt(n - 1.0));
    }

    /** The angle beyond which there is no probability worth counting. */
    private static double reach(int n) {
        return angle(n, TDistribution.of(n - 1.0).inverseSurvivalProbability(NEGLIGIBLE));
    }

    /** Density of theta at {@code n} values: proportional to {@code cos(theta)^(n - 2)}. */
    private record Density(double most, double power) {
        Density(int n) {
            this(TDistribution.of(n - 1.0).density(0) * Math.sqrt(n - 1.0), n - 2.0);
        }

        double at(double sine) {
            return most * Math.exp(power / 2 * Math.log1p(-sine * sine));
        }
    }

    /** From {@code n} to {@code next} values: the new values' part in the direction of the sample vector. */
    private static final class Step {
        final double old;
        final double fresh;
        final double reach;
        final double[] cosines;
        final double[] shares;
        private final TDistribution t;
        private final double root;

        Step(int n, int next) {
            int more = next - n;
            old = Math.sqrt((double) n / next);
            fresh = Math.sqrt((double) more / next);
            reach = reach(next);
            t = TDistribution.of(next - 1.0);
            root = Math.sqrt(next - 1.0);
            if (more == 1) {
                cosines = new double[] {1};
                shares = new double[] {1};
                return;
            }
            var rule = Quadrature.of(INNER);
            var beta = BetaDistribution.of(n / 2.0, (more - 1) / 2.0);
            var low = Math.acos(Math.sqrt(beta.inverseSurvivalProbability(NEGLIGIBLE)));
            var high = Math.acos(Math.sqrt(beta.inverseCumulativeProbability(NEGLIGIBLE)));
            cosines = new double[INNER];
            shares = new double[INNER];
            double total = 0;
            for (int i = 0; i < INNER; i++) {
                var chi = low + (high - low) * (rule.node(i) + 1) / 2;
                cosines[i] = Math.cos(chi);
                shares[i] = rule.weight(i)
                        * Math.exp((n - 1) * Math.log(Math.cos(chi))
                                + (more - 2) * Math.log(Math.sin(chi))
                                - peak(n, more));
                total += shares[i];
            }
            for (int i = 0; i < INNER; i++) {
                shares[i] /= total;
            }
        }

        /** Largest value of the exponent, taken off so that large n do not underflow. */
        private static double peak(int n, int more) {
            double all = n + more - 3.0;
            return more == 2 || n == 1
                    ? 0
                    : 0.5 * ((n - 1) * Math.log((n - 1) / all) + (more - 2) * Math.log((more - 2) / all));
        }

        /** Probability that {@code along cos(phi) + fresh sin(phi)} exceeds {@code bound}. */
        double above(double along, double bound) {
            var radius = Math.hypot(along, fresh);
            if (bound >= radius) {
                return 0;
            }
            var turn = Math.atan2(along, fresh);
            var from = Math.asin(bound / radius) - turn;
            var to = Math.PI - Math.asin(bound / radius) - turn;
            return from >= Math.PI / 2 ? 0 : survival(from) - survival(to);
        }

        private double survival(double phi) {
            return phi >= Math.PI / 2 ? 0 : t.survivalProbability(root * Math.tan(phi));
        }

        /** The angles phi with {@code |along cos(phi) + fresh sin(phi)| <= bound}: one interval or two. */
        Interval[] within(double along, double bound) {
            var radius = Math.hypot(along, fresh);
            if (bound >= radius) {
                return new Interval[] {new Interval(-reach, reach)};
            }
            var turn = Math.atan2(along, fresh);
            var half = Math.asin(bound / radius);
            var main = new Interval(Math.max(-reach, -half - turn), Math.min(reach, half - turn));
            var beyond = turn > 0
                    ? new Interval(Math.PI - half - turn, reach)
                    : new Interval(-reach, -Math.PI + half - turn);
            if (main.width() <= 0) {
                return beyond.width() > 0 ? new Interval[] {beyond} : new Interval[0];
            }
            return beyond.width() > 0 ? new Interval[] {main, beyond} : new Interval[] {main};
        }
    }
}
