package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions against sums written out. */
class ConvolutionsTest {
    /** Cross-correlation of [batch, in, h, w] with [out, in / groups, kh, kw], element by element. */
    private static double[] naive(Tensor x, Tensor w, long[] stride, long[] padding, long[] dilation, int groups) {
        int batch = (int) x.size(0);
        int in = (int) x.size(1);
        int height = (int) x.size(2);
        int width = (int) x.size(3);
        int out = (int) w.size(0);
        int kh = (int) w.size(2);
        int kw = (int) w.size(3);
        int rows = (int) ((height + 2 * padding[0] - dilation[0] * (kh - 1) - 1) / stride[0] + 1);
        int columns = (int) ((width + 2 * padding[1] - dilation[1] * (kw - 1) - 1) / stride[1] + 1);
        var xs = x.toDoubles();
        var ws = w.toDoubles();
        var result = new double[batch * out * rows * columns];
        int perGroup = in / groups;
        int place = 0;
        for (int n = 0; n < batch; n++) {
            for (int o = 0; o < out; o++) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        double sum = 0;
                        for (int i = 0; i < perGroup; i++) {
                            int channel = o / (out / groups) * perGroup + i;
                            for (int p = 0; p < kh; p++) {
                                for (int q = 0; q < kw; q++) {
                                    int y = (int) (r * stride[0] - padding[0] + p * dilation[0]);
                                    int z = (int) (c * stride[1] - padding[1] + q * dilation[1]);
                                    if (y >= 0 && y < height && z >= 0 && z < width) {
                                        sum += xs[((n * in + channel) * height + y) * width + z]
                                                * ws[((o * perGroup + i) * kh + p) * kw + q];
                                    }
                                }
                            }
                        }
                        result[place++] = sum;
                    }
                }
            }
        }
        return result;
    }

    private static Tensor random(String name, long... shape) {
        return Rng.of(9).split(name).normal(shape).to(DType.FLOAT64);
    }

    /** On AVX2 oneDNN ended the process here, on one thread. Of half the squared outputs, a weight's derivative is the sum of pixels times outputs. */
    @Test
    void aSinglePixelStridesOverFewChannels() {
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(ConvolutionsTest::strideOverFewChannels);
        } finally {
            Native.threads(before);
        }
    }

    private static void strideOverFewChannels() {
        var x = Rng.of(3).normal(32, 4, 16, 16).channelsLast();
        var w = Rng.of(4).normal(8, 4, 1, 1).parameter();
        var y = x.conv2d(w, Conv.of(2, 0));
        assertThat(y.shape()).containsExactly(32, 8, 8, 8);
        var gradient = Autodiff.grad(y.square().sum().mul(0.5), List.of(w), false)
                .getFirst()
                .toDoubles();
        var pixels = x.contiguous().toDoubles();
        var outputs = y.detach().contiguous().toDoubles();
        for (int out = 0; out < 8; out++) {
            for (int channel = 0; channel < 4; channel++) {
                double sum = 0;
                for (int n = 0; n < 32; n++) {
                    for (int p = 0; p < 64; p++) {
                        sum += outputs[(n * 8 + out) * 64 + p]
                                * pixels[(n * 4 + channel) * 256 + p / 8 * 32 + p % 8 * 2];
                    }
                }
                assertThat(gradient[out * 4 + channel]).isCloseTo(sum, within(1e-2));
            }
        }
    }

    @Test
    void twoDimensionsWithEveryOption() {
        Scope.run(() -> {
            var x = random("x", 2, 4, 7, 8);
            var w = random("w", 6, 2, 3, 2);
            var how = Conv.DEFAULT.stride(2, 1).padding(1, 2).dilation(1, 3).groups(2);
            var expected = naive(x, w, new long[] {2, 1}, new long[] {1, 2}, new long[] {1, 3}, 2);
            assertThat(x.conv2d(w, how).toDoubles()).containsExactly(expected, within(1e-10));
            var bias = random("b", 6);
            assertThat(x.conv2d(w, bias, how)
                            .sub(x.conv2d(w, how))
                            .mean(0, 2, 3)
                            .toDoubles())
                    .containsExactly(bias.toDoubles(), within(1e-10));
            assertThat(x.channelsLast().conv2d(w, how).toDoubles()).containsExactly(expected, within(1e-10));
        });
    }

    @Test
    void oneAndThreeDimensionsAgreeWithTwo() {
        Scope.run(() -> {
            var x = random("x", 2, 3, 9);
            var w = random("w", 4, 3, 3);
            var line = x.conv1d(w, Conv.of(2, 1));
            assertThat(line.toDoubles())
                    .containsExactly(
                            naive(
                                    x.unsqueeze(2),
                                    w.unsqueeze(2),
                                    new long[] {1, 2},
                                    new long[] {0, 1},
                                    new long[] {1, 1},
                                    1),
                            within(1e-10));
            var flat = x.unsqueeze(2)
                    .unsqueeze(2)
                    .conv3d(
                            w.unsqueeze(2).unsqueeze(2),
                            Conv.DEFAULT.stride(1, 1, 2).padding(0, 0, 1));
            assertThat(flat.toDoubles()).containsExactly(line.toDoubles(), within(1e-10));
            assertThat(x.conv1d(w).shape()).containsExactly(2, 4, 7);
        });
    }

    @Test
    void transposedConvolutionsAreAdjoint() {
        Scope.run(() -> {
            var w = random("w", 3, 2, 3, 3);
            var how = Conv.of(2, 1);
            var x = random("x", 1, 2, 7, 7);
            var y = random("y", 1, 3, 4, 4);
            double forward = x.conv2d(w, how).mul(y).sum().item();
            assertThat(y.convTranspose2d(w, how).mul(x).sum().item()).isCloseTo(forward, within(1e-9));
            assertThat(y.convTranspose2d(w, how.outputPadding(1)).shape()).containsExactly(1, 2, 8, 8);
            var line = random("l", 1, 3, 4).convTranspose1d(random("v", 3, 2, 3), Conv.of(2, 0));
            assertThat(line.shape()).containsExactly(1, 2, 9);
            var volume = random("u", 1, 3, 2, 2, 2).convTranspose3d(random("k", 3, 1, 2, 2, 2), Conv.of(2, 0));
            assertThat(volume.shape()).containsExactly(1, 1, 4, 4, 4);
        });
    }

    @Test
    void pooling() {
        Scope.run(() -> {
            var x = Tensor.arange(1, 17, 1).reshape(1, 1, 4, 4);
            assertThat(x.maxPool2d(2).toDoubles()).containsExactly(6, 8, 14, 16);
            assertThat(x.maxPool2d(3, 2, 1).toDoubles()).containsExactly(6, 8, 14, 16);
            assertThat(x.avgPool2d(2).toDoubles()).containsExactly(3.5, 5.5, 11.5, 13.5);
            assertThat(x.avgPool2d(2, 2, 1).at(0, 0, 0, 0).item()).isEqualTo(0.25);
            assertThat(x.adaptiveAvgPool2d(1, 1).item()).isEqualTo(8.5);
            assertThat(x.adaptiveMaxPool2d(2, 1).toDoubles()).containsExactly(8, 16);
            var line = x.reshape(1, 1, 16);
            assertThat(line.maxPool1d(8).toDoubles()).containsExactly(8, 16);
            assertThat(line.avgPool1d(8, 8, 0).toDoubles()).containsExactly(4.5, 12.5);
            assertThat(line.adaptiveAvgPool1d(2).toDoubles()).containsExactly(4.5, 12.5);
            assertThat(line.adaptiveMaxPool1d(2).toDoubles()).containsExactly(8, 16);
            var volume = x.reshape(1, 1, 4, 2, 2);
            assertThat(volume.maxPool3d(2).toDoubles()).containsExactly(8, 16);
            assertThat(volume.avgPool3d(2).toDoubles()).containsExactly(4.5, 12.5);
            assertThat(volume.adaptiveAvgPool3d(1, 1, 1).item()).isEqualTo(8.5);
            assertThat(volume.adaptiveMaxPool3d(2, 1, 1).toDoubles()).containsExactly(8, 16);
        });
    }

    @Test
    void resampling() {
        Scope.run(() -> {
            var x = Tensor.of(new double[] {0, 1, 2, 3}, 1, 1, 2, 2);
            assertThat(x.interpolateNearest(2, 4).toDoubles()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
            assertThat(x.interpolateLinear(true, 3, 3).toDoubles()).containsExactly(0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3);
            assertThat(x.interpolateLinear(false, 2, 4).toDoubles())
                    .containsExactly(0, 0.25, 0.75, 1, 2, 2.25, 2.75, 3);
            assertThat(x.interpolateBicubic(true, 2, 2).toDoubles()).containsExactly(0, 1, 2, 3);
            assertThat(x.interpolateArea(1, 1).item()).isEqualTo(1.5);
            assertThat(x.reshape(1, 1, 4).interpolateLinear(true, 7).toDoubles())
                    .containsExactly(0, 0.5, 1, 1.5, 2, 2.5, 3);
            assertThat(x.reshape(1, 1, 1, 2, 2).interpolateNearest(2, 2, 2).toDoubles())
                    .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
            var same = Tensor.of(new double[] {1, 0, 0, 0, 1, 0}, 1, 2, 3).affineGrid(true, 1, 1, 2, 2);
            assertThat(x.gridSample(same, true).toDoubles()).containsExactly(0, 1, 2, 3);
            var outside = Tensor.of(new double[] {5, 5}, 1, 1, 1, 2);
            assertThat(x.gridSample(outside, true).item()).isZero();
            assertThat(x.gridSampleBorder(outside, true).item()).isEqualTo(3);
            var channels = Tensor.arange(1, 5, 1).reshape(1, 4, 1, 1);
            assertThat(channels.pixelShuffle(2).toDoubles()).containsExactly(1, 2, 3, 4);
            assertThat(channels.pixelShuffle(2).pixelUnshuffle(2).toDoubles()).containsExactly(1, 2, 3, 4);
            assertThat(x.im2col(2, Conv.DEFAULT).toDoubles()).containsExactly(0, 1, 2, 3);
            assertThat(Tensor.ones(1, 4, 4).col2im(3, 3, 2, Conv.DEFAULT).toDoubles())
                    .containsExactly(1, 2, 1, 2, 4, 2, 1, 2, 1);
        });
    }
}
