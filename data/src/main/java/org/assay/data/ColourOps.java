package org.assay.data;

import java.util.List;
import org.assay.tensor.Conv;
import org.assay.tensor.DType;
import org.assay.tensor.Tensor;

/**
 * Changes of colour by given strengths. Pictures are {@code [picture, channel, height, width]}, floats in [0, 1]; a strength
 * is {@code [picture, 1, 1, 1]}, and 1 leaves a picture as it is where nothing else is said.
 */
final class ColourOps {
    /** Luma of ITU-R BT.601. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private static final int LEVELS = 256;

    private ColourOps() {}

    static Tensor brightness(Tensor pictures, Tensor strength) {
        return pictures.mul(strength).clamp(0, 1);
    }

    /** Away from, or towards, the mean brightness of each picture. */
    static Tensor contrast(Tensor pictures, Tensor strength) {
        return blend(grey(pictures).mean(true, 1, 2, 3), pictures, strength);
    }

    /** Away from, or towards, grey. */
    static Tensor saturation(Tensor pictures, Tensor strength) {
        return blend(grey(pictures), pictures, strength);
    }

    /** Away from, or towards, a smoothed copy, the border left as it is. */
    static Tensor sharpness(Tensor pictures, Tensor strength) {
        long channels = pictures.size(1);
        var kernel = Tensor.of(1 / 13.0, 1 / 13.0, 1 / 13.0, 1 / 13.0, 5 / 13.0, 1 / 13.0, 1 / 13.0, 1 / 13.0, 1 / 13.0)
                .reshape(1, 1, 3, 3)
                .repeat(channels, 1, 1, 1);
        var smooth = pictures.copy();
        smooth.narrow(2, 1, pictures.size(2) - 2)
                .narrow(3, 1, pictures.size(3) - 2)
                .copyFrom(pictures.conv2d(kernel, Conv.DEFAULT.groups(channels)));
        return blend(smooth, pictures, strength);
    }

    /** The colours turned about the grey axis by angles in radians, in YIQ; 0 leaves them. One channel stays as it is. */
    static Tensor hue(Tensor pictures, Tensor angle) {
        if (pictures.size(1) != 3) {
            return pictures;
        }
        var toYiq = Tensor.of(0.299, 0.587, 0.114, 0.5959, -0.2746, -0.3213, 0.2115, -0.5227, 0.3112)
                .reshape(3, 3);
        var yiq = Tensor.einsum("kc,nchw->nkhw", toYiq, pictures);
        var i = yiq.narrow(1, 1, 1);
        var q = yiq.narrow(1, 2, 1);
        var turned = Tensor.cat(
                List.of(
                        yiq.narrow(1, 0, 1),
                        i.mul(angle.cos()).sub(q.mul(angle.sin())),
                        i.mul(angle.sin()).add(q.mul(angle.cos()))),
                1);
        return Tensor.einsum("ck,nkhw->nchw", toYiq.inverse(), turned).clamp(0, 1);
    }

    /** One channel of luma, or the one there is. */
    static Tensor grey(Tensor pictures) {
        if (pictures.size(1) != 3) {
            return pictures.mean(true, 1);
        }
        return pictures.mul(Tensor.of(LUMA).reshape(1, 3, 1, 1)).sum(true, 1);
    }

    /** Values from the threshold up turned round, {@code 1 - x}; a threshold above 1 leaves all. */
    static Tensor solarise(Tensor pictures, Tensor threshold) {
        return Tensor.where(pictures.lt(threshold), pictures, pictures.rsub(1));
    }

    /** So many of the eight bits kept. */
    static Tensor posterise(Tensor pictures, Tensor bits) {
        var step = bits.rsub(8).round().exp2();
        return bytes(pictures).div(step).floor().mul(step).div(LEVELS - 1.0);
    }

    /** Each channel stretched to the whole range; a flat one stays. */
    static Tensor autoContrast(Tensor pictures) {
        var low = pictures.amin(true, 2, 3);
        var range = pictures.amax(true, 2, 3).sub(low);
        var stretched = pictures.sub(low).div(range.clampMin(1e-6));
        return Tensor.where(range.gt(0.0), stretched, pictures);
    }

    /** Each channel's values spread evenly, as far as equal values allow: the cumulative histogram as a table. */
    static Tensor equalise(Tensor pictures) {
        if (pictures.size(2) * pictures.size(3) < LEVELS) {
            // Fewer pixels than levels: what is to be spread over a level is less than one.
            return bytes(pictures).div(LEVELS - 1.0);
        }
        long planes = pictures.size(0) * pictures.size(1);
        var values = bytes(pictures).to(DType.INT64).reshape(planes, -1);
        var histogram = Tensor.zeros(DType.INT64, planes, LEVELS).scatterAdd(1, values, Tensor.onesLike(values));
        var below = histogram.cumsum(1);
        var largest = values.amax(true, 1);
        var step =
                below.narrow(1, LEVELS - 1, 1).sub(histogram.gather(1, largest)).floorDivide(LEVELS - 1L);
        var table = below.sub(histogram)
                .add(step.floorDivide(2))
                .floorDivide(step.to(DType.FLOAT32).clampMin(1).to(DType.INT64))
                .to(DType.FLOAT32)
                .clamp(0, LEVELS - 1.0)
                .to(DType.INT64);
        var spread = Tensor.where(step.gt(0L), table.gather(1, values), values);
        return spread.to(DType.FLOAT32).div(LEVELS - 1.0).reshape(pictures.shape());
    }

    private static Tensor bytes(Tensor pictures) {
        return pictures.mul(LEVELS - 1.0).round();
    }

    private static Tensor blend(Tensor from, Tensor pictures, Tensor strength) {
        return from.add(pictures.sub(from).mul(strength)).clamp(0, 1);
    }
}
