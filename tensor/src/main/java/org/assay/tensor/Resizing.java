package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** The native resizing function that fits the number of spatial dimensions. */
final class Resizing {
    private Resizing() {}

    static org.bytedeco.pytorch.Tensor nearest(org.bytedeco.pytorch.Tensor raw, long[] size) {
        return switch (size.length) {
            case 1 -> torch.upsample_nearest1d(raw, size, Args.NO_DOUBLE);
            case 2 -> torch.upsample_nearest2d(raw, size, Args.NO_DOUBLE, Args.NO_DOUBLE);
            case 3 -> torch.upsample_nearest3d(raw, size, Args.NO_DOUBLE, Args.NO_DOUBLE, Args.NO_DOUBLE);
            default -> throw spatial(size);
        };
    }

    static org.bytedeco.pytorch.Tensor linear(org.bytedeco.pytorch.Tensor raw, long[] size, boolean alignCorners) {
        return switch (size.length) {
            case 1 -> torch.upsample_linear1d(raw, size, alignCorners, Args.NO_DOUBLE);
            case 2 -> torch.upsample_bilinear2d(raw, size, alignCorners, Args.NO_DOUBLE, Args.NO_DOUBLE);
            case 3 ->
                torch.upsample_trilinear3d(raw, size, alignCorners, Args.NO_DOUBLE, Args.NO_DOUBLE, Args.NO_DOUBLE);
            default -> throw spatial(size);
        };
    }

    static org.bytedeco.pytorch.Tensor area(org.bytedeco.pytorch.Tensor raw, long[] size) {
        return switch (size.length) {
            case 1 -> torch.adaptive_avg_pool1d(raw, size);
            case 2 -> torch.adaptive_avg_pool2d(raw, size);
            case 3 -> torch.adaptive_avg_pool3d(raw, size);
            default -> throw spatial(size);
        };
    }

    private static TensorException spatial(long[] size) {
        return new TensorException("A spatial size has one to three dimensions, not " + size.length + ".");
    }
}
