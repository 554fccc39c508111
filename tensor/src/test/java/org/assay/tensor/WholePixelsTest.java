package org.assay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholePixelsTest {
    /** Widths below, at and beyond eight bytes, and that no number of eight bytes makes up; shifts by nothing, a little, all and more than all. */
    @ParameterizedTest
    @CsvSource({
        "UINT8, 3, 2",
        "UINT8, 5, 8",
        "UINT8, 4, 13",
        "UINT8, 32, 32",
        "INT32, 4, 3",
        "INT32, 5, 9",
        "FLOAT32, 6, 8",
        "INT64, 4, 5",
        "BFLOAT16, 5, 4",
        "BFLOAT16, 3, 11"
    })
    void everyPixelGoesWhereItShould(DType dtype, int height, int width) {
        int n = 200;
        int channels = 2;
        var random = new Random(width);
        long[] pixels =
                random.longs((long) n * channels * height * width, 1, 101).toArray();
        long[] down = random.longs(n, -height - 1, height + 2).toArray();
        long[] right = random.longs(n, -width - 1, width + 2).toArray();
        long[] mirrored = random.longs(n, 0, 2).toArray();
        Scope.run(() -> {
            var moved = Tensor.of(pixels, n, channels, height, width)
                    .to(dtype)
                    .shift(Tensor.of(down, n), Tensor.of(right, n), Tensor.of(mirrored, n));
            assertThat(moved.dtype()).isEqualTo(dtype);
            assertThat(moved.to(DType.INT64).toLongs())
                    .isEqualTo(expected(pixels, height, width, channels, down, right, mirrored));
        });
    }

    private static long[] expected(
            long[] pixels, int height, int width, int channels, long[] down, long[] right, long[] mirrored) {
        var result = new long[pixels.length];
        for (int p = 0; p < pixels.length; p++) {
            int picture = p / (channels * height * width);
            int y = p / width % height;
            int x = p % width;
            long fromY = y - down[picture];
            long fromX = (mirrored[picture] == 0 ? x : width - 1 - x) - right[picture];
            if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) {
                result[p] = pixels[p - y * width - x + (int) (fromY * width + fromX)];
            }
        }
        return result;
    }
}
