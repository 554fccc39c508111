package org.assay.studies.optimisationlayers;

import org.assay.nn.Layer;
import org.assay.solve.QuadraticProgram;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * The denoiser of section 4.3, {@code x = argmin 1/2 ||y - x||^2 + lambda ||Dx||_1}: total variation where D takes first
 * differences, and a layer with D to be learned.
 *
 * <p>Solved by its dual, {@code u = argmin 1/2 u'DD'u - (Dy)'u} over {@code -lambda <= u <= lambda}, {@code x = y - D'u}: a program
 * of half the size and with bounds alone.
 *
 * @param d {@code [rows, n]}
 * @param logLambda {@code []}
 */
record TotalVariation(Tensor d, Tensor logLambda) implements Layer {
    /** Added to DD': rounds the absolute value off within {@code RIDGE * lambda}, as the paper's weight on its slack variables does. */
    private static final double RIDGE = 1e-4;

    static TotalVariation of(Tensor d, double lambda) {
        return new TotalVariation(
                d.parameter(), Tensor.scalar(DType.FLOAT64, Math.log(lambda)).parameter());
    }

    static TotalVariation random(int n, Rng rng) {
        return of(rng.normalWith(0, 0.3, n - 1, n).to(DType.FLOAT64), 1);
    }

    /** Rows (1, -1), shifted: {@code [n - 1, n]}. */
    static Tensor firstDifferences(int n) {
        var eye = Tensor.eye(DType.FLOAT64, n);
        return eye.narrow(0, 0, n - 1).sub(eye.narrow(0, 1, n - 1));
    }

    /** Rows (1, -2, 1), shifted: {@code [n - 2, n]}. */
    static Tensor secondDifferences(int n) {
        return firstDifferences(n - 1).matmul(firstDifferences(n));
    }

    @Override
    public Tensor forward(Tensor y) {
        var bound = logLambda.exp().expand(d.size(0));
        var q = d.matmul(d.t()).add(Tensor.eye(DType.FLOAT64, d.size(0)), RIDGE);
        var u = QuadraticProgram.of(q, y.matmul(d.t()).neg())
                .between(bound.neg(), bound)
                .tolerance(1e-8)
                .steps(20)
                .accept(0.1)
                .solve();
        return y.sub(u.matmul(d));
    }

    /** The best lambda for fixed D: powers of two from 1 to 512, then six steps of 2^(1/4) around the best. */
    static TotalVariation tuned(Tensor d, Signals validation) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double step : new double[] {1, 0.25}) {
            double centre = best;
            int from = step == 1 ? 0 : -3;
            int to = step == 1 ? 9 : 3;
            for (int i = from; i <= to; i++) {
                double exponent = centre + i * step;
                double mse = Learning.mse(of(d, Math.pow(2, exponent)), validation);
                if (mse < least) {
                    least = mse;
                    best = exponent;
                }
            }
        }
        return of(d, Math.pow(2, best));
    }

    /** Ten iterations of the alternating direction method of multipliers for the same problem, to be differentiated as they are. Boyd et al. 2011, section 6.4. */
    record Unrolled(Tensor d, Tensor logLambda, Tensor logRho) implements Layer {
        private static final int ITERATIONS = 10;

        static Unrolled of(TotalVariation start) {
            return new Unrolled(
                    start.d.parameter(),
                    start.logLambda.parameter(),
                    Tensor.scalar(DType.FLOAT64, 0).parameter());
        }

        @Override
        public Tensor forward(Tensor y) {
            var rho = logRho.exp();
            var threshold = logLambda.exp().div(rho);
            var factor = Tensor.eye(DType.FLOAT64, d.size(1))
                    .add(d.t().matmul(d).mul(rho))
                    .cholesky();
            var x = y;
            var u = Tensor.zeros(DType.FLOAT64, y.size(0), d.size(0));
            for (int i = 0; i < ITERATIONS; i++) {
                var dx = x.matmul(d.t()).add(u);
                var v = dx.sub(dx.clamp(threshold.neg(), threshold));
                u = dx.sub(v);
                x = y.add(v.sub(u).matmul(d).mul(rho)).t();
                x = factor.choleskySolve(x).t();
            }
            return x;
        }
    }
}
