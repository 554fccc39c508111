package org.assay.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/** Elements of tensors as little-endian bytes, exactly, under the names safetensors gives their types. */
final class Elements {
    private static final int BFLOAT_SHIFT = 16;

    private Elements() {}

    static String code(String name, DType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case BFLOAT16 -> "BF16";
            case FLOAT16 -> "F16";
            case INT64 -> "I64";
            case INT32 -> "I32";
            case INT8 -> "I8";
            case UINT8 -> "U8";
            case BOOL -> "BOOL";
            case COMPLEX64 -> "C64";
            case COMPLEX128 ->
                throw new IllegalArgumentException(
                        "A safetensors file cannot hold " + name + ": it has no type for " + type + ".");
        };
    }

    static DType type(Path file, String name, String code) {
        for (var type : DType.values()) {
            if (type != DType.COMPLEX128 && code(name, type).equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                file.getFileName() + " holds " + name + " with elements of type " + code + ", which is not read here.");
    }

    static ByteBuffer bytes(Tensor tensor) {
        var bytes = ByteBuffer.allocate(
                        Math.toIntExact(tensor.count() * tensor.dtype().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case FLOAT32 -> bytes.asFloatBuffer().put(tensor.toFloats());
            case COMPLEX64 -> bytes.asFloatBuffer().put(tensor.viewAsReal().toFloats());
            case FLOAT64, COMPLEX128 -> bytes.asDoubleBuffer().put(tensor.toDoubles());
            case INT64 -> bytes.asLongBuffer().put(tensor.toLongs());
            case UINT8, BOOL -> bytes.put(tensor.to(DType.UINT8).toBytes()).flip();
            case BFLOAT16 -> {
                for (float value : tensor.toFloats()) {
                    bytes.putShort((short) (Float.floatToRawIntBits(value) >>> BFLOAT_SHIFT));
                }
                bytes.flip();
            }
            case FLOAT16 -> {
                for (float value : tensor.toFloats()) {
                    bytes.putShort(Float.floatToFloat16(value));
                }
                bytes.flip();
            }
            case INT32 -> {
                for (long value : tensor.toLongs()) {
                    bytes.putInt((int) value);
                }
                bytes.flip();
            }
            case INT8 -> {
                for (long value : tensor.toLongs()) {
                    bytes.put((byte) value);
                }
                bytes.flip();
            }
        }
        return bytes;
    }

    static Tensor tensor(DType type, ByteBuffer bytes, long[] shape) {
        int count = bytes.remaining() / type.bytes();
        return switch (type) {
            case FLOAT32 -> Tensor.of(floats(bytes, count)).reshape(shape);
            case COMPLEX64 ->
                Tensor.of(floats(bytes, 2 * count), count, 2).viewAsComplex().reshape(shape);
            case FLOAT64, COMPLEX128 -> {
                var values = new double[count];
                bytes.asDoubleBuffer().get(values);
                yield Tensor.of(DType.FLOAT64, values).reshape(shape);
            }
            case INT64 -> {
                var values = new long[count];
                bytes.asLongBuffer().get(values);
                yield Tensor.of(values).reshape(shape);
            }
            case INT32 -> {
                var values = new int[count];
                bytes.asIntBuffer().get(values);
                yield Tensor.of(values).reshape(shape);
            }
            case UINT8, BOOL -> {
                var values = new byte[count];
                bytes.get(values);
                yield Tensor.of(values).to(type).reshape(shape);
            }
            case INT8 -> {
                var values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = bytes.get();
                }
                yield Tensor.of(values).to(type).reshape(shape);
            }
            case BFLOAT16 -> {
                var values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Float.intBitsToFloat(bytes.getShort() << BFLOAT_SHIFT);
                }
                yield Tensor.of(values).to(type).reshape(shape);
            }
            case FLOAT16 -> {
                var values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Float.float16ToFloat(bytes.getShort());
                }
                yield Tensor.of(values).to(type).reshape(shape);
            }
        };
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        var values = new float[count];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
