package org.assay.studies.representations;

import java.util.List;
import org.assay.nn.Layer;
import org.assay.nn.metrics.Images;
import org.assay.tensor.DType;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.assay.tensor.Tree;

/**
 * What a network is to represent, on the pixels of a square image: differentiated in doubles, kept in floats.
 *
 * @param points {@code [side * side, 2]}, row by row
 * @param gradientPower mean square length of the gradient
 * @param laplacianPower mean square of the Laplacian
 */
record Target(int side, Tensor points, Field field, double gradientPower, double laplacianPower) {

    /** Distance between the darkest and the brightest value of the images used here. */
    private static final double RANGE = 2;

    static Target of(Layer image, int side) {
        return Scope.call(() -> {
            var pixels = ProceduralImage.pixels(side);
            var field = Tree.map(Field.of(image, pixels), t -> t.to(DType.FLOAT32));
            return new Target(
                    side,
                    pixels.to(DType.FLOAT32),
                    field,
                    field.gradient().square().sum(1).mean().item(),
                    field.laplacian().square().mean().item());
        });
    }

    /** In decibels; {@code values} as {@link Field#value}. */
    double psnr(Tensor values) {
        return Images.psnr(values, field.value(), RANGE);
    }

    /** The values moved by the constant that a gradient or a Laplacian leaves open. */
    Tensor centred(Tensor values) {
        return values.sub(values.mean()).add(field.value().mean());
    }

    /**
     * The values with the harmonic functions 1, x, y, x^2 - y^2 and xy, which a Laplacian leaves open, fitted by least squares. On a square around the
     * origin they are orthogonal, so that each is a projection; a general solver gives other bits from call to call.
     */
    Tensor harmonised(Tensor values) {
        var x = points.select(1, 0);
        var y = points.select(1, 1);
        var fitted = values;
        for (var h : List.of(Tensor.onesLike(x), x, y, x.square().sub(y.square()), x.mul(y))) {
            var missing = field.value().sub(fitted);
            fitted = fitted.add(h.mul(missing.mul(h).sum().div(h.square().sum())));
        }
        return fitted;
    }
}
