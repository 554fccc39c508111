package org.assay.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Linear maps. One of many rows on several threads is a convolution over single pixels, the rows being the pixels: oneDNN
 * shares that among threads better than OpenBLAS does. On one thread both take as long, and OpenBLAS has it.
 */
final class ManyRows {
    private static final long ROWS = 1024;
    /** Multiplications, of half a millisecond: below that, what a convolution prepares costs more than it gains. */
    private static final long WORK = 1L << 25;

    private ManyRows() {}

    static Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
        return BlasTeam.several() && fits(x, weight) ? pixelwise(x, weight, bias) : torch.linear(x, weight, bias);
    }

    static boolean fits(Tensor x, Tensor weight) {
        long dims = x.dim();
        if (dims < 2 || weight.dim() != 2) {
            return false;
        }
        long in = weight.size(1);
        long values = x.numel();
        return values >= ROWS * in
                && values * weight.size(0) >= WORK
                && x.size(dims - 1) == in
                && x.is_contiguous()
                && plain(x)
                && plain(weight)
                && !Precision.isReduced();
    }

    private static boolean plain(Tensor tensor) {
        return tensor.scalar_type().intern() == ScalarType.Float && tensor.is_cpu();
    }

    private static Tensor pixelwise(Tensor x, Tensor weight, TensorOptional bias) {
        long in = weight.size(1);
        long out = weight.size(0);
        var shape = new long[(int) x.dim()];
        for (int i = 0; i < shape.length - 1; i++) {
            shape[i] = x.size(i);
        }
        shape[shape.length - 1] = out;
        var pixels = x.view(1, x.numel() / in, 1, in).permute(0, 3, 1, 2);
        var kernel = weight.reshape(out, in, 1, 1);
        return torch.conv2d(
                        pixels,
                        kernel,
                        bias,
                        Conv.DEFAULT.strides(2),
                        Conv.DEFAULT.paddings(2),
                        Conv.DEFAULT.dilations(2),
                        1)
                .permute(0, 2, 3, 1)
                .reshape(shape);
    }
}
