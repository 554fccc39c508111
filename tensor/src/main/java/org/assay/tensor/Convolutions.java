package org.assay.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Convolution and pooling over one, two or three spatial dimensions. */
sealed interface Convolutions permits Tensor {
    /** Of {@code [batch, channel, length]} with {@code [out, in / groups, k]}: cross-correlation, as everywhere in the field. */
    default Tensor conv1d(Tensor weight) {
        return Call.of("conv1d", () -> torch.conv1d(self().raw(), weight.raw()), self(), weight);
    }

    default Tensor conv1d(Tensor weight, Conv how) {
        return Call.of(
                "conv1d",
                () -> torch.conv1d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(1),
                        how.paddings(1),
                        how.dilations(1),
                        how.groups()),
                self(),
                weight);
    }

    default Tensor conv1d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "conv1d",
                () -> torch.conv1d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(1),
                        how.paddings(1),
                        how.dilations(1),
                        how.groups()),
                self(),
                weight,
                bias);
    }

    /** Of {@code [batch, channel, height, width]} with {@code [out, in / groups, kh, kw]}: cross-correlation, as everywhere in the field. */
    default Tensor conv2d(Tensor weight) {
        return Call.of("conv2d", () -> torch.conv2d(self().raw(), weight.raw()), self(), weight);
    }

    default Tensor conv2d(Tensor weight, Conv how) {
        return Call.of(
                "conv2d",
                () -> torch.conv2d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(2),
                        how.paddings(2),
                        how.dilations(2),
                        how.groups()),
                self(),
                weight);
    }

    default Tensor conv2d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "conv2d",
                () -> torch.conv2d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(2),
                        how.paddings(2),
                        how.dilations(2),
                        how.groups()),
                self(),
                weight,
                bias);
    }

    /** Of {@code [batch, channel, depth, height, width]} with {@code [out, in / groups, kd, kh, kw]}: cross-correlation, as everywhere in the field. */
    default Tensor conv3d(Tensor weight) {
        return Call.of("conv3d", () -> torch.conv3d(self().raw(), weight.raw()), self(), weight);
    }

    default Tensor conv3d(Tensor weight, Conv how) {
        return Call.of(
                "conv3d",
                () -> torch.conv3d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(3),
                        how.paddings(3),
                        how.dilations(3),
                        how.groups()),
                self(),
                weight);
    }

    default Tensor conv3d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "conv3d",
                () -> torch.conv3d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(3),
                        how.paddings(3),
                        how.dilations(3),
                        how.groups()),
                self(),
                weight,
                bias);
    }

    /** The adjoint of the convolution; weight {@code [in, out / groups, k]}. */
    default Tensor convTranspose1d(Tensor weight, Conv how) {
        return Call.of(
                "convTranspose1d",
                () -> torch.conv_transpose1d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(1),
                        how.paddings(1),
                        how.outputPaddings(1),
                        how.groups(),
                        how.dilations(1)),
                self(),
                weight);
    }

    default Tensor convTranspose1d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "convTranspose1d",
                () -> torch.conv_transpose1d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(1),
                        how.paddings(1),
                        how.outputPaddings(1),
                        how.groups(),
                        how.dilations(1)),
                self(),
                weight,
                bias);
    }

    /** The adjoint of the convolution; weight {@code [in, out / groups, kh, kw]}. */
    default Tensor convTranspose2d(Tensor weight, Conv how) {
        return Call.of(
                "convTranspose2d",
                () -> torch.conv_transpose2d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(2),
                        how.paddings(2),
                        how.outputPaddings(2),
                        how.groups(),
                        how.dilations(2)),
                self(),
                weight);
    }

    default Tensor convTranspose2d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "convTranspose2d",
                () -> torch.conv_transpose2d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(2),
                        how.paddings(2),
                        how.outputPaddings(2),
                        how.groups(),
                        how.dilations(2)),
                self(),
                weight,
                bias);
    }

    /** The adjoint of the convolution; weight {@code [in, out / groups, kd, kh, kw]}. */
    default Tensor convTranspose3d(Tensor weight, Conv how) {
        return Call.of(
                "convTranspose3d",
                () -> torch.conv_transpose3d(
                        self().raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(3),
                        how.paddings(3),
                        how.outputPaddings(3),
                        how.groups(),
                        how.dilations(3)),
                self(),
                weight);
    }

    default Tensor convTranspose3d(Tensor weight, Tensor bias, Conv how) {
        return Call.of(
                "convTranspose3d",
                () -> torch.conv_transpose3d(
                        self().raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(3),
                        how.paddings(3),
                        how.outputPaddings(3),
                        how.groups(),
                        how.dilations(3)),
                self(),
                weight,
                bias);
    }

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
