package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonsTest {
    @Test
    void compareWithTensorsAndNumbers() {
        Scope.run(() -> {
            var x = Tensor.of(1, 2, 3);
            var y = Tensor.of(3, 2, 1);
            assertThat(x.eq(y).toBooleans()).containsExactly(false, true, false);
            assertThat(x.ne(y).toBooleans()).containsExactly(true, false, true);
            assertThat(x.lt(y).toBooleans()).containsExactly(true, false, false);
            assertThat(x.le(y).toBooleans()).containsExactly(true, true, false);
            assertThat(x.gt(2.0).toBooleans()).containsExactly(false, false, true);
            assertThat(x.ge(2).toBooleans()).containsExactly(false, true, true);
        });
    }

    @Test
    void logicBitsAndSpecialNumbers() {
        Scope.run(() -> {
            var a = Tensor.of(new boolean[] {true, true, false});
            var b = Tensor.of(new boolean[] {true, false, false});
            assertThat(a.logicalAnd(b).toBooleans()).containsExactly(true, false, false);
            assertThat(a.logicalOr(b).toBooleans()).containsExactly(true, true, false);
            assertThat(a.logicalXor(b).toBooleans()).containsExactly(false, true, false);
            assertThat(a.logicalNot().toBooleans()).containsExactly(false, false, true);
            var bits = Tensor.of(new long[] {12, 10});
            assertThat(bits.bitAnd(10).toLongs()).containsExactly(8, 10);
            assertThat(bits.bitOr(Tensor.of(new long[] {1, 1})).toLongs()).containsExactly(13, 11);
            assertThat(bits.bitXor(6).toLongs()).containsExactly(10, 12);
            assertThat(bits.bitNot().toLongs()).containsExactly(-13, -11);
            assertThat(bits.shiftLeft(1).toLongs()).containsExactly(24, 20);
            assertThat(bits.shiftRight(Tensor.of(new long[] {2, 1})).toLongs()).containsExactly(3, 5);
            var special = Tensor.of(Double.NaN, Double.POSITIVE_INFINITY, 1);
            assertThat(special.isNan().toBooleans()).containsExactly(true, false, false);
            assertThat(special.isInf().toBooleans()).containsExactly(false, true, false);
            assertThat(special.isFinite().toBooleans()).containsExactly(false, false, true);
        });
    }

    @Test
    void wholeTensorsCompare() {
        Scope.run(() -> {
            var x = Tensor.of(1, 2);
            assertThat(x.equalTo(Tensor.of(1, 2))).isTrue();
            assertThat(x.equalTo(Tensor.of(1, 2).unsqueeze(0))).isFalse();
            assertThat(x.allClose(x.add(1e-3), 0, 2e-3)).isTrue();
            assertThat(x.allClose(x.add(1e-3), 0, 1e-4)).isFalse();
        });
    }
}
