package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentTest {
    private static final int N = 200;
    private static final int C = 2;
    private static final int H = 5;
    private static final int W = 7;

    /** Every pixel has a value of its own within a picture: 1 to 70. */
    private static Tensor pictures(DType type) {
        var one = Tensor.arange(1, 1 + C * H * W, 1).reshape(1, C, H, W);
        return one.expand(N, C, H, W).contiguous().to(type);
    }

    private static int[][] pixels(Tensor pictures) {
        var flat = pictures.to(DType.INT64).toLongs();
        var result = new int[N][flat.length / N];
        for (int i = 0; i < flat.length; i++) {
            result[i / (flat.length / N)][i % (flat.length / N)] = (int) flat[i];
        }
        return result;
    }

    private static int original(int c, int y, int x) {
        return y < 0 || x < 0 || y >= H || x >= W ? 0 : 1 + (c * H + y) * W + x;
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "FLOAT32"})
    void flipMirrorsAboutHalfOfThePictures(DType type) {
        int mirrored = 0;
        for (var picture : pixels(Augment.flip(pictures(type), Rng.of(5)))) {
            boolean flipped = picture[0] != 1;
            mirrored += flipped ? 1 : 0;
            for (int p = 0; p < picture.length; p++) {
                int x = p % W;
                assertThat(picture[p]).isEqualTo(original(p / (H * W), p / W % H, flipped ? W - 1 - x : x));
            }
        }
        assertThat(mirrored).isBetween(70, 130);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "FLOAT32"})
    void cropShiftsEachPictureByItsOwnAmount(DType type) {
        int padding = 2;
        var shifts = new HashSet<Integer>();
        for (var picture : pixels(Augment.crop(pictures(type), padding, Rng.of(5)))) {
            // The middle pixel stays inside for every shift and tells which one was drawn.
            int middle = picture[2 * W + 3] - 1;
            int down = middle / W - 2;
            int right = middle % W - 3;
            assertThat(down).isBetween(-padding, padding);
            assertThat(right).isBetween(-padding, padding);
            shifts.add(10 * down + right);
            for (int p = 0; p < picture.length; p++) {
                assertThat(picture[p]).isEqualTo(original(p / (H * W), p / W % H + down, p % W + right));
            }
        }
        assertThat(shifts).hasSize(25);
    }

    /** Pictures with a gradient go another way than plain ones, which are moved row by row. */
    @Test
    void allWaysGiveTheSamePictures() {
        var pictures = Rng.of(1).integers(0, 256, 40, 3, 6, 16);
        for (var type : new DType[] {DType.UINT8, DType.FLOAT32, DType.INT64}) {
            var plain = pictures.to(type);
            var learned = pictures.to(DType.FLOAT32).requiresGrad(true);
            assertThat(Augment.crop(plain, 3, Rng.of(2)).toLongs())
                    .containsExactly(Augment.crop(learned, 3, Rng.of(2)).toLongs());
            assertThat(Augment.flip(plain, Rng.of(2)).toLongs())
                    .containsExactly(Augment.flip(learned, Rng.of(2)).toLongs());
            assertThat(Augment.flip(plain.channelsLast(), Rng.of(2)).toLongs())
                    .containsExactly(Augment.flip(learned, Rng.of(2)).toLongs());
            assertThat(Augment.cropAndFlip(plain, 3, Rng.of(2)).toLongs())
                    .containsExactly(Augment.cropAndFlip(learned, 3, Rng.of(2)).toLongs());
        }
    }

    @Test
    void cutoutZeroesASquareThroughAllChannels() {
        for (var picture : pixels(Augment.cutout(pictures(DType.UINT8), 4, Rng.of(5)))) {
            int top = H;
            int bottom = -1;
            int left = W;
            int right = -1;
            int zeros = 0;
            for (int p = 0; p < H * W; p++) {
                assertThat(picture[p] == 0).isEqualTo(picture[H * W + p] == 0);
                if (picture[p] == 0) {
                    zeros++;
                    top = Math.min(top, p / W);
                    bottom = Math.max(bottom, p / W);
                    left = Math.min(left, p % W);
                    right = Math.max(right, p % W);
                } else {
                    assertThat(picture[p]).isEqualTo(p + 1);
                }
            }
            int rows = bottom - top + 1;
            int columns = right - left + 1;
            assertThat(zeros).isEqualTo(rows * columns);
            assertThat(rows == 4 || top == 0 || bottom == H - 1).isTrue();
            assertThat(columns == 4 || left == 0 || right == W - 1).isTrue();
            assertThat(rows).isBetween(2, 4);
            assertThat(columns).isBetween(2, 4);
        }
    }

    @Test
    void theSameSeedGivesTheSamePictures() {
        var pictures = pictures(DType.UINT8);
        assertThat(Augment.crop(pictures, 2, Rng.of(9)).toBytes())
                .isEqualTo(Augment.crop(pictures, 2, Rng.of(9)).toBytes());
    }
}
