package org.assay.tensor;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type of a tensor's elements. */
public enum DType {
    FLOAT32(ScalarType.Float, 4),
    FLOAT64(ScalarType.Double, 8),
    BFLOAT16(ScalarType.BFloat16, 2),
    FLOAT16(ScalarType.Half, 2),
    INT64(ScalarType.Long, 8),
    INT32(ScalarType.Int, 4),
    INT8(ScalarType.Char, 1),
    UINT8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1),
    COMPLEX64(ScalarType.ComplexFloat, 8),
    COMPLEX128(ScalarType.ComplexDouble, 16);

    static final int CODES = ScalarType.NumOptions.value;
    private static final DType[] BY_CODE = new DType[CODES];

    static {
        for (var type : values()) {
            BY_CODE[type.scalarType.value] = type;
        }
    }

    final ScalarType scalarType;
    private final int bytes;

    DType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are real floating-point numbers. */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64 || this == BFLOAT16 || this == FLOAT16;
    }

    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    /** Whether tensors of this type can carry gradients. */
    public boolean isDifferentiable() {
        return isFloating() || isComplex();
    }

    /** The native number of the type, below {@link #CODES}. */
    int code() {
        return scalarType.value;
    }

    ScalarTypeOptional optional() {
        return new ScalarTypeOptional(scalarType);
    }

    static DType of(ScalarType type) {
        var found = BY_CODE[type.value];
        if (found == null) {
            throw new TensorException("A tensor of native type " + type + " has no counterpart among "
                    + java.util.Arrays.toString(values()) + ".");
        }
        return found;
    }
}
