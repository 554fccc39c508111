package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/** Native arguments: the absent ones are constants, the others live until the call that takes them returns. */
final class Args {
    static final TensorOptional NO_TENSOR = Frame.permanent(() -> new TensorOptional());
    static final LongOptional NO_LONG = Frame.permanent(() -> new LongOptional());
    static final DoubleOptional NO_DOUBLE = Frame.permanent(() -> new DoubleOptional());
    static final BoolOptional NO_BOOL = Frame.permanent(() -> new BoolOptional());
    static final ScalarOptional NO_SCALAR = Frame.permanent(() -> new ScalarOptional());
    static final ScalarTypeOptional NO_TYPE = Frame.permanent(() -> new ScalarTypeOptional());
    static final StringViewOptional NO_STRING = Frame.permanent(() -> new StringViewOptional());
    static final LongArrayRefOptional NO_LONGS = Frame.permanent(() -> new LongArrayRefOptional());
    static final MemoryFormatOptional NO_FORMAT = Frame.permanent(() -> new MemoryFormatOptional());

    private Args() {}

    static Scalar scalar(double value) {
        return Frame.current().numbers.scalar(value);
    }

    static Scalar scalar(long value) {
        return Frame.current().numbers.scalar(value);
    }

    static ScalarOptional some(Scalar value) {
        return new ScalarOptional(value);
    }

    static LongOptional some(long value) {
        return new LongOptional(value);
    }

    static DoubleOptional some(double value) {
        return new DoubleOptional(value);
    }

    static BoolOptional some(boolean value) {
        return new BoolOptional(value);
    }

    static TensorOptional maybe(@Nullable Tensor tensor) {
        return tensor == null ? NO_TENSOR : new TensorOptional(tensor.raw());
    }

    static TensorVector vector(List<Tensor> tensors) {
        var vector = new TensorVector(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            vector.put(i, tensors.get(i).raw());
        }
        return vector;
    }

    static long[] longs(int... values) {
        var longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }

    static Tensor[] array(List<Tensor> tensors) {
        return tensors.toArray(Tensor[]::new);
    }
}
