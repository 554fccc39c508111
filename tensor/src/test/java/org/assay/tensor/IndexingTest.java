package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexingTest {
    /** 0 … 11 as [3, 4]. */
    private static Tensor twelve() {
        return Tensor.arange(12).reshape(3, 4);
    }

    private static Tensor at(long... values) {
        return Tensor.of(values);
    }

    @Test
    void slices() {
        Scope.run(() -> {
            var x = twelve();
            assertThat(x.narrow(1, 1, 2).toLongs()).containsExactly(1, 2, 5, 6, 9, 10);
            assertThat(x.select(0, -1).toLongs()).containsExactly(8, 9, 10, 11);
            assertThat(x.slice(1, 0, 4, 3).toLongs()).containsExactly(0, 3, 4, 7, 8, 11);
            assertThat(x.at(1, 2).itemLong()).isEqualTo(6);
            assertThat(x.at(Index.range(0, 2), Index.at(3)).toLongs()).containsExactly(3, 7);
            assertThat(x.at(Index.all(), Index.step(2)).toLongs()).containsExactly(0, 2, 4, 6, 8, 10);
            assertThat(x.at(Index.newDim(), Index.from(2)).shape()).containsExactly(1, 1, 4);
        });
    }

    @Test
    void slicesAreViewsThatCanBeWrittenTo() {
        Scope.run(() -> {
            var x = twelve();
            x.at(Index.all(), Index.at(0)).copyFrom(at(-1, -2, -3));
            assertThat(x.select(1, 0).toLongs()).containsExactly(-1, -2, -3);
        });
    }

    @Test
    void gathersAndScatters() {
        Scope.run(() -> {
            var x = twelve();
            assertThat(x.indexSelect(1, at(3, 0)).toLongs()).containsExactly(3, 0, 7, 4, 11, 8);
            assertThat(x.rows(at(2, 2)).select(1, 0).toLongs()).containsExactly(8, 8);
            assertThat(x.gather(1, Tensor.of(new long[] {3, 0, 1}, 3, 1)).toLongs())
                    .containsExactly(3, 4, 9);
            assertThat(x.takeAlongDim(x.argsortDescending(1), 1).select(0, 0).toLongs())
                    .containsExactly(3, 2, 1, 0);
            var zero = Tensor.zeros(DType.INT64, 4);
            assertThat(zero.scatter(0, at(1, 3), at(5, 6)).toLongs()).containsExactly(0, 5, 0, 6);
            assertThat(zero.scatter(0, at(2), 9.0).toLongs()).containsExactly(0, 0, 9, 0);
            assertThat(zero.scatterAdd(0, at(1, 1, 0), at(5, 6, 7)).toLongs()).containsExactly(7, 11, 0, 0);
            assertThat(zero.scatterReduce(0, at(1, 1), at(5, 6), "amax", true).toLongs())
                    .containsExactly(0, 6, 0, 0);
            assertThat(zero.indexAdd(0, at(0, 0), at(1, 2)).toLongs()).containsExactly(3, 0, 0, 0);
            assertThat(zero.indexCopy(0, at(2), at(4)).toLongs()).containsExactly(0, 0, 4, 0);
            assertThat(zero.indexFill(0, at(1), 8).toLongs()).containsExactly(0, 8, 0, 0);
            assertThat(x.maskedSelect(x.gt(9)).toLongs()).containsExactly(10, 11);
            assertThat(x.maskedFill(x.lt(11), 0).sum().itemLong()).isEqualTo(11);
            assertThat(zero.maskedScatter(zero.eq(0), at(1, 2, 3, 4)).toLongs()).containsExactly(1, 2, 3, 4);
        });
    }

    @Test
    void changesInPlace() {
        Scope.run(() -> {
            var x = Tensor.of(1, 4);
            assertThat(x.add_(1).mul_(2).sub_(2).div_(2).toDoubles()).containsExactly(1, 4);
            x.add_(Tensor.of(1, 1)).sub_(Tensor.of(1, 0)).mul_(Tensor.of(2, 2)).div_(Tensor.of(2, 1));
            assertThat(x.toDoubles()).containsExactly(1, 10);
            assertThat(x.add_(Tensor.of(1, 1), -2).toDoubles()).containsExactly(-1, 8);
            assertThat(x.addcmul_(Tensor.of(1, 2), Tensor.of(3, 4), 2).toDoubles())
                    .containsExactly(5, 24);
            assertThat(x.addcdiv_(Tensor.of(1, 4), Tensor.of(1, 2), -1).toDoubles())
                    .containsExactly(4, 22);
            assertThat(x.lerp_(Tensor.of(0, 0), 0.5).toDoubles()).containsExactly(2, 11);
            assertThat(x.clamp_(3, 4).toDoubles()).containsExactly(3, 4);
            assertThat(x.pow_(2).sqrt_().neg_().sign_().toDoubles()).containsExactly(-1, -1);
            assertThat(x.fill_(4).rsqrt_().reciprocal_().toDoubles()).containsExactly(2, 2);
            assertThat(x.zero_().exp_().toDoubles()).containsExactly(1, 1);
            assertThat(x.maskedFill_(Tensor.of(new boolean[] {true, false}), 6).toDoubles())
                    .containsExactly(6, 1);
            assertThat(x.indexAdd_(0, at(1), Tensor.of(5.0)).toDoubles()).containsExactly(6, 6);
            assertThat(x.indexCopy_(0, at(0), Tensor.of(2.0)).toDoubles()).containsExactly(2, 6);
        });
    }
}
