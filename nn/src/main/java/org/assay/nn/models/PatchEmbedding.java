package org.assay.nn.models;

import java.util.Arrays;
import org.assay.nn.Init;
import org.assay.nn.Layer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;

/**
 * Square patches side by side, each mapped linearly: {@code [batch, channel, height, width]} to {@code [batch, patch,
 * width]}, rows of patches in turn. The weight is that of a convolution whose stride is its kernel.
 *
 * @param weight {@code [width, channel, size, size]}
 * @param bias {@code [width]}
 */
public record PatchEmbedding(Tensor weight, Tensor bias) implements Layer {
    public static PatchEmbedding of(int channels, int patch, int width, Rng rng) {
        double bound = 1 / Math.sqrt((double) channels * patch * patch);
        return new PatchEmbedding(
                Init.uniform(bound).parameter(rng, width, channels, patch, patch),
                Init.uniform(bound).parameter(rng, width));
    }

    /** Weights as the initialiser draws the matrix {@code [width, channel size size]}, bias zero. */
    public static PatchEmbedding of(int channels, int patch, int width, Init init, Rng rng) {
        long inputs = (long) channels * patch * patch;
        return new PatchEmbedding(
                init.draw(rng, width, inputs)
                        .reshape(width, channels, patch, patch)
                        .parameter(),
                Init.zeros().parameter(rng, width));
    }

    @Override
    public Tensor forward(Tensor x) {
        return patches(x, (int) weight.size(2)).linear(weight.flatten(1, -1), bias);
    }

    /** Square patches side by side as vectors: {@code [batch, patch, channel size size]}. */
    public static Tensor patches(Tensor x, int size) {
        var shape = x.shape();
        if (shape.length != 4 || shape[2] % size != 0 || shape[3] % size != 0) {
            throw new IllegalArgumentException("Patches of " + size + " x " + size
                    + " need [batch, channel, height, width] with multiples of it, not " + Arrays.toString(shape)
                    + ".");
        }
        return x.reshape(shape[0], shape[1], shape[2] / size, size, shape[3] / size, size)
                .permute(0, 2, 4, 1, 3, 5)
                .flatten(3, 5)
                .flatten(1, 2);
    }

    /**
     * Pictures of patches, the inverse of {@link #patches}.
     *
     * @param patches {@code [batch, patch, channel size size]}, rows of patches in turn
     * @param rows of patches in a picture
     * @return {@code [batch, channel, rows size, columns size]}
     */
    public static Tensor pictures(Tensor patches, int size, int rows) {
        var shape = patches.shape();
        long area = (long) size * size;
        if (shape.length != 3 || shape[1] % rows != 0 || shape[2] % area != 0) {
            throw new IllegalArgumentException("Pictures of " + rows + " rows of patches of " + size + " x " + size
                    + " need [batch, patch, channel x " + area + "] with whole rows, not " + Arrays.toString(shape)
                    + ".");
        }
        long columns = shape[1] / rows;
        return patches.reshape(shape[0], rows, columns, shape[2] / area, size, size)
                .permute(0, 3, 1, 4, 2, 5)
                .reshape(shape[0], shape[2] / area, (long) rows * size, columns * size);
    }
}
