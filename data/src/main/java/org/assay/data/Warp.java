package org.assay.data;

import java.util.List;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;

/**
 * Where each pixel of a batch of warped pictures comes from. One warp serves pictures and their masks:
 *
 * <pre>{@code
 * var warp = Warp.elastic(n, 64, 64, 4, 3, rng);
 * var pictures = warp.pictures(batch.inputs());
 * var masks = warp.labels(batch.labels());
 * }</pre>
 *
 * @param grid {@code [picture, height, width, 2]}: x and y in units in which the picture spans -1 to 1, edge to edge
 */
public record Warp(Tensor grid) {
    /** Turned about the centre by even angles up to this many degrees to both sides. */
    public static Warp rotation(long n, long height, long width, double degrees, Rng rng) {
        return Scope.call(() -> {
            var angle = rng.uniformBetween(-Math.toRadians(degrees), Math.toRadians(degrees), n);
            var zero = Tensor.zeros(n);
            return affine(angle.cos(), angle.sin().neg(), angle.sin(), angle.cos(), zero, zero, height, width);
        });
    }

    /**
     * Turned about the centre as by {@link #rotation}, and enlarged by even factors between two numbers above 0: below 1 more than the picture is shown.
     */
    public static Warp similarity(long n, long height, long width, double degrees, double least, double most, Rng rng) {
        if (!(least > 0 && least <= most)) {
            throw new DataException("a picture is enlarged by factors above 0, not by " + least + " to " + most);
        }
        return Scope.call(() -> {
            var angle = rng.uniformBetween(-Math.toRadians(degrees), Math.toRadians(degrees), n);
            var shrunk = rng.uniformBetween(least, most, n).reciprocal();
            var cosine = angle.cos().mul(shrunk);
            var sine = angle.sin().mul(shrunk);
            var zero = Tensor.zeros(n);
            return affine(cosine, sine.neg(), sine, cosine, zero, zero, height, width);
        });
    }

    /**
     * The pixel at (x, y) from the centre, in pixels, comes from (a x + b y + right, c x + d y + down). All are {@code [n]}.
     */
    public static Warp affine(
            Tensor a, Tensor b, Tensor c, Tensor d, Tensor right, Tensor down, long height, long width) {
        return Scope.call(() -> {
            double w = width;
            double h = height;
            var first = Tensor.stack(List.of(a, b.mul(h / w), right.mul(2 / w)), 1);
            var second = Tensor.stack(List.of(c.mul(w / h), d, down.mul(2 / h)), 1);
            var maps = Tensor.stack(List.of(first, second), 1);
            return new Warp(maps.affineGrid(false, a.size(0), 1, height, width));
        });
    }

    /**
     * A part of each picture, blown up to the new size: its area even between the shares given, the logarithm of its ratio
     * of width to height even between those of 3/4 and 4/3, its place even (Szegedy et al. 2015, arXiv:1409.4842).
     *
     * @param least smallest share of the picture's area, above 0
     * @param most largest share, at most 1
     */
    public static Warp part(long n, long height, long width, double least, double most, Rng rng) {
        if (!(least > 0 && least <= most && most <= 1)) {
            throw new DataException(
                    "a part of a picture has a share of its area above 0 and at most 1, not " + least + " to " + most);
        }
        return Scope.call(() -> {
            var area = rng.uniformBetween(least, most, n);
            var ratio =
                    rng.uniformBetween(-Math.log(4 / 3.0), Math.log(4 / 3.0), n).exp();
            var across = area.mul(ratio).sqrt().clampMax(1);
            var up = area.div(ratio).sqrt().clampMax(1);
            var right = rng.uniformBetween(-1, 1, n).mul(across.rsub(1)).mul(width / 2.0);
            var down = rng.uniformBetween(-1, 1, n).mul(up.rsub(1)).mul(height / 2.0);
            var zero = Tensor.zeros(n);
            return affine(across, zero, zero, up, right, down, height, width);
        });
    }

    /**
     * Shifts of their own at cells x cells points, normal with this deviation in pixels, smoothly continued between them
     * (Ronneberger, Fischer and Brox 2015, arXiv:1505.04597: 3 x 3 points and 10 pixels).
     */
    public static Warp elastic(long n, long height, long width, int cells, double deviation, Rng rng) {
        return Scope.call(() -> {
            var still = Tensor.eye(3).narrow(0, 0, 2).unsqueeze(0).expand(n, 2, 3);
            var coarse = rng.normal(n, 2, cells, cells).mul(2 * deviation);
            var fine = coarse.interpolateBicubic(true, height, width);
            var units = Tensor.of(1.0 / width, 1.0 / height).reshape(1, 2, 1, 1);
            var shift = fine.mul(units).permute(0, 2, 3, 1);
            return new Warp(still.affineGrid(false, n, 1, height, width).add(shift));
        });
    }

    /** Both moves of each pixel, added, as a turn and a deformation. */
    public Warp and(Warp other) {
        return Scope.call(() -> {
            var still = Tensor.eye(3).narrow(0, 0, 2).unsqueeze(0).expand(grid.size(0), 2, 3);
            var places = still.affineGrid(false, grid.size(0), 1, grid.size(1), grid.size(2));
            return new Warp(grid.add(other.grid.sub(places)));
        });
    }

    /** The same, where a pixel from outside comes from the mirror image of the picture at its edge, however far outside. */
    public Warp mirrored() {
        return Scope.call(
                () -> new Warp(grid.add(1.0).remainder(4.0).sub(2).abs().rsub(1)));
    }

    /** Bilinear values, zero outside; {@code [picture, channel, …]} of any type, which stays. */
    public Tensor pictures(Tensor pictures) {
        return as(pictures, floats -> floats.gridSample(grid, false));
    }

    /** As {@link #pictures}, the edge continued outside. */
    public Tensor continued(Tensor pictures) {
        return as(pictures, floats -> floats.gridSampleBorder(grid, false));
    }

    private interface Sampling {
        Tensor of(Tensor floats);
    }

    private static Tensor as(Tensor pictures, Sampling sampling) {
        Augment.batch(pictures);
        return Scope.call(() -> {
            var type = pictures.dtype();
            var sampled = sampling.of(type == DType.FLOAT32 ? pictures : pictures.to(DType.FLOAT32));
            return type.isFloating() ? sampled.to(type) : sampled.round().to(type);
        });
    }

    /** The nearest pixel's label, the edge continued outside: masks {@code [picture, height, width]} of any type. */
    public Tensor labels(Tensor masks) {
        return Scope.call(() -> {
            long height = masks.size(1);
            long width = masks.size(2);
            var x = place(grid.select(3, 0), width);
            var y = place(grid.select(3, 1), height);
            var flat = y.mul(width).add(x).flatten(1, 2);
            return masks.flatten(1, 2).gather(1, flat).reshape(masks.size(0), grid.size(1), grid.size(2));
        });
    }

    private static Tensor place(Tensor coordinate, long size) {
        return coordinate.add(1.0).mul(size / 2.0).floor().clamp(0, size - 1.0).to(DType.INT64);
    }
}
