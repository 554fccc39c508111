package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final double[][] LOGITS = {{1, 2, 0.5}, {-1, 0, 3}};

    private static Tensor logits() {
        return Tensor.of(DType.FLOAT64, new double[] {1, 2, 0.5, -1, 0, 3}, 2, 3);
    }

    /** -log of the softmax. */
    private static double surprise(int row, int label) {
        double sum = 0;
        for (double logit : LOGITS[row]) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - LOGITS[row][label];
    }

    @Test
    void crossEntropies() {
        Scope.run(() -> {
            var target = Tensor.of(new long[] {0, 2});
            double first = surprise(0, 0);
            double second = surprise(1, 2);
            assertThat(logits().crossEntropy(target).item()).isCloseTo((first + second) / 2, CLOSE);
            var soft = Tensor.of(DType.FLOAT64, new double[] {0.5, 0.5, 0, 0, 0, 1}, 2, 3);
            assertThat(logits().crossEntropy(soft).item())
                    .isCloseTo(((first + surprise(0, 1)) / 2 + second) / 2, CLOSE);
            var each = logits().crossEntropyEach(target, 0.3).toDoubles();
            double uniform = (surprise(0, 0) + surprise(0, 1) + surprise(0, 2)) / 3;
            assertThat(each[0]).isCloseTo(0.7 * first + 0.3 * uniform, CLOSE);
            assertThat(logits().crossEntropy(target, 0.3).item()).isCloseTo((each[0] + each[1]) / 2, CLOSE);
            assertThat(logits().crossEntropyIgnoring(target, 0).item()).isCloseTo(second, CLOSE);
            var weight = Tensor.of(DType.FLOAT64, new double[] {1, 0, 3});
            assertThat(logits().crossEntropyWeighted(target, weight).item()).isCloseTo((first + 3 * second) / 4, CLOSE);
            assertThat(logits().logSoftmax(1).nll(target).item()).isCloseTo((first + second) / 2, CLOSE);
        });
    }

    @Test
    void differences() {
        Scope.run(() -> {
            var x = Tensor.of(DType.FLOAT64, new double[] {0, 3});
            var y = Tensor.of(DType.FLOAT64, new double[] {1, 1});
            assertThat(x.mse(y).item()).isEqualTo(2.5);
            assertThat(x.l1(y).item()).isEqualTo(1.5);
            // |d| = 1 within and 2 beyond the width 1.5: d^2 / 2 and 1.5 (2 - 0.75).
            assertThat(x.huber(y, 1.5).item()).isCloseTo((0.5 + 1.875) / 2, CLOSE);
            assertThat(x.smoothL1(y, 1.5).item()).isCloseTo((0.5 + 1.875) / 2 / 1.5, CLOSE);
        });
    }

    @Test
    void probabilities() {
        Scope.run(() -> {
            var logit = Tensor.of(DType.FLOAT64, new double[] {0.3, -2});
            var target = Tensor.of(DType.FLOAT64, new double[] {1, 0.25});
            double p = 1 / (1 + Math.exp(-0.3));
            double q = 1 / (1 + Math.exp(2));
            double expected = -(Math.log(p) + 0.25 * Math.log(q) + 0.75 * Math.log(1 - q)) / 2;
            assertThat(logit.bceWithLogits(target).item()).isCloseTo(expected, CLOSE);
            assertThat(logit.sigmoid().bce(target).item()).isCloseTo(expected, CLOSE);
            var a = Tensor.of(DType.FLOAT64, new double[] {0.5, 0.5}, 1, 2);
            var b = Tensor.of(DType.FLOAT64, new double[] {0.25, 0.75}, 1, 2);
            assertThat(a.log().klDivergence(b.log()).item())
                    .isCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), CLOSE);
        });
    }

    @Test
    void connectionistTemporalClassificationSumsOverAlignments() {
        Scope.run(() -> {
            // Two steps, the label a: the paths aa, a-, -a with probabilities by class (-, a).
            var p = Tensor.of(DType.FLOAT64, new double[] {0.6, 0.4, 0.3, 0.7}, 2, 1, 2);
            double likelihood = 0.4 * 0.7 + 0.4 * 0.3 + 0.6 * 0.7;
            var one = Tensor.of(new long[] {1});
            var two = Tensor.of(new long[] {2});
            assertThat(p.log().ctc(one.unsqueeze(0), two, one, 0).item()).isCloseTo(-Math.log(likelihood), CLOSE);
        });
    }
}
