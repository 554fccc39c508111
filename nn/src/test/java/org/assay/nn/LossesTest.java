package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static Tensor doubles(double[] values, long... shape) {
        return Tensor.of(DType.FLOAT64, values, shape);
    }

    @Test
    void distillationByHand() {
        // At temperature 2 the teacher's odds are e^1 to 1, the student's 1 to 1.
        var student = doubles(new double[] {0, 0}, 1, 2);
        var teacher = doubles(new double[] {2, 0}, 1, 2);
        double p = Math.E / (Math.E + 1);
        double kl = p * Math.log(p / 0.5) + (1 - p) * Math.log((1 - p) / 0.5);
        assertThat(Losses.distillation(student, teacher, 2).item()).isCloseTo(4 * kl, within(1e-12));
        assertThat(Losses.distillation(teacher, teacher, 2).item()).isCloseTo(0, within(1e-12));
    }

    /**
     * Hinton et al. 2015, section 2.1: at a high temperature, with logits of mean zero, the gradient is that of half the squared distance of logits over the
     * number of classes. The exact one is T (q - p); what is left falls as 1/T.
     */
    @Test
    void atHighTemperaturesDistillationMatchesLogits() {
        int n = 10;
        var z = centred(Rng.of(3).normal(1, n).to(DType.FLOAT64).mul(3.0)).parameter();
        var v = centred(Rng.of(4).normal(1, n).to(DType.FLOAT64).mul(3.0));
        double[] temperatures = {30, 100, 300};
        var errors = new double[3];
        for (int k = 0; k < 3; k++) {
            double t = temperatures[k];
            var gradient = Autodiff.grad(Losses.distillation(z, v, t), List.of(z), false)
                    .getFirst()
                    .toDoubles();
            double missed = 0;
            double length = 0;
            for (int i = 0; i < n; i++) {
                double exact = t * (soft(z.toDoubles(), t)[i] - soft(v.toDoubles(), t)[i]);
                double limit = (z.toDoubles()[i] - v.toDoubles()[i]) / n;
                assertThat(gradient[i]).isCloseTo(exact, within(1e-10));
                missed += (exact - limit) * (exact - limit);
                length += limit * limit;
            }
            errors[k] = Math.sqrt(missed / length);
        }
        assertThat(errors[2]).isLessThan(0.02);
        double slope = Math.log(errors[2] / errors[0]) / Math.log(temperatures[2] / temperatures[0]);
        assertThat(slope).isBetween(-1.3, -0.7);
    }

    private static Tensor centred(Tensor logits) {
        return logits.sub(logits.mean());
    }

    private static double[] soft(double[] logits, double temperature) {
        var odds = Arrays.stream(logits).map(x -> Math.exp(x / temperature)).toArray();
        double sum = Arrays.stream(odds).sum();
        return Arrays.stream(odds).map(x -> x / sum).toArray();
    }

    /** Every anchor's partner against all other views, in plain arithmetic. */
    @Test
    void ntXentByLoops() {
        var a = Rng.of(1).normal(3, 4).to(DType.FLOAT64);
        var b = Rng.of(2).normal(3, 4).to(DType.FLOAT64);
        var rows = new double[6][];
        for (int i = 0; i < 6; i++) {
            rows[i] = (i < 3 ? a.at(i) : b.at(i - 3)).toDoubles();
        }
        double loss = 0;
        for (int i = 0; i < 6; i++) {
            double all = 0;
            for (int j = 0; j < 6; j++) {
                all += j == i ? 0 : Math.exp(cosine(rows[i], rows[j]) / 0.5);
            }
            loss -= Math.log(Math.exp(cosine(rows[i], rows[(i + 3) % 6]) / 0.5) / all) / 6;
        }
        assertThat(Losses.ntXent(a, b, 0.5).item()).isCloseTo(loss, within(1e-12));
    }

    /** Where all views are alike the loss is ln(2 n - 1), as at a start that tells nothing apart; where each is at right angles to all but its partner it is this closed form. */
    @Test
    void ntXentLeavesOutAViewItself() {
        var same = Tensor.ones(DType.FLOAT64, 8, 3);
        assertThat(Losses.ntXent(same, same, 0.5).item()).isCloseTo(Math.log(15), within(1e-12));
        var apart = Tensor.eye(DType.FLOAT64, 4);
        double loss = -Math.log(Math.exp(10) / (Math.exp(10) + 6));
        assertThat(Losses.ntXent(apart, apart.mul(5), 0.1).item()).isCloseTo(loss, within(1e-12));
        // Of a length that does not matter no gradient flows along an embedding itself.
        var z = Rng.of(3).normal(4, 3).to(DType.FLOAT64).parameter();
        var gradient = Autodiff.grad(
                        Autodiff.withGrad(
                                () -> Losses.ntXent(z, Rng.of(4).normal(4, 3).to(DType.FLOAT64), 0.1)),
                        List.of(z),
                        false)
                .getFirst();
        assertThat(gradient.mul(z.detach()).sum(1).abs().max().item()).isLessThan(1e-12);
        assertThat(gradient.abs().max().item()).isGreaterThan(1e-3);
    }

    @Test
    void infoNceByLoops() {
        var a = Rng.of(1).normal(3, 4).to(DType.FLOAT64);
        var b = Rng.of(2).normal(3, 4).to(DType.FLOAT64);
        double loss = 0;
        for (int i = 0; i < 3; i++) {
            double all = 0;
            for (int j = 0; j < 3; j++) {
                all += Math.exp(cosine(a.at(i).toDoubles(), b.at(j).toDoubles()) / 0.1);
            }
            loss -= Math.log(Math.exp(cosine(a.at(i).toDoubles(), b.at(i).toDoubles()) / 0.1) / all) / 3;
        }
        assertThat(Losses.infoNce(a, b, 0.1).item()).isCloseTo(loss, within(1e-10));
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    @Test
    void negativeCosineStopsAtTheTarget() {
        var p = doubles(new double[] {1, 0, 1, 1}, 2, 2).parameter();
        var z = doubles(new double[] {2, 0, 0, 3}, 2, 2).parameter();
        var loss = Losses.negativeCosine(p, z);
        assertThat(loss.item()).isCloseTo(-(1 + Math.sqrt(0.5)) / 2, within(1e-9));
        assertThat(Autodiff.grad(loss, List.of(z), false).getFirst().abs().max().item())
                .isZero();
    }

    @Test
    void focalByHand() {
        var logits = doubles(new double[] {0, Math.log(3)}, 1, 2);
        var target = Tensor.of(new long[] {1});
        assertThat(Losses.focal(logits, target, 2).item()).isCloseTo(-0.0625 * Math.log(0.75), within(1e-12));
        assertThat(Losses.focal(logits, target, 0).item()).isCloseTo(-Math.log(0.75), within(1e-12));
    }

    @Test
    void diceByHand() {
        var p = doubles(new double[] {0.5, 1, 0, 0.5}, 1, 1, 2, 2);
        var t = doubles(new double[] {1, 1, 0, 0}, 1, 1, 2, 2);
        assertThat(Losses.dice(p, t).item()).isCloseTo(1 - (2 * 1.5 + 1) / (2 + 2 + 1.0), within(1e-12));
    }

    @Test
    void gaussianNllByHand() {
        double loss = Losses.gaussianNll(
                        doubles(new double[] {1}), doubles(new double[] {Math.log(4)}), doubles(new double[] {3}))
                .item();
        assertThat(loss).isCloseTo((Math.log(4) + 1) / 2, within(1e-12));
    }

    @Test
    void tripletAndHingeByHand() {
        var a = doubles(new double[] {0, 0}, 1, 2);
        var near = doubles(new double[] {3, 4}, 1, 2);
        var far = doubles(new double[] {0, 5.5}, 1, 2);
        assertThat(Losses.triplet(a, near, far, 1).item()).isCloseTo(0.5, within(1e-12));
        assertThat(Losses.triplet(a, near, far, 0.5).item()).isZero();
        assertThat(Losses.hinge(doubles(new double[] {0.25, 2, -1}), doubles(new double[] {1, 1, 1}))
                        .item())
                .isCloseTo((0.75 + 0 + 2) / 3, within(1e-12));
    }

    @Test
    void entropyOfAFairCoin() {
        assertThat(Losses.entropy(Tensor.zeros(3, 2)).item()).isCloseTo(Math.log(2), within(1e-6));
    }

    /** A linear critic's slope is its weight everywhere: norm 5, penalty 16, gradient 2 (|w| - 1) w / |w|. */
    @Test
    void gradientPenaltyOfALinearCritic() {
        var critic = new Linear(doubles(new double[] {3, 4}, 1, 2).parameter(), java.util.Optional.empty());
        var penalty = Losses.gradientPenalty(
                critic, doubles(new double[] {1, 2, 3, 4}, 2, 2), doubles(new double[] {0, 0, 1, 1}, 2, 2), Rng.of(1));
        assertThat(penalty.item()).isCloseTo(16, within(1e-9));
        var gradient = Autodiff.grad(penalty, Tree.parameters(critic), false).getFirst();
        assertThat(gradient.toDoubles()).containsExactly(new double[] {8 * 0.6, 8 * 0.8}, within(1e-9));
    }

    @Test
    void gradientPenaltyReachesEveryParameterOfADeepCritic() {
        var critic = GradientCheck.doubles(Mlp.of(Rng.of(1), 3, 8, 1).activation(Tensor::tanh));
        var real = Rng.of(2).normal(4, 3).to(DType.FLOAT64);
        var fake = Rng.of(3).normal(4, 3).to(DType.FLOAT64);
        GradientCheck.of(
                () -> Autodiff.withGrad(() -> Losses.gradientPenalty(critic, real, fake, Rng.of(4))),
                Tree.parameters(critic));
    }

    /** SIREN: the Laplacian of sin(w x) is -w^2 sin(w x), through layers and two derivatives. */
    @Test
    void theLaplacianOfASineNetwork() {
        var layer = new Linear(doubles(new double[] {2, -3}, 1, 2).parameter(), java.util.Optional.empty());
        var x = doubles(new double[] {0.3, 0.1, -0.2, 0.4}, 2, 2).parameter();
        var y = layer.forward(x).sin();
        var slope = Autodiff.grad(y.sum(), List.of(x), true).getFirst();
        double[] laplacian = new double[2];
        for (int d = 0; d < 2; d++) {
            var second =
                    Autodiff.grad(slope.select(1, d).sum(), List.of(x), true).getFirst();
            for (int i = 0; i < 2; i++) {
                laplacian[i] += second.at(i, d).item();
            }
        }
        assertThat(laplacian).containsExactly(new double[] {-13 * Math.sin(0.3), -13 * Math.sin(-1.6)}, within(1e-9));
    }
}
