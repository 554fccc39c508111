package org.assay.nn;

import org.assay.nn.models.ConvNextBlock;
import org.assay.nn.models.MlpMixer;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of layers against differences, over shapes and settings drawn at random; the seed names the case. */
class GradientsOverShapesTest {
    private static int between(Rng rng, int low, int high) {
        return low + rng.nextInt(high - low + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void convolutions(long seed) {
        var rng = Rng.of(seed);
        int groups = between(rng, 1, 2);
        int in = groups * between(rng, 1, 2);
        int out = groups * between(rng, 1, 2);
        int kernel = between(rng, 1, 3);
        int batch = between(rng, 1, 3);
        int stride = between(rng, 1, 2);
        int dilation = between(rng, 1, 2);
        int side = between(rng, 6, 8);
        GradientCheck.of(
                Conv1d.grouped(in, out, kernel, groups, rng).stride(stride).dilation(dilation), batch, in, side);
        GradientCheck.of(
                Conv2d.grouped(in, out, kernel, groups, rng).stride(stride).dilation(dilation),
                batch,
                in,
                side,
                side + 1);
        GradientCheck.of(Conv3d.grouped(in, out, kernel, groups, rng).stride(stride), batch, in, 5, 5, 6);
        GradientCheck.of(ConvTranspose1d.of(in, out, kernel + 1, stride, rng), batch, in, 5);
        GradientCheck.of(ConvTranspose2d.of(in, out, kernel + 1, stride, rng), batch, in, 3, 4);
        GradientCheck.of(ConvTranspose3d.of(in, out, kernel + 1, stride, rng), batch, in, 2, 3, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void normalisations(long seed) {
        var rng = Rng.of(seed);
        int channels = 2 * between(rng, 1, 3);
        int batch = between(rng, 2, 4);
        int side = between(rng, 2, 4);
        GradientCheck.of(GroupNorm.of(2, channels), batch, channels, side, side);
        GradientCheck.of(InstanceNorm.of(channels), batch, channels, side, side);
        GradientCheck.of(LayerNorm.of(channels), batch, side, channels);
        GradientCheck.of(RmsNorm.of(channels), batch, side, channels);
        Mode.training(
                rng,
                () -> Mode.frozenStatistics(() -> {
                    GradientCheck.of(BatchNorm.of(channels), batch, channels);
                    GradientCheck.of(BatchNorm.of(channels), batch, channels, side);
                    GradientCheck.of(BatchNorm.of(channels), batch, channels, side, side, 2);
                    return true;
                }));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sequences(long seed) {
        var rng = Rng.of(seed);
        int heads = between(rng, 1, 3);
        int width = heads * between(rng, 2, 4);
        int batch = between(rng, 1, 3);
        int time = between(rng, 1, 5);
        GradientCheck.of(MultiHeadAttention.of(width, heads, rng).masked(), batch, time, width);
        GradientCheck.of(TransformerBlock.of(width, heads, rng), batch, time, width);
        GradientCheck.of(Lstm.of(width, between(rng, 1, 4), between(rng, 1, 2), rng), batch, time, width);
        GradientCheck.of(Gru.bidirectional(width, between(rng, 1, 4), between(rng, 1, 2), rng), batch, time, width);
        GradientCheck.of(MlpMixer.Block.of(time, width, 5, 7, rng), batch, time, width);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pooling(long seed) {
        var rng = Rng.of(seed);
        int channels = between(rng, 1, 3);
        int side = between(rng, 4, 7);
        GradientCheck.of(Pool.max(2), 2, channels, side);
        GradientCheck.of(Pool.max(3, 2, 1), 2, channels, side, side);
        GradientCheck.of(Pool.average(2), 2, channels, side, side, 4);
        GradientCheck.of(Pool.average(3, 1, 1), 2, channels, side, side);
        GradientCheck.of(Pool::globalAverage, 2, channels, side, side);
        GradientCheck.of(Pool::globalMax, 2, channels, side);
        GradientCheck.of(ConvNextBlock.of(channels, rng), 1, channels, side, side);
        GradientCheck.of(Sequential.of(Linear.of(side, 3, rng), Tensor::gelu), 2, side);
    }
}
