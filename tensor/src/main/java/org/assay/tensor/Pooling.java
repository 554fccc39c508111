package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Pooling over one, two or three spatial dimensions. */
sealed interface Pooling permits Tensor {
    /** Windows side by side. */
    default Tensor maxPool1d(int kernel) {
        return Call.of(
                "maxPool1d",
                () -> torch.max_pool1d(
                        self().raw(), Conv.all(kernel, 1), Conv.all(kernel, 1), Conv.all(0, 1), Conv.all(1, 1), false),
                self());
    }

    default Tensor maxPool1d(int kernel, int stride, int padding) {
        return Call.of(
                "maxPool1d",
                () -> torch.max_pool1d(
                        self().raw(),
                        Conv.all(kernel, 1),
                        Conv.all(stride, 1),
                        Conv.all(padding, 1),
                        Conv.all(1, 1),
                        false),
                self());
    }

    /** Windows side by side. */
    default Tensor maxPool2d(int kernel) {
        return Call.of(
                "maxPool2d",
                () -> torch.max_pool2d(
                        self().raw(), Conv.all(kernel, 2), Conv.all(kernel, 2), Conv.all(0, 2), Conv.all(1, 2), false),
                self());
    }

    default Tensor maxPool2d(int kernel, int stride, int padding) {
        return Call.of(
                "maxPool2d",
                () -> torch.max_pool2d(
                        self().raw(),
                        Conv.all(kernel, 2),
                        Conv.all(stride, 2),
                        Conv.all(padding, 2),
                        Conv.all(1, 2),
                        false),
                self());
    }

    /** Windows side by side. */
    default Tensor maxPool3d(int kernel) {
        return Call.of(
                "maxPool3d",
                () -> torch.max_pool3d(
                        self().raw(), Conv.all(kernel, 3), Conv.all(kernel, 3), Conv.all(0, 3), Conv.all(1, 3), false),
                self());
    }

    default Tensor maxPool3d(int kernel, int stride, int padding) {
        return Call.of(
                "maxPool3d",
                () -> torch.max_pool3d(
                        self().raw(),
                        Conv.all(kernel, 3),
                        Conv.all(stride, 3),
                        Conv.all(padding, 3),
                        Conv.all(1, 3),
                        false),
                self());
    }

    /** Windows side by side. */
    default Tensor avgPool1d(int kernel) {
        return Call.of(
                "avgPool1d",
                () -> torch.avg_pool1d(
                        self().raw(), Conv.all(kernel, 1), Conv.all(kernel, 1), Conv.all(0, 1), false, true),
                self());
    }

    /** Padding counts as zeros. */
    default Tensor avgPool1d(int kernel, int stride, int padding) {
        return Call.of(
                "avgPool1d",
                () -> torch.avg_pool1d(
                        self().raw(), Conv.all(kernel, 1), Conv.all(stride, 1), Conv.all(padding, 1), false, true),
                self());
    }

    /** Windows side by side. */
    default Tensor avgPool2d(int kernel) {
        return Call.of(
                "avgPool2d",
                () -> torch.avg_pool2d(
                        self().raw(),
                        Conv.all(kernel, 2),
                        Conv.all(kernel, 2),
                        Conv.all(0, 2),
                        false,
                        true,
                        Args.NO_LONG),
                self());
    }

    /** Padding counts as zeros. */
    default Tensor avgPool2d(int kernel, int stride, int padding) {
        return Call.of(
                "avgPool2d",
                () -> torch.avg_pool2d(
                        self().raw(),
                        Conv.all(kernel, 2),
                        Conv.all(stride, 2),
                        Conv.all(padding, 2),
                        false,
                        true,
                        Args.NO_LONG),
                self());
    }

    /** Windows side by side. */
    default Tensor avgPool3d(int kernel) {
        return Call.of(
                "avgPool3d",
                () -> torch.avg_pool3d(
                        self().raw(),
                        Conv.all(kernel, 3),
                        Conv.all(kernel, 3),
                        Conv.all(0, 3),
                        false,
                        true,
                        Args.NO_LONG),
                self());
    }

    /** Padding counts as zeros. */
    default Tensor avgPool3d(int kernel, int stride, int padding) {
        return Call.of(
                "avgPool3d",
                () -> torch.avg_pool3d(
                        self().raw(),
                        Conv.all(kernel, 3),
                        Conv.all(stride, 3),
                        Conv.all(padding, 3),
                        false,
                        true,
                        Args.NO_LONG),
                self());
    }

    /** Windows chosen so that the output has this size. */
    default Tensor adaptiveAvgPool1d(long... size) {
        return Call.of("adaptiveAvgPool1d", () -> torch.adaptive_avg_pool1d(self().raw(), size), self());
    }

    default Tensor adaptiveMaxPool1d(long... size) {
        return Call.all(
                        "adaptiveMaxPool1d",
                        () -> List.of(
                                torch.adaptive_max_pool1d(self().raw(), size).get0()),
                        self())
                .getFirst();
    }

    /** Windows chosen so that the output has this size. */
    default Tensor adaptiveAvgPool2d(long... size) {
        return Call.of("adaptiveAvgPool2d", () -> torch.adaptive_avg_pool2d(self().raw(), size), self());
    }

    default Tensor adaptiveMaxPool2d(long... size) {
        return Call.all(
                        "adaptiveMaxPool2d",
                        () -> List.of(
                                torch.adaptive_max_pool2d(self().raw(), size).get0()),
                        self())
                .getFirst();
    }

    /** Windows chosen so that the output has this size. */
    default Tensor adaptiveAvgPool3d(long... size) {
        return Call.of("adaptiveAvgPool3d", () -> torch.adaptive_avg_pool3d(self().raw(), size), self());
    }

    default Tensor adaptiveMaxPool3d(long... size) {
        return Call.all(
                        "adaptiveMaxPool3d",
                        () -> List.of(
                                torch.adaptive_max_pool3d(self().raw(), size).get0()),
                        self())
                .getFirst();
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
