package org.assay.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/** Elements from Java arrays into native memory and back. */
final class Memory {
    private Memory() {}

    static Tensor of(float[] values, long[] shape) {
        return filled(DType.FLOAT32, MemorySegment.ofArray(values), values.length, shape);
    }

    static Tensor of(double[] values, DType type, long[] shape) {
        if (type == DType.FLOAT64) {
            return filled(DType.FLOAT64, MemorySegment.ofArray(values), values.length, shape);
        }
        if (type == DType.FLOAT32) {
            var floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return of(floats, shape);
        }
        return Scope.call(() -> filled(DType.FLOAT64, MemorySegment.ofArray(values), values.length, shape)
                .to(type));
    }

    static Tensor of(long[] values, long[] shape) {
        return filled(DType.INT64, MemorySegment.ofArray(values), values.length, shape);
    }

    static Tensor of(int[] values, long[] shape) {
        return filled(DType.INT32, MemorySegment.ofArray(values), values.length, shape);
    }

    static Tensor of(byte[] values, long[] shape) {
        return filled(DType.UINT8, MemorySegment.ofArray(values), values.length, shape);
    }

    static Tensor of(boolean[] values, long[] shape) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return filled(DType.BOOL, MemorySegment.ofArray(bytes), bytes.length, shape);
    }

    static Tensor read(DType type, MemorySegment source, long[] shape) {
        long bytes = Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
        if (bytes != source.byteSize()) {
            throw new TensorException("read: " + Arrays.toString(shape) + " " + type + " takes " + bytes
                    + " bytes, and the source has " + source.byteSize() + ".");
        }
        return Device.current().isCpu()
                ? onCpu(type, source, shape)
                : Scope.call(() -> onCpu(type, source, shape).to(Device.current()));
    }

    static Tensor map(DType type, Path file, long[] shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        long bytes = Math.multiplyExact(count, (long) type.bytes());
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (size != bytes) {
            throw new TensorException("map: " + Arrays.toString(shape) + " " + type + " takes " + bytes + " bytes, and "
                    + file + " has " + size + ".");
        }
        if (count == 0) {
            return Tensor.zeros(type, shape);
        }
        return Call.of(
                        "map",
                        () -> torch.from_file(
                                file.toString(), Args.some(false), Args.some(count), Device.CPU.tensorOptions(type)))
                .view(shape);
    }

    static void write(Tensor tensor, MemorySegment target) {
        Scope.run(() -> {
            var plain = tensor.detach().to(Device.CPU).contiguous();
            long bytes = plain.count() * plain.dtype().bytes();
            if (bytes != target.byteSize()) {
                throw Call.refuse(
                        "write", "it takes " + bytes + " bytes, and the target has " + target.byteSize(), tensor);
            }
            target.copyFrom(segment(plain, bytes));
        });
    }

    private static Tensor filled(DType type, MemorySegment source, int count, long[] given) {
        var shape = given.length == 0 ? new long[] {count} : given;
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != count) {
            throw new TensorException("of: " + count + " values do not fill the shape " + Arrays.toString(shape) + ".");
        }
        return Device.current().isCpu()
                ? onCpu(type, source, shape)
                : Scope.call(() -> onCpu(type, source, shape).to(Device.current()));
    }

    private static Tensor onCpu(DType type, MemorySegment source, long[] shape) {
        var tensor = Call.of("of", () -> torch.empty(shape, Device.CPU.tensorOptions(type), Args.NO_FORMAT));
        segment(tensor, source.byteSize()).copyFrom(source);
        return tensor;
    }

    static float[] floats(Tensor tensor) {
        return Scope.call(() -> {
            var values = new float[length(tensor)];
            MemorySegment.copy(source(tensor, DType.FLOAT32, values.length), JAVA_FLOAT, 0, values, 0, values.length);
            return values;
        });
    }

    static double[] doubles(Tensor tensor) {
        return Scope.call(() -> {
            var values = new double[length(tensor)];
            MemorySegment.copy(source(tensor, DType.FLOAT64, values.length), JAVA_DOUBLE, 0, values, 0, values.length);
            return values;
        });
    }

    static long[] longs(Tensor tensor) {
        return Scope.call(() -> {
            var values = new long[length(tensor)];
            MemorySegment.copy(source(tensor, DType.INT64, values.length), JAVA_LONG, 0, values, 0, values.length);
            return values;
        });
    }

    static byte[] bytes(Tensor tensor) {
        return Scope.call(() -> {
            var values = new byte[length(tensor)];
            MemorySegment.copy(source(tensor, DType.UINT8, values.length), JAVA_BYTE, 0, values, 0, values.length);
            return values;
        });
    }

    static boolean[] booleans(Tensor tensor) {
        var bytes = Scope.call(() -> bytes(tensor.ne(0L)));
        var values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /** The first values of a tensor, the real part of complex ones. */
    static double[] head(Tensor tensor, int count) {
        var real = tensor.dtype().isComplex() ? tensor.real() : tensor;
        return doubles(real.detach().reshape(-1).narrow(0, 0, count));
    }

    private static int length(Tensor tensor) {
        long count = tensor.count();
        if (count > Integer.MAX_VALUE - 8) {
            throw Call.refuse("reading", "a Java array holds at most 2^31 - 9 of its " + count + " values", tensor);
        }
        return (int) count;
    }

    private static MemorySegment source(Tensor tensor, DType type, long count) {
        if (tensor.dtype().isComplex()) {
            throw Call.refuse("reading", "complex values have two parts: read viewAsReal, real or imag", tensor);
        }
        var plain = tensor.detach().to(Device.CPU).to(type).contiguous();
        return segment(plain, count * type.bytes());
    }

    @SuppressWarnings("restricted") // The segment covers exactly the elements of a contiguous tensor.
    static MemorySegment segment(Tensor tensor, long bytes) {
        if (bytes == 0) {
            return MemorySegment.NULL;
        }
        long address = Call.value("reading", () -> tensor.raw().data_ptr().address(), tensor);
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
