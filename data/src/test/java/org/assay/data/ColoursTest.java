package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import org.assay.data.RandAugment.Change;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColoursTest {
    private static Tensor colour(double red, double green, double blue) {
        return Tensor.of(red, green, blue).reshape(1, 3, 1, 1);
    }

    private static Tensor strength(double value) {
        return Tensor.full(value, 1, 1, 1, 1);
    }

    private static void close(Tensor actual, double... expected) {
        var values = actual.to(DType.FLOAT64).toDoubles();
        assertThat(values).usingComparatorWithPrecision(1e-3).containsExactly(expected);
    }

    @Test
    void changesHaveTheirTextbookValues() {
        var colour = colour(0.8, 0.4, 0.2);
        // Luma: 0.299 * 0.8 + 0.587 * 0.4 + 0.114 * 0.2 = 0.4968.
        close(ColourOps.brightness(colour, strength(1.5)), 1, 0.6, 0.3);
        close(ColourOps.saturation(colour, strength(0)), 0.4968, 0.4968, 0.4968);
        close(ColourOps.saturation(colour, strength(0.5)), 0.6484, 0.4484, 0.3484);
        close(ColourOps.contrast(colour, strength(1)), 0.8, 0.4, 0.2);
        close(ColourOps.solarise(colour, strength(0.5)), 0.2, 0.4, 0.2);
        // 204 and 102 and 51 in steps of 16: 192, 96, 48.
        close(ColourOps.posterise(colour, strength(4)), 192 / 255.0, 96 / 255.0, 48 / 255.0);
        // A third of a turn about the grey axis leaves grey and luma.
        close(ColourOps.hue(colour(0.3, 0.3, 0.3), strength(2)), 0.3, 0.3, 0.3);
        close(
                ColourOps.grey(ColourOps.hue(colour(0.5, 0.4, 0.45), strength(1))),
                0.299 * 0.5 + 0.587 * 0.4 + 0.114 * 0.45);
        close(ColourOps.autoContrast(Tensor.of(0.2, 0.3, 0.4, 0.6).reshape(1, 1, 2, 2)), 0, 0.25, 0.5, 1);
        close(ColourOps.autoContrast(Tensor.full(0.3, 1, 1, 1, 2)), 0.3, 0.3);
        // The middle becomes (4 of the others + 5 * 1) / 13 of the kernel's weights.
        var dot = Tensor.zeros(1, 1, 3, 3);
        dot.narrow(2, 1, 1).narrow(3, 1, 1).fill_(1);
        close(ColourOps.sharpness(dot, strength(0)), 0, 0, 0, 0, 5 / 13.0, 0, 0, 0, 0);
    }

    @Test
    void equalisingFlattensTheHistogramAsPillowDoes() {
        // 510 pixels: 255 of value 10 and 255 of value 200. step = (510 - 255) / 255 = 1, table[10] = 0, table[200] =
        // 255.
        var two = Tensor.cat(Tensor.full(10 / 255.0, 255), Tensor.full(200 / 255.0, 255))
                .reshape(1, 1, 10, 51);
        var spread = ColourOps.equalise(two).toFloats();
        assertThat(spread[0]).isEqualTo(0);
        assertThat(spread[509]).isEqualTo(1);
        // Fewer pixels than levels: the step is 0 and nothing changes.
        close(ColourOps.equalise(Tensor.of(0.2, 0.4).reshape(1, 1, 1, 2)), 0.2, 0.4);
    }

    @Test
    void halfTheContrastIsHalfTheDistanceFromTheMeanBrightness() {
        // Red and green have lumas of 0.299 and 0.587: their mean is 0.443.
        var pictures = Tensor.of(1.0, 0, 0, 1, 0, 0).reshape(1, 3, 1, 2);
        close(Colours.contrast(pictures, 0.5), 0.7215, 0.2215, 0.2215, 0.7215, 0.2215, 0.2215);
        close(Colours.contrast(pictures, 0), 0.443, 0.443, 0.443, 0.443, 0.443, 0.443);
        close(Colours.contrast(pictures, 1), 1, 0, 0, 1, 0, 0);
        // Each picture has a mean of its own, and bytes stay bytes: 100 of 0 and 200, 20 of 10 and 30.
        var bytes = Tensor.of(new byte[] {0, (byte) 200, 10, 30}, 2, 1, 1, 2).repeat(1, 3, 1, 1);
        assertThat(Colours.contrast(bytes, 0.5).select(1, 2).toBytes()).containsExactly(50, (byte) 150, 15, 25);
        assertThatThrownBy(() -> Colours.contrast(pictures, -1)).isInstanceOf(DataException.class);
    }

    @Test
    void blurringADotGivesAGaussian() {
        var dot = Tensor.zeros(1, 2, 21, 21);
        dot.narrow(2, 10, 1).narrow(3, 10, 1).fill_(1);
        var blurred = Colours.blur(dot, 1.5, 1.5, Rng.of(1));
        var line = blurred.select(0, 0).select(0, 1).select(0, 10).toDoubles();
        double norm = 0;
        for (int i = -5; i <= 5; i++) {
            norm += Math.exp(-i * i / 4.5);
        }
        for (int x = 6; x <= 14; x++) {
            assertThat(line[x]).isCloseTo(Math.exp(-(x - 10) * (x - 10) / 4.5) / norm / norm, within(1e-5));
        }
        assertThat(blurred.sum().item()).isCloseTo(2, within(1e-5));
    }

    @Test
    void jitterAndGreyDrawForEachPicture() {
        var pictures = Tensor.full(0.4, 300, 3, 2, 2);
        var brighter = Colours.jitter(pictures, 0.5, 0, 0, 0, Rng.of(1));
        var levels = brighter.select(1, 0).select(1, 0).select(1, 0);
        assertThat(levels.min().item()).isBetween(0.2, 0.21);
        assertThat(levels.max().item()).isBetween(0.59, 0.6);
        assertThat(Colours.jitter(pictures, 0, 0, 0, 0, Rng.of(1)).equalTo(pictures))
                .isTrue();

        var bytes = Tensor.of(new byte[] {(byte) 200, 100, 0}, 1, 3, 1, 1).repeat(400, 1, 1, 1);
        var grey = Colours.grey(bytes, 0.25, Rng.of(2));
        assertThat(grey.dtype()).isEqualTo(DType.UINT8);
        // round(0.299 * 200 + 0.587 * 100) = 119 (118.5 as floats lies above).
        double turned = grey.select(1, 2).ne(0L).to(DType.FLOAT32).mean().item();
        assertThat(turned).isBetween(0.18, 0.32);
        assertThat(grey.select(1, 2).max().itemLong()).isBetween(118L, 119L);
        assertThatThrownBy(() -> Colours.grey(Tensor.arange(3).reshape(1, 3, 1, 1), 1, Rng.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("INT64");
    }

    private static Tensor noise(long n, long channels) {
        return Rng.of(9).uniform(n, channels, 8, 8);
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeOfRandAugmentKeepsShapeAndRangeAndIsReproducible(Change change) {
        for (long channels : new long[] {1, 3}) {
            var one = new RandAugment(1, 0.9, List.of(change));
            var changed = one.apply(noise(20, channels), Rng.of(4));
            assertThat(changed.shape()).containsExactly(20, channels, 8, 8);
            assertThat(changed.min().item()).isGreaterThanOrEqualTo(0);
            assertThat(changed.max().item()).isLessThanOrEqualTo(1);
            assertThat(changed.equalTo(one.apply(noise(20, channels), Rng.of(4))))
                    .isTrue();
            boolean colourOfGrey = channels == 1 && change == Change.SATURATION;
            boolean same = changed.allClose(noise(20, channels), 0, 1e-3);
            assertThat(same).isEqualTo(change == Change.IDENTITY || colourOfGrey);
        }
    }

    @Test
    void atStrengthZeroOnlyWhatHasNoStrengthIsChanged() {
        var plain = List.of(
                Change.ROTATE, Change.SHEAR_X, Change.SHIFT_Y, Change.CONTRAST, Change.SOLARISE, Change.SHARPNESS);
        assertThat(new RandAugment(3, 0, plain).apply(noise(40, 3), Rng.of(1)).allClose(noise(40, 3), 0, 1e-5))
                .isTrue();
        assertThat(RandAugment.of(2, 0.5).withoutColour().changes())
                .hasSize(9)
                .doesNotContain(Change.SOLARISE, Change.SATURATION);
    }

    @Test
    void eachPictureKeepsItsPlaceInTheBatch() {
        var dark = Tensor.cat(Tensor.zeros(50, 1, 4, 4), Tensor.full(0.9, 50, 1, 4, 4));
        var changed = new RandAugment(1, 0.5, List.of(Change.BRIGHTNESS, Change.IDENTITY, Change.CONTRAST))
                .apply(dark, Rng.of(1));
        assertThat(changed.narrow(0, 0, 50).max().item()).isZero();
        assertThat(changed.narrow(0, 50, 50).min().item()).isGreaterThan(0.4);
    }

    /** Brightness alone, of 0.4: factors 1 +- 0.9 s with s from 0.1 to 0.9 give 18 levels, all as likely, each with probability 1/36. */
    @Test
    void strengthsAndWhetherToChangeAreDrawnForEachPicture() {
        var fixMatch = RandAugment.fixMatch();
        assertThat(fixMatch.changes()).hasSize(14);
        var once = new RandAugment(1, fixMatch.strengths(), fixMatch.probability(), List.of(Change.BRIGHTNESS));
        int n = 7_200;
        var values = once.apply(Tensor.full(0.4, n, 1, 1, 1), Rng.of(3)).toDoubles();
        var counts = new TreeMap<Long, Integer>();
        for (double value : values) {
            // In hundredths of the picture's own value: 100 where it stays.
            counts.merge(Math.round(value / 0.4 * 100), 1, Integer::sum);
        }
        assertThat(counts).hasSize(19);
        assertThat(counts.get(100L)).isBetween(3_430, 3_770);
        for (long tenths = 1; tenths <= 9; tenths++) {
            assertThat(counts.get(100L + 9 * tenths)).isBetween(140, 260);
            assertThat(counts.get(100L - 9 * tenths)).isBetween(140, 260);
        }
        assertThat(fixMatch.without(Change.SATURATION, Change.ROTATE).changes())
                .hasSize(12)
                .doesNotContain(Change.SATURATION, Change.ROTATE);
    }

    @Test
    void twoLayersOfHalfTheProbabilityLeaveAQuarter() {
        var changes = new RandAugment(2, List.of(0.5), 0.5, List.of(Change.BRIGHTNESS, Change.CONTRAST));
        var pictures = noise(4_000, 1);
        var same =
                changes.apply(pictures, Rng.of(8)).eq(pictures).flatten(1, -1).all(1);
        assertThat(same.countNonzero().item()).isBetween(890.0, 1_110.0);
        assertThatThrownBy(() -> new RandAugment(2, List.of(0.5), 0, List.of(Change.IDENTITY)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("probability");
    }

    /**
     * Of values that rise evenly in both directions bilinear sampling gives exactly those of where a pixel comes from: turned by 30 degrees times 0.6,
     * sheared by 0.3 times 0.6 or shifted by 0.3 times 0.6 of the width, to either side.
     */
    @ParameterizedTest
    @EnumSource(names = {"ROTATE", "SHEAR_X", "SHEAR_Y", "SHIFT_X", "SHIFT_Y"})
    void movesTakePixelsFromWhereTheySay(Change change) {
        int side = 21;
        var ramp = new double[side * side];
        for (int at = 0; at < ramp.length; at++) {
            ramp[at] = 0.5 + 0.01 * (at % side - 10) + 0.02 * (Math.floorDiv(at, side) - 10);
        }
        var pictures = Tensor.of(ramp, 1, 1, side, side).repeat(40, 1, 1, 1);
        var moved = new RandAugment(1, 0.6, List.of(change, Change.IDENTITY)).apply(pictures, Rng.of(2));
        var kinds = new TreeMap<Integer, Integer>();
        for (int picture = 0; picture < 40; picture++) {
            var values = moved.select(0, picture).flatten().toDoubles();
            for (int sign = -1; sign <= 1; sign++) {
                double s = 0.6 * sign;
                boolean same = true;
                for (int y = -4; y <= 4; y++) {
                    for (int x = -4; x <= 4; x++) {
                        double turn = Math.PI / 6 * s;
                        double fromX = switch (change) {
                            case ROTATE -> Math.cos(turn) * x - Math.sin(turn) * y;
                            case SHEAR_X -> x + 0.3 * s * y;
                            case SHIFT_X -> x + 0.3 * s * side;
                            default -> x;
                        };
                        double fromY = switch (change) {
                            case ROTATE -> Math.sin(turn) * x + Math.cos(turn) * y;
                            case SHEAR_Y -> y + 0.3 * s * x;
                            case SHIFT_Y -> y + 0.3 * s * side;
                            default -> y;
                        };
                        double expected = 0.5 + 0.01 * fromX + 0.02 * fromY;
                        same &= Math.abs(values[(y + 10) * side + x + 10] - expected) < 1e-4;
                    }
                }
                if (same) {
                    kinds.merge(sign, 1, Integer::sum);
                }
            }
        }
        // Moved to one side, left alone, moved to the other: every picture is one of these.
        assertThat(kinds).containsOnlyKeys(-1, 0, 1);
        assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    }
}
