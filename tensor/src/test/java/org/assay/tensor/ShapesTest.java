package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapesTest {
    /** 0 … 5 as [2, 3]. */
    private static Tensor six() {
        return Tensor.arange(6).to(DType.FLOAT32).reshape(2, 3);
    }

    @Test
    void dimensionsMoveJoinAndSplit() {
        Scope.run(() -> {
            var x = six();
            assertThat(x.t().toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(x.transpose(0, 1).shape()).containsExactly(3, 2);
            assertThat(x.unsqueeze(0).permute(2, 0, 1).shape()).containsExactly(3, 1, 2);
            assertThat(x.unsqueeze(0).movedim(0, 2).shape()).containsExactly(2, 3, 1);
            assertThat(x.unsqueeze(1).squeeze().shape()).containsExactly(2, 3);
            assertThat(x.unsqueeze(1).unsqueeze(0).squeeze(0).shape()).containsExactly(2, 1, 3);
            assertThat(x.flatten().shape()).containsExactly(6);
            assertThat(x.unsqueeze(0).flatten(1, 2).shape()).containsExactly(1, 6);
            assertThat(x.unflatten(1, 3, 1).shape()).containsExactly(2, 3, 1);
            assertThat(x.view(3, 2).toDoubles()).containsExactly(x.toDoubles());
            assertThat(x.split(2, 1).get(1).toDoubles()).containsExactly(2, 5);
            assertThat(x.split(new long[] {1, 2}, 1).get(0).toDoubles()).containsExactly(0, 3);
            assertThat(x.chunk(2, 0)).hasSize(2);
            assertThat(x.unbind(1).get(2).toDoubles()).containsExactly(2, 5);
            assertThat(Tensor.cat(x, x).shape()).containsExactly(4, 3);
            assertThat(Tensor.stack(x, x).shape()).containsExactly(2, 2, 3);
        });
    }

    @Test
    void elementsRepeatTurnAndShift() {
        Scope.run(() -> {
            var x = six();
            assertThat(x.select(0, 0).expand(2, 3).toDoubles()).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(x.repeat(1, 2).select(0, 1).toDoubles()).containsExactly(3, 4, 5, 3, 4, 5);
            assertThat(x.repeatInterleave(2, 0).select(1, 0).toDoubles()).containsExactly(0, 0, 3, 3);
            assertThat(x.repeatInterleave(Tensor.of(new long[] {0, 2}), 0).shape())
                    .containsExactly(2, 3);
            assertThat(x.flip(1).toDoubles()).containsExactly(2, 1, 0, 5, 4, 3);
            assertThat(x.rot90(1, 0, 1).toDoubles()).containsExactly(2, 5, 1, 4, 0, 3);
            assertThat(x.roll(1, 1).toDoubles()).containsExactly(2, 0, 1, 5, 3, 4);
            assertThat(x.roll(new long[] {1, 1}, 0, 1).toDoubles()).containsExactly(5, 3, 4, 2, 0, 1);
            assertThat(x.unfold(1, 2, 1).shape()).containsExactly(2, 2, 2);
        });
    }

    @Test
    void edgesArePaddedFromTheLastDimensionBackwards() {
        Scope.run(() -> {
            var x = Tensor.of(new double[] {1, 2, 3}, 1, 3);
            assertThat(x.pad(1, 2).toDoubles()).containsExactly(0, 1, 2, 3, 0, 0);
            assertThat(x.pad(0, 0, 1, 0).toDoubles()).containsExactly(0, 0, 0, 1, 2, 3);
            assertThat(x.padWith(9, 1, 0).toDoubles()).containsExactly(9, 1, 2, 3);
            assertThat(x.padReflect(2, 1).toDoubles()).containsExactly(3, 2, 1, 2, 3, 2);
            assertThat(x.padReplicate(2, 0).toDoubles()).containsExactly(1, 1, 1, 2, 3);
            assertThat(x.padCircular(1, 1).toDoubles()).containsExactly(3, 1, 2, 3, 1);
        });
    }

    @Test
    void trianglesAndDiagonals() {
        Scope.run(() -> {
            var x = Tensor.arange(1, 10, 1).reshape(3, 3);
            assertThat(x.tril().toDoubles()).containsExactly(1, 0, 0, 4, 5, 0, 7, 8, 9);
            assertThat(x.tril(-1).toDoubles()).containsExactly(0, 0, 0, 4, 0, 0, 7, 8, 0);
            assertThat(x.triu().toDoubles()).containsExactly(1, 2, 3, 0, 5, 6, 0, 0, 9);
            assertThat(x.triu(1).toDoubles()).containsExactly(0, 2, 3, 0, 0, 6, 0, 0, 0);
            assertThat(x.diag().toDoubles()).containsExactly(1, 5, 9);
            assertThat(x.diagonal(1, 0, 1).toDoubles()).containsExactly(2, 6);
            assertThat(Tensor.of(1, 2).diag().toDoubles()).containsExactly(1, 0, 0, 2);
            assertThat(Tensor.ones(2, 3).diagEmbed().shape()).containsExactly(2, 3, 3);
        });
    }

    @Test
    void memoryLayoutsHoldTheSameValues() {
        Scope.run(() -> {
            var x = Tensor.arange(24).to(DType.FLOAT32).reshape(1, 2, 3, 4);
            assertThat(x.isContiguous()).isTrue();
            assertThat(x.channelsLast().isContiguous()).isFalse();
            assertThat(x.channelsLast().toDoubles()).containsExactly(x.toDoubles());
            assertThat(x.t().contiguous().isContiguous()).isTrue();
            assertThat(x.unsqueeze(2).channelsLast3d().toDoubles()).containsExactly(x.toDoubles());
        });
    }

    @Test
    void creation() {
        Scope.run(() -> {
            assertThat(Tensor.arange(3).toLongs()).containsExactly(0, 1, 2);
            assertThat(Tensor.arange(1, 2, 0.5).toDoubles()).containsExactly(1, 1.5);
            assertThat(Tensor.linspace(0, 1, 3).toDoubles()).containsExactly(0, 0.5, 1);
            assertThat(Tensor.eye(2).toDoubles()).containsExactly(1, 0, 0, 1);
            assertThat(Tensor.full(7, 2).toDoubles()).containsExactly(7, 7);
            assertThat(Tensor.scalar(3).rank()).isZero();
            assertThat(Tensor.scalar(3L).dtype()).isEqualTo(DType.INT64);
            assertThat(Tensor.scalar(0.1).dtype()).isEqualTo(DType.FLOAT32);
            assertThat(Tensor.onesLike(Tensor.zeros(DType.INT32, 2)).toLongs()).containsExactly(1, 1);
            assertThat(Tensor.fullLike(Tensor.zeros(2), 5).toDoubles()).containsExactly(5, 5);
            assertThat(Tensor.hann(4).toDoubles()).containsExactly(0, 0.5, 1, 0.5);
            var grid = Tensor.meshgrid(Tensor.of(1, 2), Tensor.of(3, 4, 5));
            assertThat(grid.get(0).toDoubles()).containsExactly(1, 1, 1, 2, 2, 2);
            assertThat(grid.get(1).toDoubles()).containsExactly(3, 4, 5, 3, 4, 5);
            assertThat(Tensor.einsum("ij,jk->ik", six(), six().t()).toDoubles()).containsExactly(5, 14, 14, 50);
            assertThat(Tensor.where(Tensor.of(1, -1).gt(0), Tensor.of(5, 6), 0).toDoubles())
                    .containsExactly(5, 0);
            assertThat(Tensor.where(Tensor.of(1, -1).gt(0), 0, Tensor.of(5, 6)).toDoubles())
                    .containsExactly(0, 6);
            assertThat(six().toString())
                    .isEqualTo("Tensor[2, 3] FLOAT32 [0.0000, 1.0000, 2.0000, 3.0000, 4.0000, 5.0000]");
        });
    }
}
