package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RngTest {
    @Test
    void streamsDependOnSeedAndNameAlone() {
        Scope.run(() -> {
            var plain = Rng.of(1).split("weights").normal(8).toFloats();
            var busy = Rng.of(1);
            busy.normal(3);
            busy.nextLong();
            busy.split("data").uniform(100);
            assertThat(busy.split("weights").normal(8).toFloats()).containsExactly(plain);
            assertThat(Rng.of(1).split("data").normal(8).toFloats()).isNotEqualTo(plain);
            assertThat(Rng.of(2).split("weights").normal(8).toFloats()).isNotEqualTo(plain);
            assertThat(Rng.of(1).split(0).normal(8).toFloats())
                    .isNotEqualTo(Rng.of(1).split(1).normal(8).toFloats());
        });
    }

    @Test
    void seedsThatAgreeInTheirLowBitsDiffer() {
        Scope.run(() -> assertThat(Rng.of(1).uniform(4).toFloats())
                .isNotEqualTo(Rng.of(1 + (1L << 32)).uniform(4).toFloats()));
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        Scope.run(() -> {
            var rng = Rng.of(5);
            var normal = rng.normalWith(2, 3, 100_000);
            assertThat(normal.mean().item()).isCloseTo(2, within(0.05));
            assertThat(normal.std().item()).isCloseTo(3, within(0.05));
            var uniform = rng.uniformBetween(-1, 3, 100_000);
            assertThat(uniform.mean().item()).isCloseTo(1, within(0.02));
            assertThat(uniform.min().item()).isGreaterThanOrEqualTo(-1);
            assertThat(uniform.max().item()).isLessThan(3);
            assertThat(rng.bernoulli(0.3, 100_000).mean().item()).isCloseTo(0.3, within(0.01));
            assertThat(rng.integers(2, 5, 1000).unique().toLongs()).containsExactly(2, 3, 4);
            assertThat(rng.permutation(50).sort(0).values().toLongs())
                    .containsExactly(Tensor.arange(50).toLongs());
            assertThat(rng.shuffle(List.of(1, 2, 3))).containsExactlyInAnyOrder(1, 2, 3);
        });
    }
}
