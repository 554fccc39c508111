package org.assay.tensor;

import org.bytedeco.pytorch.global.torch;

/** Images and signals at other sizes, warped, shuffled and cut into patches. */
sealed interface Resampling permits Tensor {
    /** The nearest neighbour at each point of the new spatial size (one to three dimensions). */
    default Tensor interpolateNearest(long... size) {
        return Call.of("interpolateNearest", () -> Resizing.nearest(self().raw(), size), self());
    }

    /** Linear, bilinear or trilinear at the new spatial size. */
    default Tensor interpolateLinear(boolean alignCorners, long... size) {
        return Call.of("interpolateLinear", () -> Resizing.linear(self().raw(), size, alignCorners), self());
    }

    default Tensor interpolateBicubic(boolean alignCorners, long height, long width) {
        return Call.of(
                "interpolateBicubic",
                () -> torch.upsample_bicubic2d(
                        self().raw(), new long[] {height, width}, alignCorners, Args.NO_DOUBLE, Args.NO_DOUBLE),
                self());
    }

    /** Averages over the area that each new point covers. */
    default Tensor interpolateArea(long... size) {
        return Call.of("interpolateArea", () -> Resizing.area(self().raw(), size), self());
    }

    /**
     * Bilinear values at {@code [batch, height, width, 2]} points (x, y) in [-1, 1]; zero outside.
     * Its gradient cannot be differentiated again.
     */
    default Tensor gridSample(Tensor grid, boolean alignCorners) {
        return Call.of(
                "gridSample", () -> torch.grid_sampler(self().raw(), grid.raw(), 0, 0, alignCorners), self(), grid);
    }

    /** As {@link #gridSample}, the edge continued outside. */
    default Tensor gridSampleBorder(Tensor grid, boolean alignCorners) {
        return Call.of(
                "gridSampleBorder",
                () -> torch.grid_sampler(self().raw(), grid.raw(), 0, 1, alignCorners),
                self(),
                grid);
    }

    /** The grid that the maps {@code [batch, 2, 3]} make of an image of size {@code [batch, channel, height, width]}. */
    default Tensor affineGrid(boolean alignCorners, long... size) {
        return Call.of("affineGrid", () -> torch.affine_grid_generator(self().raw(), size, alignCorners), self());
    }

    /**
     * Each of the pictures {@code [picture, channel, height, width]} moved down and to the right by so many whole pixels,
     * negative ones to the other side, where zeros come in, and then mirrored left to right unless its number is zero. The
     * vectors hold one number for each picture. In main memory, without a gradient.
     */
    default Tensor shift(Tensor down, Tensor right, Tensor mirrored) {
        return WholePixels.moved("shift", self(), down, right, mirrored);
    }

    /** {@code [b, c f^2, h, w]} becomes {@code [b, c, f h, f w]}. */
    default Tensor pixelShuffle(int factor) {
        return Call.of("pixelShuffle", () -> torch.pixel_shuffle(self().raw(), factor), self());
    }

    /** The inverse of {@link #pixelShuffle}. */
    default Tensor pixelUnshuffle(int factor) {
        return Call.of("pixelUnshuffle", () -> torch.pixel_unshuffle(self().raw(), factor), self());
    }

    /** The patches under each kernel position as columns: {@code [batch, channel k k, positions]}. */
    default Tensor im2col(int kernel, Conv how) {
        return Call.of(
                "im2col",
                () -> torch.im2col(
                        self().raw(), Conv.all(kernel, 2), how.dilations(2), how.paddings(2), how.strides(2)),
                self());
    }

    /** The adjoint of {@link #im2col}: overlapping patches are added. */
    default Tensor col2im(long height, long width, int kernel, Conv how) {
        return Call.of(
                "col2im",
                () -> torch.col2im(
                        self().raw(),
                        new long[] {height, width},
                        Conv.all(kernel, 2),
                        how.dilations(2),
                        how.paddings(2),
                        how.strides(2)),
                self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
