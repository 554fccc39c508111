package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InitTest {
    private static Tensor draw(Init init, long... shape) {
        return init.draw(Rng.of(1), shape);
    }

    @Test
    void deviationsFollowTheFans() {
        // A kernel [200, 50, 3, 3] has fan-in 450 and fan-out 1800.
        assertThat(draw(Init.kaimingNormal(), 200, 50, 3, 3).std().item())
                .isCloseTo(Math.sqrt(2 / 450.0), within(5e-4));
        assertThat(draw(Init.kaimingUniform(), 200, 50, 3, 3).std().item())
                .isCloseTo(Math.sqrt(2 / 450.0), within(5e-4));
        assertThat(draw(Init.kaimingNormalFanOut(), 200, 50, 3, 3).std().item())
                .isCloseTo(Math.sqrt(2 / 1800.0), within(5e-4));
        assertThat(draw(Init.xavierNormal(), 200, 50, 3, 3).std().item())
                .isCloseTo(Math.sqrt(2 / 2250.0), within(5e-4));
        assertThat(draw(Init.xavierUniform(), 200, 50, 3, 3).std().item())
                .isCloseTo(Math.sqrt(2 / 2250.0), within(5e-4));
        assertThat(draw(Init.lecunNormal(), 200, 50, 3, 3).std().item()).isCloseTo(Math.sqrt(1 / 450.0), within(5e-4));
    }

    @Test
    void orthogonalRowsOrColumnsAreOrthonormal() {
        var wide = draw(Init.orthogonal(1), 3, 2, 4);
        var rows = wide.reshape(3, 8);
        assertThat(rows.matmul(rows.t()).allClose(Tensor.eye(3), 0, 1e-5)).isTrue();
        var tall = draw(Init.orthogonal(2), 6, 4);
        assertThat(tall.t().matmul(tall).allClose(Tensor.eye(4).mul(4.0), 0, 1e-5))
                .isTrue();
    }

    @Test
    void diracLeavesItsInputAsItIs() {
        var x = Rng.of(2).normal(1, 3, 5, 5);
        var layer = Conv2d.of(3, 4, 3, Init.dirac(), Rng.of(1));
        var y = layer.forward(x);
        assertThat(y.narrow(1, 0, 3).toFloats()).containsExactly(x.toFloats());
        assertThat(y.narrow(1, 3, 1).abs().max().item()).isZero();
    }

    @Test
    void truncatedNormalStaysWithinTwoDeviations() {
        var values = draw(Init.truncatedNormal(0.02), 100_000);
        assertThat(values.abs().max().item()).isLessThanOrEqualTo(0.0400001).isGreaterThan(0.0395);
        // A standard normal cut at 2 has variance 1 - 4 phi(2) / erf(sqrt 2), deviation 0.8796.
        assertThat(values.std().item()).isCloseTo(0.02 * 0.8796, within(1e-4));
        assertThat(values.mean().item()).isCloseTo(0, within(3e-4));
    }

    @Test
    void aFanNeedsAMatrix() {
        assertThatThrownBy(() -> draw(Init.kaimingNormal(), 4))
                .hasMessage(
                        "A fan-in needs a weight [out, in, kernel...], not the shape [4]: use zeros, normal or uniform there.");
    }
}
