package org.assay.studies.representations;

import org.assay.nn.Layer;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * A grey image that is a formula, so that its derivatives are exact: a bump, ripples, a disc and a half-plane, with values in {@code [-1, 1]}.
 *
 * @param bumpX centre of the bump
 * @param discX centre of the disc
 * @param frequency of the ripples, in radians per unit
 * @param ripple direction of the ripples, in radians
 * @param edge direction across the half-plane's edge, in radians
 * @param offset distance of the edge from the origin
 * @param low darkest value before scaling to {@code [-1, 1]}
 * @param high brightest value before scaling
 */
record ProceduralImage(
        double bumpX,
        double bumpY,
        double discX,
        double discY,
        double frequency,
        double ripple,
        double edge,
        double offset,
        double low,
        double high)
        implements Layer {

    private static final int RANGE_GRID = 256;

    static ProceduralImage of(Rng rng) {
        var unscaled = new ProceduralImage(
                rng.nextDouble(-0.4, 0.4),
                rng.nextDouble(-0.4, 0.4),
                rng.nextDouble(-0.4, 0.4),
                rng.nextDouble(-0.4, 0.4),
                rng.nextDouble(10, 20),
                rng.nextDouble(0, 2 * Math.PI),
                rng.nextDouble(0, 2 * Math.PI),
                rng.nextDouble(-0.3, 0.3),
                -1,
                1);
        return Scope.call(() -> {
            var values = unscaled.forward(pixels(RANGE_GRID));
            return unscaled.between(values.min().item(), values.max().item());
        });
    }

    private ProceduralImage between(double darkest, double brightest) {
        return new ProceduralImage(bumpX, bumpY, discX, discY, frequency, ripple, edge, offset, darkest, brightest);
    }

    /** The centres of the pixels of a square on {@code [-1, 1]^2}, row by row: {@code [side * side, 2]}, doubles. */
    static Tensor pixels(int side) {
        double half = 1.0 / side;
        var axis = Tensor.linspace(DType.FLOAT64, half - 1, 1 - half, side);
        var grid = Tensor.meshgrid(axis, axis);
        return Tensor.stack(grid.get(1).flatten(), grid.get(0).flatten()).t().contiguous();
    }

    /** {@code [points, 2]} to {@code [points, 1]}, in the precision of the points. */
    @Override
    public Tensor forward(Tensor points) {
        var x = points.narrow(1, 0, 1);
        var y = points.narrow(1, 1, 1);
        var bump = squaredDistance(x, y, bumpX, bumpY).div(-0.08).exp();
        var envelope = squaredDistance(x, y, 0, 0).neg().exp();
        var ripples = along(x, y, ripple).mul(frequency).sin().mul(envelope);
        var disc = squaredDistance(x, y, discX, discY).sqrt().rsub(0.45).mul(20).tanh();
        var plane = along(x, y, edge).sub(offset).mul(25).tanh();
        var f = bump.mul(0.5).add(ripples.mul(0.3)).add(disc.mul(0.25)).add(plane.mul(0.15));
        return f.sub(low).mul(2 / (high - low)).sub(1);
    }

    private static Tensor squaredDistance(Tensor x, Tensor y, double centreX, double centreY) {
        return x.sub(centreX).square().add(y.sub(centreY).square());
    }

    private static Tensor along(Tensor x, Tensor y, double direction) {
        return x.mul(Math.cos(direction)).add(y.mul(Math.sin(direction)));
    }
}
