package org.assay.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DecodingTest {
    private static final double[] P = {0.15, 0.5, 0.05, 0.3};

    private static double[] weights(Decoding decoding) {
        return Scope.call(
                () -> decoding.weights(Tensor.of(P).log().unsqueeze(0)).toDoubles());
    }

    private static void assertClose(double[] found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void theNucleusHoldsTheTokenThatReachesIt() {
        assertClose(weights(Decoding.nucleus(0.4)), 0, 0.5, 0, 0);
        assertClose(weights(Decoding.nucleus(0.6)), 0, 0.5, 0, 0.3);
        assertClose(weights(Decoding.nucleus(0.9)), 0.15, 0.5, 0, 0.3);
        assertClose(weights(Decoding.nucleus(0.97)), P);
    }

    /** One token that is more probable than asked is the nucleus by itself; without it nothing would be left. */
    @Test
    void aPeakIsItsOwnNucleus() {
        Scope.run(() -> assertClose(
                Decoding.nucleus(0.5)
                        .weights(Tensor.of(0.01, 0.98, 0.01).log().unsqueeze(0))
                        .toDoubles(),
                0,
                0.98,
                0));
    }

    @Test
    void aWholeNucleusIsPlainSampling() {
        Scope.run(() -> {
            var logits = Rng.of(3).normal(50, 20);
            assertThat(Decoding.nucleus(1).weights(logits).allClose(logits.softmax(1), 0, 0))
                    .isTrue();
            assertThat(Decoding.nucleus(1).draw(logits, Rng.of(4)).toLongs())
                    .containsExactly(
                            Decoding.temperature(1).draw(logits, Rng.of(4)).toLongs());
        });
    }

    @Test
    void theTemperatureIsAPower() {
        double sum = Arrays.stream(P).map(p -> p * p).sum();
        assertClose(
                weights(Decoding.temperature(0.5)),
                Arrays.stream(P).map(p -> p * p / sum).toArray());
    }

    /** Squares are 0.68 and 0.25 of their sum: after the temperature two tokens reach 0.9, before it three would. */
    @Test
    void theTemperatureComesBeforeTheCut() {
        double sum = Arrays.stream(P).map(p -> p * p).sum();
        assertClose(weights(new Decoding(0.5, 0.9, 4)), 0, 0.25 / sum, 0, 0.09 / sum);
    }

    @Test
    void theBestStay() {
        assertClose(weights(Decoding.top(2)), 0, 0.5, 0, 0.3);
        assertClose(weights(Decoding.top(9)), P);
        Scope.run(() -> assertThat(Decoding.greedy()
                        .draw(Tensor.of(P).log().unsqueeze(0).repeat(5, 1), Rng.of(1))
                        .toLongs())
                .containsOnly(1));
    }

    /** Of 4,000 draws from 5/8 and 3/8, within four deviations. */
    @Test
    void drawsFollowTheWeights() {
        Scope.run(() -> {
            var draws =
                    Decoding.nucleus(0.6).draw(Tensor.of(P).log().unsqueeze(0).repeat(4_000, 1), Rng.of(2));
            assertThat(draws.toLongs()).containsOnly(1, 3);
            assertThat(Arrays.stream(draws.toLongs())
                                    .filter(token -> token == 1)
                                    .count()
                            / 4_000.0)
                    .isCloseTo(0.625, within(0.031));
        });
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> Decoding.nucleus(0)).hasMessageContaining("nucleus in (0, 1]");
        assertThatThrownBy(() -> Decoding.temperature(0)).hasMessageContaining("above 0");
    }
}
