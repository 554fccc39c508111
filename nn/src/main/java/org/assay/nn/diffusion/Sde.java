package org.assay.nn.diffusion;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.assay.tensor.Tensor;

/**
 * A diffusion {@code dx = f(t) x dt + g(t) dw} that turns data at time 0 into noise at time 1. What it makes of one example
 * {@code x0} at time t is normal: {@code mean(t) x0 + std(t) z}. Song et al. 2021, section 3.4 and appendix B.
 */
public sealed interface Sde extends Marginals {

    /** The factor of the example at time t. */
    double mean(double t);

    /** The standard deviation of the noise at time t; 0 at time 0, which is data. */
    double std(double t);

    /** The factor f of the drift. */
    double drift(double t);

    /** The factor g of the noise. */
    double diffusion(double t);

    /** The deviation of the prior, which is normal around 0 and stands for the diffusion's end. */
    double priorStd();

    /** The diffusion from one time to a later one in a single step. */
    Step step(double from, double to);

    /**
     * One step {@code x + shift x + noise z} of a discretised diffusion.
     *
     * @param noise standard deviation
     */
    record Step(double shift, double noise) {}

    @Override
    default Tensor mean(Tensor times) {
        return each(times, this::mean);
    }

    @Override
    default Tensor std(Tensor times) {
        return each(times, this::std);
    }

    private static Tensor each(Tensor times, DoubleUnaryOperator function) {
        return Tensor.of(Arrays.stream(times.toDoubles()).map(function).toArray(), times.size(0));
    }

    /** Noise is added and nothing taken away: its deviation grows geometrically, {@code sigma(t) = min (max / min)^t}. */
    record VarianceExploding(double min, double max) implements Sde {
        public VarianceExploding {
            if (!(0 < min && min < max)) {
                throw new IllegalArgumentException(
                        "Noise grows from a positive deviation to a larger one, not from " + min + " to " + max + ".");
            }
        }

        @Override
        public double mean(double t) {
            return 1;
        }

        @Override
        public double std(double t) {
            return t == 0 ? 0 : min * Math.pow(max / min, t);
        }

        @Override
        public double drift(double t) {
            return 0;
        }

        @Override
        public double diffusion(double t) {
            return min * Math.pow(max / min, t) * Math.sqrt(2 * Math.log(max / min));
        }

        @Override
        public double priorStd() {
            return max;
        }

        @Override
        public Step step(double from, double to) {
            return new Step(0, Math.sqrt(Math.pow(std(to), 2) - Math.pow(std(from), 2)));
        }
    }

    /** The example shrinks as noise is added, so that unit variance stays: beta grows linearly. Ho et al. 2020 in continuous time. */
    record VariancePreserving(double beta0, double beta1) implements Sde {
        public VariancePreserving {
            if (!(0 < beta0 && beta0 <= beta1)) {
                throw new IllegalArgumentException(
                        "The rate beta grows from a positive value, not from " + beta0 + " to " + beta1 + ".");
            }
        }

        /** From 0.1 to 20, as published. */
        public static VariancePreserving standard() {
            return new VariancePreserving(0.1, 20);
        }

        @Override
        public double mean(double t) {
            return Math.exp(-integral(t) / 2);
        }

        @Override
        public double std(double t) {
            return Math.sqrt(-Math.expm1(-integral(t)));
        }

        @Override
        public double drift(double t) {
            return -beta(t) / 2;
        }

        @Override
        public double diffusion(double t) {
            return Math.sqrt(beta(t));
        }

        double beta(double t) {
            return beta0 + t * (beta1 - beta0);
        }

        /** Of beta from 0 to t. */
        double integral(double t) {
            return beta0 * t + (beta1 - beta0) * t * t / 2;
        }

        @Override
        public double priorStd() {
            return 1;
        }

        @Override
        public Step step(double from, double to) {
            double b = beta(to) * (to - from);
            if (b >= 1) {
                throw new IllegalArgumentException("A step from " + from + " to " + to
                        + " takes all of the example away: take more and smaller steps.");
            }
            return new Step(Math.sqrt(1 - b) - 1, Math.sqrt(b));
        }
    }

    /** As another diffusion with less noise on the way: its deviation is the other's variance. */
    record SubVariancePreserving(VariancePreserving other) implements Sde {

        /** From 0.1 to 20, as published. */
        public static SubVariancePreserving standard() {
            return new SubVariancePreserving(VariancePreserving.standard());
        }

        @Override
        public double mean(double t) {
            return other.mean(t);
        }

        @Override
        public double std(double t) {
            return -Math.expm1(-other.integral(t));
        }

        @Override
        public double drift(double t) {
            return other.drift(t);
        }

        @Override
        public double diffusion(double t) {
            return Math.sqrt(other.beta(t) * -Math.expm1(-2 * other.integral(t)));
        }

        @Override
        public double priorStd() {
            return 1;
        }

        /** By Euler and Maruyama. */
        @Override
        public Step step(double from, double to) {
            return new Step(drift(to) * (to - from), diffusion(to) * Math.sqrt(to - from));
        }
    }
}
