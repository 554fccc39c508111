package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a user reads: one sentence with the operation and the shapes. */
class ErrorsTest {
    private static void says(ThrowingCallable misuse, String sentence) {
        Scope.run(() ->
                assertThatThrownBy(misuse).isInstanceOf(TensorException.class).hasMessage(sentence));
    }

    @Test
    void shapesThatDoNotFit() {
        says(
                () -> Tensor.ones(2, 3).matmul(Tensor.ones(4, 5)),
                "matmul of [2, 3], [4, 5]: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5).");
        says(
                () -> Tensor.ones(2, 3).add(Tensor.ones(4)),
                "add of [2, 3], [4]: The size of tensor a (3) must match the size of tensor b (4) at non-singleton"
                        + " dimension 1.");
        says(() -> Tensor.ones(2, 3).reshape(4), "reshape of [2, 3]: shape '[4]' is invalid for input of size 6.");
        says(() -> Tensor.of(new double[] {1, 2, 3}, 2, 2), "of: 3 values do not fill the shape [2, 2].");
        says(
                () -> Tensor.ones(2).sum(1),
                "sum of [2]: Dimension out of range (expected to be in range of [-1, 0], but got 1).");
        says(
                () -> Tensor.ones(1, 1, 4, 4).conv2d(Tensor.ones(1, 1, 3, 3), Conv.DEFAULT.stride(1, 2, 3)),
                "A convolution over 2 dimensions takes one number or 2 for its stride, padding or dilation, not [1, 2,"
                        + " 3].");
        says(
                () -> Tree.unflatten(List.of(Tensor.ones(2)), Tensor.ones(3)),
                "unflatten of [3]: the tree holds 2 parameters.");
    }

    @Test
    void picturesThatDoNotFit() {
        var none = Tensor.of(0L, 0L, 0L);
        says(
                () -> Tensor.ones(3, 4, 4).shift(none, none, none),
                "shift of [3, 4, 4]: it takes [picture, channel, height, width].");
        says(
                () -> Tensor.ones(3, 1, 4, 4).shift(none, Tensor.arange(2), none),
                "shift of [3, 1, 4, 4], [2] INT64: it takes one number for each picture.");
        says(
                () -> Tensor.ones(3, 1, 4, 4).requiresGrad(true).shift(none, none, none),
                "shift of [3, 1, 4, 4]: it takes pictures in main memory, and gives no gradients.");
    }

    @Test
    void typesThatDoNotFit() {
        says(
                () -> Tensor.ones(3).gather(0, Tensor.ones(1)),
                "gather of [3], [1]: gather(): Expected dtype int32/int64 for index.");
        says(
                () -> Tensor.of(new long[] {1}).requiresGrad(true),
                "requiresGrad of [1] INT64: only tensors of floating-point or complex numbers have gradients.");
        says(
                () -> Tensor.ones(2).complex(Tensor.ones(2)).toDoubles(),
                "reading of [2] COMPLEX64: complex values have two parts: read viewAsReal, real or imag.");
        Scope.run(() -> assertThatThrownBy(() -> Tensor.ones(2, 2).item())
                .isInstanceOf(TensorException.class)
                .hasMessageStartingWith("item of [2, 2]: a Tensor with 4 elements cannot be converted to Scalar"));
    }

    @Test
    void bytesThatDoNotFit() {
        try (var arena = Arena.ofConfined()) {
            says(
                    () -> Tensor.read(DType.INT32, arena.allocate(7), 2),
                    "read: [2] INT32 takes 8 bytes, and the source has 7.");
            says(
                    () -> Tensor.ones(2).write(arena.allocate(7)),
                    "write of [2]: it takes 8 bytes, and the target has 7.");
        }
    }

    @Test
    void aFailedCallLeavesNothingBehind() {
        Scope.run(() -> {
            var x = Tensor.ones(2, 3);
            long before = Scope.liveTensors();
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> x.clamp(Tensor.ones(7), Tensor.ones(9)))
                        .isInstanceOf(TensorException.class);
            }
            // The hundred pairs of arguments are alive until the scope ends, and nothing else is.
            assertThat(Scope.liveTensors()).isLessThanOrEqualTo(before + 200);
        });
    }

    @Test
    void badNumbersOfThreads() {
        assertThatThrownBy(() -> Native.threads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An operation needs at least one thread, not 0.");
    }
}
