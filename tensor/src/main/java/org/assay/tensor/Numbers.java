package org.assay.tensor;

import java.lang.ref.Cleaner;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as native arguments, kept per thread.
 *
 * <p>Where an operation takes a tensor or a number, libtorch turns the number into a 64-bit tensor without dimensions at
 * every call and then converts that, which takes longer than a small operation itself. Here the tensor is kept, in the
 * type of the other operand.
 */
final class Numbers {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int SLOTS = 128;

    private final Slots<org.bytedeco.pytorch.Tensor> singles = new Slots<>();
    private final Slots<org.bytedeco.pytorch.Tensor> doubles = new Slots<>();
    private final Slots<Scalar> fractions = new Slots<>();
    private final Slots<Scalar> integers = new Slots<>();

    Numbers() {
        for (var slots : new Slots<?>[] {singles, doubles, fractions, integers}) {
            CLEANER.register(this, slots::free);
        }
    }

    /** An operation on a tensor and a number. */
    static Tensor apply(
            String name,
            Tensor tensor,
            double number,
            BinaryOperator<org.bytedeco.pytorch.Tensor> withTensor,
            BiFunction<org.bytedeco.pytorch.Tensor, Scalar, org.bytedeco.pytorch.Tensor> withScalar) {
        return Call.of(
                name,
                () -> {
                    var like = Frame.current().numbers.like(tensor.raw(), number);
                    return like == null
                            ? withScalar.apply(tensor.raw(), Args.scalar(number))
                            : withTensor.apply(tensor.raw(), like);
                },
                tensor);
    }

    /** An operation on a tensor and a number which, if the tensor holds integers, stays an integer. */
    static Tensor apply(
            String name,
            Tensor tensor,
            long number,
            BinaryOperator<org.bytedeco.pytorch.Tensor> withTensor,
            BiFunction<org.bytedeco.pytorch.Tensor, Scalar, org.bytedeco.pytorch.Tensor> withScalar) {
        return Call.of(
                name,
                () -> {
                    var like = Frame.current().numbers.like(tensor.raw(), (double) number);
                    return like == null
                            ? withScalar.apply(tensor.raw(), Args.scalar(number))
                            : withTensor.apply(tensor.raw(), like);
                },
                tensor);
    }

    /**
     * The number as a tensor of the operand's type, or null where only a plain number has the right meaning: other types
     * than 32 and 64-bit floats would round it, other devices would wait for it.
     */
    org.bytedeco.pytorch.@Nullable Tensor like(org.bytedeco.pytorch.Tensor operand, double value) {
        if (!operand.is_cpu()) {
            return null;
        }
        return switch (DType.of(operand.scalar_type())) {
            case FLOAT32 -> singles.get(value, Double.doubleToRawLongBits(value), v -> tensor(DType.FLOAT32, v));
            case FLOAT64 -> doubles.get(value, Double.doubleToRawLongBits(value), v -> tensor(DType.FLOAT64, v));
            default -> null;
        };
    }

    Scalar scalar(double value) {
        return fractions.get(value, Double.doubleToRawLongBits(value), Scalar::new);
    }

    Scalar scalar(long value) {
        return integers.get(0, value, _ -> new Scalar(value));
    }

    private static org.bytedeco.pytorch.Tensor tensor(DType type, double value) {
        var scalar = new Scalar(value);
        var tensor = torch.full(new long[0], scalar, Device.CPU.tensorOptions(type));
        scalar.deallocate();
        return tensor;
    }

    private interface Maker<T> {
        T make(double value);
    }

    private static final class Slots<T extends Pointer> {
        private final long[] keys = new long[SLOTS];
        private final @Nullable Pointer[] kept = new Pointer[SLOTS];

        @SuppressWarnings("unchecked") // Only what this object's makers made is in it.
        T get(double value, long key, Maker<T> maker) {
            int slot = (int) (Rng.mix(key) & (SLOTS - 1));
            var old = kept[slot];
            if (old != null && keys[slot] == key) {
                return (T) old;
            }
            if (old != null) {
                // The call in progress may use the old one too.
                Frame.current().freeAfterCall(old);
            }
            var made = Frame.permanent(() -> maker.make(value));
            keys[slot] = key;
            kept[slot] = made;
            return made;
        }

        void free() {
            for (var pointer : kept) {
                if (pointer != null) {
                    pointer.deallocate();
                }
            }
        }
    }
}
