package org.assay.tensor;

import java.util.Arrays;

/** How a kernel moves over its input. One number holds for every spatial dimension. */
public final class Conv {
    /** Stride 1, no padding, dilation 1, one group. */
    public static final Conv DEFAULT = new Conv(one(1), one(0), one(1), one(0), 1);

    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;
    private final long[] outputPadding;
    private final long groups;

    private Conv(long[] stride, long[] padding, long[] dilation, long[] outputPadding, long groups) {
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.outputPadding = outputPadding;
        this.groups = groups;
    }

    public static Conv of(int stride, int padding) {
        return new Conv(one(stride), one(padding), DEFAULT.dilation, DEFAULT.outputPadding, 1);
    }

    public Conv stride(long... steps) {
        return new Conv(steps.clone(), padding, dilation, outputPadding, groups);
    }

    /** Zeros on both sides. */
    public Conv padding(long... widths) {
        return new Conv(stride, widths.clone(), dilation, outputPadding, groups);
    }

    public Conv dilation(long... factors) {
        return new Conv(stride, padding, factors.clone(), outputPadding, groups);
    }

    /** What a transposed convolution adds to one side of its output. */
    public Conv outputPadding(long... widths) {
        return new Conv(stride, padding, dilation, widths.clone(), groups);
    }

    /** Channels in so many groups that do not see each other. */
    public Conv groups(long count) {
        return new Conv(stride, padding, dilation, outputPadding, count);
    }

    long[] strides(int dims) {
        return all(stride, dims);
    }

    long[] paddings(int dims) {
        return all(padding, dims);
    }

    long[] dilations(int dims) {
        return all(dilation, dims);
    }

    long[] outputPaddings(int dims) {
        return all(outputPadding, dims);
    }

    long groups() {
        return groups;
    }

    static long[] all(long value, int dims) {
        var values = new long[dims];
        Arrays.fill(values, value);
        return values;
    }

    private static long[] all(long[] values, int dims) {
        if (values.length != 1 && values.length != dims) {
            throw new TensorException("A convolution over " + dims + " dimensions takes one number or " + dims
                    + " for its stride, padding or dilation, not " + Arrays.toString(values) + ".");
        }
        return values.length == dims ? values : all(values[0], dims);
    }

    private static long[] one(long value) {
        return new long[] {value};
    }
}
