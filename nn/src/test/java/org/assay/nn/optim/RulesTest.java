package org.assay.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static Tensor matrix() {
        return Rng.of(6).normal(3, 2).to(DType.FLOAT64).parameter();
    }

    /** Steps along one constant gradient. */
    private static void steps(Rule rule, Tensor w, Tensor gradient, int count) {
        var optimiser = Optimiser.of(w, rule);
        for (int i = 0; i < count; i++) {
            optimiser.minimise(() -> w.mul(gradient).sum());
        }
    }

    private static void nearOne(double... singularValues) {
        for (double s : singularValues) {
            assertThat(s).isBetween(0.6, 1.3);
        }
    }

    @Test
    void rmsPropByHand() {
        for (double momentum : new double[] {0, 0.9}) {
            var w = Tensor.of(DType.FLOAT64, new double[] {2}).parameter();
            var optimiser = Optimiser.of(
                    w, RmsProp.of(0.1).decay(0.8).momentum(momentum).weightDecay(0.01));
            double expected = 2;
            double v = 0;
            double m = 0;
            for (int t = 0; t < 6; t++) {
                optimiser.minimise(() -> w.square().sum());
                double g = 2 * expected + 0.01 * expected;
                v = 0.8 * v + 0.2 * g * g;
                m = momentum * m + g / (Math.sqrt(v) + 1e-8);
                expected -= 0.1 * m;
            }
            assertThat(w.item()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void signDescentTakesEqualSteps() {
        var w = Tensor.of(1, 1, 1).parameter();
        steps(SignDescent.of(0.25), w, Tensor.of(100, -0.01, 0), 2);
        assertThat(w.toDoubles()).containsExactly(0.5, 1.5, 1);
    }

    @Test
    void signDescentRemembersAndDecays() {
        var w = Tensor.of(1.0).parameter();
        var optimiser = Optimiser.of(w, SignDescent.of(0.25).momentum(0.9).weightDecay(0.4));
        optimiser.minimise(() -> w.mul(10.0).sum());
        assertThat(w.item()).isCloseTo(0.9 - 0.25, within(1e-6));
        // The mean 0.9 * 1 - 0.1 * 2 is still positive.
        optimiser.minimise(() -> w.mul(-2.0).sum());
        assertThat(w.item()).isCloseTo(0.65 * 0.9 - 0.25, within(1e-6));
    }

    @Test
    void larsScalesMatricesByTrust() {
        var w = Tensor.of(new double[] {3, 4}, 1, 2).parameter();
        var g = Tensor.of(new double[] {0, 10}, 1, 2);
        steps(Lars.of(0.5).weightDecay(0.1).trust(0.02), w, g, 1);
        // |w| = 5, |g| = 10: local rate 0.02 * 5 / (10 + 0.5), on g + 0.1 w.
        double rate = 0.5 * 0.02 * 5 / 10.5;
        assertThat(w.toDoubles()).containsExactly(new double[] {3 - rate * 0.3, 4 - rate * 10.4}, within(1e-6));
        var bias = Tensor.of(1.0).parameter();
        steps(Lars.of(0.5).momentum(0.9), bias, Tensor.of(1.0), 2);
        assertThat(bias.item()).isCloseTo(1 - 0.5 - 0.95, within(1e-6));
    }

    @Test
    void muonsStepIsNearlyOrthogonal() {
        for (long[] shape : new long[][] {{6, 4}, {4, 6}, {5, 5}}) {
            var values = Muon.orthogonalise(Rng.of(3).normal(shape).to(DType.FLOAT64))
                    .svd()
                    .s()
                    .toDoubles();
            nearOne(values);
        }
        // The singular vectors are the matrix's own.
        var g = Rng.of(3).normal(4, 4).to(DType.FLOAT64);
        var svd = g.svd();
        var inside = svd.u().t().matmul(Muon.orthogonalise(g)).matmul(svd.vh().t());
        var offDiagonal = inside.sub(inside.diag().diagEmbed());
        assertThat(offDiagonal.abs().max().item()).isLessThan(1e-9);
    }

    /** The rule as its authors' code states it: lerp the mean, look ahead, orthogonalise, scale tall matrices, decay. */
    @Test
    void muonByHand() {
        var w = matrix();
        var before = w.copy().detach();
        var g1 = Rng.of(7).normal(3, 2).to(DType.FLOAT64);
        var g2 = Rng.of(8).normal(3, 2).to(DType.FLOAT64);
        var optimiser = Optimiser.of(w, Muon.of(0.1).momentum(0.9).weightDecay(0.5));
        optimiser.minimise(() -> w.mul(g1).sum());
        optimiser.minimise(() -> w.mul(g2).sum());
        var m1 = g1.mul(0.1);
        var m2 = m1.mul(0.9).add(g2.mul(0.1));
        var scale = 0.1 * Math.sqrt(1.5);
        var first = before.mul(0.95)
                .sub(Muon.orthogonalise(g1.mul(0.1).add(m1.mul(0.9))).mul(scale));
        var second = first.mul(0.95)
                .sub(Muon.orthogonalise(g2.mul(0.1).add(m2.mul(0.9))).mul(scale));
        assertThat(w.allClose(second, 0, 1e-12)).isTrue();
    }

    /** A matrix of 2 rows and 3 columns with norm 5 is first brought to norm sqrt(2). */
    @Test
    void muonKeepsTheNormOfKernels() {
        var start = Tensor.of(DType.FLOAT64, new double[] {3, 0, 0, 0, 4, 0}, 2, 3);
        var w = start.copy().parameter();
        var g = Rng.of(7).normal(2, 3).to(DType.FLOAT64);
        var optimiser = Optimiser.of(w, Muon.of(0.1).momentum(0).keepingNorm());
        optimiser.minimise(() -> w.mul(g).sum());
        var expected = start.mul(Math.sqrt(2) / 5).sub(Muon.orthogonalise(g).mul(0.1));
        assertThat(w.allClose(expected, 0, 1e-12)).isTrue();
    }

    @Test
    void muonTakesKernelsButNoVectors() {
        var kernel = Rng.of(1).normal(4, 3, 3, 3).parameter();
        var before = kernel.copy().detach();
        steps(Muon.of(0.02), kernel, Rng.of(2).normal(4, 3, 3, 3), 1);
        var step = before.sub(kernel).div(0.02).flatten(1, -1).svd().s().toDoubles();
        nearOne(step);
        var bias = Tensor.zeros(4).parameter();
        assertThatThrownBy(() -> steps(Muon.of(0.02), bias, Tensor.ones(4), 1))
                .hasMessageStartingWith("Muon moves matrices and kernels, not a parameter of shape [4]: give such");
    }

    /** With nothing but the first gradient's moments, L^(-1/4) G R^(-1/4) is U V^T. */
    @Test
    void shampoosFirstStepIsOrthogonal() {
        var w = matrix();
        var before = w.copy().detach();
        var g = Rng.of(7).normal(3, 2).to(DType.FLOAT64);
        steps(Shampoo.of(1).epsilon(1e-12).momentum(0), w, g, 1);
        var svd = g.svd();
        assertThat(before.sub(w).allClose(svd.u().matmul(svd.vh()), 0, 1e-4)).isTrue();
    }

    @Test
    void shampooSumsMomentsOverSteps() {
        var w = matrix();
        var before = w.copy().detach();
        var g1 = Rng.of(7).normal(3, 2).to(DType.FLOAT64);
        var g2 = Rng.of(8).normal(3, 2).to(DType.FLOAT64);
        var optimiser = Optimiser.of(w, Shampoo.of(0.1).epsilon(0.5).momentum(0).every(1));
        optimiser.minimise(() -> w.mul(g1).sum());
        optimiser.minimise(() -> w.mul(g2).sum());
        var left = Tensor.eye(DType.FLOAT64, 3).mul(0.5).add(g1.matmul(g1.t()));
        var right = Tensor.eye(DType.FLOAT64, 2).mul(0.5).add(g1.t().matmul(g1));
        var expected =
                before.sub(quarter(left).matmul(g1).matmul(quarter(right)).mul(0.1));
        left = left.add(g2.matmul(g2.t()));
        right = right.add(g2.t().matmul(g2));
        expected = expected.sub(quarter(left).matmul(g2).matmul(quarter(right)).mul(0.1));
        assertThat(w.allClose(expected, 0, 1e-10)).isTrue();
    }

    /** The inverse fourth root through singular values, which the rule does not use. */
    private static Tensor quarter(Tensor matrix) {
        var svd = matrix.svd();
        return svd.u().mul(svd.s().pow(-0.25)).matmul(svd.vh());
    }

    @Test
    void shampooOfAVectorIsAdagrad() {
        var w = Tensor.of(DType.FLOAT64, new double[] {1, 1}).parameter();
        steps(
                Shampoo.of(0.1).epsilon(1e-10).momentum(0).every(1),
                w,
                Tensor.of(DType.FLOAT64, new double[] {3, -4}),
                2);
        double moved = 0.1 * (1 + 1 / Math.sqrt(2));
        assertThat(w.toDoubles()).containsExactly(new double[] {1 - moved, 1 + moved}, within(1e-8));
    }

    @Test
    void shampooTakesKernels() {
        var kernel = Rng.of(1).normal(4, 3, 2, 2).parameter();
        var before = kernel.copy().detach();
        steps(Shampoo.of(0.1), kernel, Rng.of(2).normal(4, 3, 2, 2), 3);
        var moved = before.sub(kernel);
        assertThat(moved.isFinite().all().item()).isEqualTo(1);
        assertThat(moved.abs().max().item()).isPositive();
    }
}
