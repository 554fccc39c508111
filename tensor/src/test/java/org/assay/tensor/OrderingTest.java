package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OrderingTest {
    @Test
    void sortsAndRanks() {
        Scope.run(() -> {
            var x = Tensor.of(3, 1, 2, 1);
            assertThat(x.sort(0).values().toDoubles()).containsExactly(1, 1, 2, 3);
            assertThat(x.sort(0).indices().toLongs()).containsExactly(1, 3, 2, 0);
            assertThat(x.sortDescending(0).indices().toLongs()).containsExactly(0, 2, 1, 3);
            assertThat(x.argsort(0).toLongs()).containsExactly(1, 3, 2, 0);
            assertThat(x.argsortDescending(0).toLongs()).containsExactly(0, 2, 1, 3);
            assertThat(x.topk(2, 0).values().toDoubles()).containsExactly(3, 2);
            assertThat(x.kthValue(3, 0).values().item()).isEqualTo(2);
            assertThat(x.median().item()).isEqualTo(1);
            assertThat(x.median(0).values().item()).isEqualTo(1);
            assertThat(x.mode(0).values().item()).isEqualTo(1);
            assertThat(x.max(0).indices().itemLong()).isZero();
            assertThat(x.min(0).values().item()).isEqualTo(1);
            assertThat(x.cummax(0).values().toDoubles()).containsExactly(3, 3, 3, 3);
            assertThat(x.cummin(0).values().toDoubles()).containsExactly(3, 1, 1, 1);
            assertThat(x.quantile(0.5).item()).isEqualTo(1.5);
            assertThat(x.reshape(2, 2).quantile(0.25, 1).toDoubles()).containsExactly(1.5, 1.25);
        });
    }

    @Test
    void distinctValuesAndCounts() {
        Scope.run(() -> {
            var x = Tensor.of(new long[] {4, 1, 4, 2}, 2, 2);
            assertThat(x.unique().toLongs()).containsExactly(1, 2, 4);
            assertThat(x.uniqueWithCounts().inverse().toLongs()).containsExactly(2, 0, 2, 1);
            assertThat(x.uniqueWithCounts().counts().toLongs()).containsExactly(1, 1, 2);
            assertThat(Tensor.of(new long[] {1, 2, 0, 1, 1, 2}, 3, 2)
                            .unique(0)
                            .values()
                            .toLongs())
                    .containsExactly(0, 1, 1, 2);
            assertThat(x.flatten().bincount(6).toLongs()).containsExactly(0, 1, 1, 0, 2, 0);
            assertThat(x.flatten().bincount(Tensor.of(1, 2, 3, 4), 0).toDoubles())
                    .containsExactly(0, 2, 4, 0, 4);
            assertThat(Tensor.of(0, 0.4, 0.6, 1, 7).histc(2, 0, 1).toDoubles()).containsExactly(2, 2);
            assertThat(x.gt(1).nonzero().toLongs()).containsExactly(0, 0, 1, 0, 1, 1);
            assertThat(Tensor.of(1, 3, 5).searchsorted(Tensor.of(0, 3, 4, 9)).toLongs())
                    .containsExactly(0, 1, 2, 3);
            assertThat(x.argmax(1).to(DType.FLOAT32).mean().item()).isCloseTo(0, within(1e-6));
        });
    }
}
