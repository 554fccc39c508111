package org.assay.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/** Convolution over one, two or three spatial dimensions. */
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
        var x = planesApart(self(), weight, how);
        return Call.of(
                "conv2d",
                () -> torch.conv2d(
                        x.raw(),
                        weight.raw(),
                        Args.NO_TENSOR,
                        how.strides(2),
                        how.paddings(2),
                        how.dilations(2),
                        how.groups()),
                x,
                weight);
    }

    default Tensor conv2d(Tensor weight, Tensor bias, Conv how) {
        var x = planesApart(self(), weight, how);
        return Call.of(
                "conv2d",
                () -> torch.conv2d(
                        x.raw(),
                        weight.raw(),
                        Args.maybe(bias),
                        how.strides(2),
                        how.paddings(2),
                        how.dilations(2),
                        how.groups()),
                x,
                weight,
                bias);
    }

    /**
     * The pictures as they are, or a plane after the other: oneDNN 3.7 ends the process on AVX2 when it takes the gradient of a 1 x 1 kernel that strides over fewer than
     * eight channels laid out channels-last.
     */
    private static Tensor planesApart(Tensor x, Tensor weight, Conv how) {
        boolean strided = Arrays.stream(how.strides(2)).anyMatch(step -> step > 1);
        return strided && x.rank() == 4 && x.size(1) < 8 && weight.rank() == 4 && weight.size(2) * weight.size(3) == 1
                ? x.contiguous()
                : x;
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

    private Tensor self() {
        return (Tensor) this;
    }
}
