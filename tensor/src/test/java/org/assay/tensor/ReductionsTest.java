package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReductionsTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static Tensor matrix() {
        return Tensor.of(DType.FLOAT64, new double[] {1, 5, 2, 4, 3, 9}, 2, 3);
    }

    @Test
    void overAllElementsOrSomeDimensions() {
        Scope.run(() -> {
            var x = matrix();
            assertThat(x.sum().item()).isEqualTo(24);
            assertThat(x.sum(0).toDoubles()).containsExactly(5, 8, 11);
            assertThat(x.sum(true, 1).shape()).containsExactly(2, 1);
            assertThat(x.sum(0, 1).rank()).isZero();
            assertThat(x.mean().item()).isEqualTo(4);
            assertThat(x.mean(-1).toDoubles()).containsExactly(8.0 / 3, 16.0 / 3);
            assertThat(x.amax(0).toDoubles()).containsExactly(4, 5, 9);
            assertThat(x.amin(1).toDoubles()).containsExactly(1, 3);
            assertThat(x.max().item()).isEqualTo(9);
            assertThat(x.min().item()).isEqualTo(1);
            assertThat(x.prod().item()).isEqualTo(1080);
            assertThat(x.prod(0).toDoubles()).containsExactly(4, 15, 18);
            assertThat(x.prod(true, 1).toDoubles()).containsExactly(10, 108);
            assertThat(x.argmax().itemLong()).isEqualTo(5);
            assertThat(x.argmax(1).toLongs()).containsExactly(1, 2);
            assertThat(x.argmin().itemLong()).isZero();
            assertThat(x.argmin(0).toLongs()).containsExactly(0, 1, 0);
            assertThat(x.cumsum(1).toDoubles()).containsExactly(1, 6, 8, 4, 7, 16);
            assertThat(x.cumprod(0).toDoubles()).containsExactly(1, 5, 2, 4, 15, 18);
            assertThat(x.gt(4).countNonzero(1).toLongs()).containsExactly(1, 1);
            assertThat(x.gt(4).any(0).toBooleans()).containsExactly(false, true, true);
            assertThat(x.gt(1).all(1).toBooleans()).containsExactly(false, true);
            assertThat(x.gt(0).all().toBooleans()).containsExactly(true);
        });
    }

    @Test
    void spreadsDivideByOneLessUnlessToldOtherwise() {
        Scope.run(() -> {
            var x = matrix();
            // Squared deviations from 4: 9 + 1 + 4 + 0 + 1 + 25 = 40.
            assertThat(x.var().item()).isCloseTo(8, CLOSE);
            assertThat(x.std().item()).isCloseTo(Math.sqrt(8), CLOSE);
            assertThat(x.varCorrected(0, false).item()).isCloseTo(40.0 / 6, CLOSE);
            assertThat(x.var(0).toDoubles()[2]).isCloseTo(24.5, CLOSE);
            assertThat(x.var(true, 0).shape()).containsExactly(1, 3);
            assertThat(x.stdCorrected(0, true, 0).at(0, 2).item()).isCloseTo(3.5, CLOSE);
        });
    }

    @Test
    void normsAndExponentialSums() {
        Scope.run(() -> {
            var x = Tensor.of(DType.FLOAT64, new double[] {3, -4, 0, 12}, 2, 2);
            assertThat(x.norm().item()).isEqualTo(13);
            assertThat(x.norm(1).toDoubles()).containsExactly(5, 12);
            assertThat(x.norm(1, false, 0).toDoubles()).containsExactly(3, 16);
            assertThat(x.norm(Double.POSITIVE_INFINITY, true, 1).toDoubles()).containsExactly(4, 12);
            assertThat(x.logsumexp().item()).isCloseTo(Math.log(Math.exp(3) + Math.exp(-4) + 1 + Math.exp(12)), CLOSE);
            assertThat(x.add(1000).logsumexp(1).at(1).item()).isCloseTo(1012 + Math.log1p(Math.exp(-12)), CLOSE);
            assertThat(x.logcumsumexp(1).at(0, 1).item()).isCloseTo(Math.log(Math.exp(3) + Math.exp(-4)), CLOSE);
            double first = Math.exp(3) / (Math.exp(3) + Math.exp(-4));
            assertThat(x.softmax(1).at(0, 0).item()).isCloseTo(first, CLOSE);
            assertThat(x.logSoftmax(1).at(0, 0).item()).isCloseTo(Math.log(first), CLOSE);
            assertThat(Tensor.of(1, Double.NaN, 3).nanMean(0).item()).isEqualTo(2);
        });
    }
}
