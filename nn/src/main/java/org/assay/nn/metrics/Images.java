package org.assay.nn.metrics;

import java.util.Arrays;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/** How alike images are. */
public final class Images {
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;

    private Images() {}

    /**
     * Peak signal-to-noise ratio in decibels, over all elements; infinite for equal images.
     *
     * @param range the span of possible values: 1 for {@code [0, 1]}, 255 for bytes
     */
    public static double psnr(Tensor image, Tensor reference, double range) {
        requireSameShape(image, reference);
        double mse = Scope.call(
                () -> doubles(image).sub(doubles(reference)).square().mean().item());
        return 10 * Math.log10(range * range / mse);
    }

    /**
     * Structural similarity, the mean over places, channels and images, with a Gaussian window of 11 pixels and standard
     * deviation 1.5 kept inside the image, K1 = 0.01, K2 = 0.03. Wang et al. 2004, equation 13.
     *
     * @param image {@code [batch, channel, height, width]}, at least 11 pixels high and wide
     * @param range the span of possible values: 1 for {@code [0, 1]}, 255 for bytes
     */
    public static double ssim(Tensor image, Tensor reference, double range) {
        requireSameShape(image, reference);
        var shape = image.shape();
        if (shape.length != 4 || shape[2] < WINDOW || shape[3] < WINDOW) {
            throw new IllegalArgumentException(
                    "Structural similarity needs [batch, channel, height, width] with at least " + WINDOW
                            + " pixels each way, not " + Arrays.toString(shape) + ".");
        }
        return Scope.call(() -> {
            var x = doubles(image).reshape(-1, 1, shape[2], shape[3]);
            var y = doubles(reference).reshape(-1, 1, shape[2], shape[3]);
            double c1 = 0.01 * range * 0.01 * range;
            double c2 = 0.03 * range * 0.03 * range;
            var mx = blur(x);
            var my = blur(y);
            var varianceX = blur(x.square()).sub(mx.square());
            var varianceY = blur(y.square()).sub(my.square());
            var covariance = blur(x.mul(y)).sub(mx.mul(my));
            var luminance = mx.mul(my).mul(2.0).add(c1);
            var contrast = covariance.mul(2.0).add(c2);
            var scale = mx.square()
                    .add(my.square())
                    .add(c1)
                    .mul(varianceX.add(varianceY).add(c2));
            return luminance.mul(contrast).div(scale).mean().item();
        });
    }

    private static Tensor blur(Tensor x) {
        var weights = new double[WINDOW];
        Arrays.setAll(weights, i -> Math.exp(-Math.pow(i - WINDOW / 2, 2) / (2 * SIGMA * SIGMA)));
        double sum = Arrays.stream(weights).sum();
        var row = Tensor.of(DType.FLOAT64, weights, 1, 1, 1, WINDOW).div(sum);
        return x.conv2d(row).conv2d(row.transpose(2, 3));
    }

    private static Tensor doubles(Tensor image) {
        return image.detach().to(DType.FLOAT64);
    }

    private static void requireSameShape(Tensor image, Tensor reference) {
        if (!Arrays.equals(image.shape(), reference.shape())) {
            throw new IllegalArgumentException("An image and its reference must have one shape; they are "
                    + Arrays.toString(image.shape()) + " and " + Arrays.toString(reference.shape()) + ".");
        }
    }
}
