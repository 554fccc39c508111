package org.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WarpTest {
    private static Warp map(double a, double b, double c, double d, double right, double down, int height, int width) {
        return Warp.affine(
                Tensor.of(a),
                Tensor.of(b),
                Tensor.of(c),
                Tensor.of(d),
                Tensor.of(right),
                Tensor.of(down),
                height,
                width);
    }

    /** Three rows of four: 1 2 3 4 / 5 6 7 8 / 9 10 11 12. */
    private static Tensor picture() {
        return Tensor.arange(1, 13, 1).reshape(1, 1, 3, 4);
    }

    @Test
    void aShiftByWholePixelsMovesThem() {
        // The pixel comes from one further to the right and one further up.
        var warp = map(1, 0, 0, 1, 1, -1, 3, 4);
        assertThat(warp.pictures(picture()).toFloats())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(0, 0, 0, 0, 2, 3, 4, 0, 6, 7, 8, 0);
        assertThat(warp.continued(picture()).toFloats())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(2, 3, 4, 4, 2, 3, 4, 4, 6, 7, 8, 8);
        var mask = picture().squeeze(1).to(DType.UINT8);
        assertThat(warp.labels(mask).toBytes()).containsExactly(2, 3, 4, 4, 2, 3, 4, 4, 6, 7, 8, 8);
    }

    @Test
    void aQuarterTurnIsATransposedMirrorEvenWhereWidthAndHeightDiffer() {
        // Turned in pixels, not in units of the picture: the middle 2 x 2 of a 2 x 4 picture turns within itself.
        var bytes = Tensor.of(new byte[] {0, 1, 2, 0, 0, 3, 4, 0}, 1, 1, 2, 4);
        var turned = map(0, -1, 1, 0, 0, 0, 2, 4).pictures(bytes);
        assertThat(turned.dtype()).isEqualTo(DType.UINT8);
        var pixels = turned.toBytes();
        assertThat(new byte[] {pixels[1], pixels[2], pixels[5], pixels[6]}).containsExactly(2, 4, 1, 3);
    }

    @Test
    void enlargedPicturesAreStretchedAboutTheirCentre() {
        // Pixel centres 1.5 and 0.5 from the middle of 1 2 3 4, whose value is 2.5, come from half and from twice as
        // far.
        var row = Tensor.of(1.0, 2, 3, 4).reshape(1, 1, 1, 4);
        assertThat(Warp.similarity(1, 1, 4, 0, 2, 2, Rng.of(1)).continued(row).toFloats())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(1.75f, 2.25f, 2.75f, 3.25f);
        assertThat(Warp.similarity(1, 1, 4, 0, 0.5, 0.5, Rng.of(1))
                        .continued(row)
                        .toFloats())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(1, 1.5f, 3.5f, 4);
        assertThatThrownBy(() -> Warp.similarity(1, 1, 4, 0, 0, 2, Rng.of(1))).isInstanceOf(DataException.class);
    }

    @Test
    void turnsAndSizesAreWithinTheirRangesAndKeepRightAngles() {
        // The middles of the right and the lower edge, 8/9 from the centre in units of half a picture.
        var grid = Warp.similarity(400, 9, 9, 30, 2, 4, Rng.of(1)).grid();
        var right = grid.select(1, 4).select(1, 8);
        var low = grid.select(1, 8).select(1, 4);
        var angles = right.select(1, 1).atan2(right.select(1, 0)).mul(180 / Math.PI);
        assertThat(angles.min().item()).isBetween(-30.001, -29.0);
        assertThat(angles.max().item()).isBetween(29.0, 30.001);
        var sizes = right.square().sum(1).sqrt().reciprocal().mul(8 / 9.0);
        assertThat(sizes.min().item()).isBetween(1.999, 2.05);
        assertThat(sizes.max().item()).isBetween(3.95, 4.001);
        assertThat(low.select(1, 0).add(right.select(1, 1)).abs().max().item()).isLessThan(1e-5);
        assertThat(low.select(1, 1).sub(right.select(1, 0)).abs().max().item()).isLessThan(1e-5);
    }

    @Test
    void rotationsStayWithinTheAngleAndDiffer() {
        // A point far out on the horizontal axis moves by the sine of the angle.
        var grid = Warp.rotation(400, 9, 9, 30, Rng.of(1)).grid();
        var across = grid.select(1, 4).select(1, 8);
        var angles = across.select(1, 1).atan2(across.select(1, 0)).mul(180 / Math.PI);
        assertThat(angles.abs().max().item()).isLessThanOrEqualTo(30.001);
        assertThat(angles.std().item()).isCloseTo(30 / Math.sqrt(3), within(1.2));
    }

    @Test
    void partsHaveTheirAreaAndLieInside() {
        var grid = Warp.part(500, 16, 16, 0.25, 0.5, Rng.of(2)).grid();
        assertThat(grid.abs().max().item()).isLessThanOrEqualTo(1);
        // Corner to corner the centres of pixels span 15/16 of the part's sides.
        var sides = grid.select(1, 15)
                .select(1, 15)
                .sub(grid.select(1, 0).select(1, 0))
                .mul(16 / 15.0 / 2);
        var area = sides.prod(1);
        assertThat(area.min().item()).isGreaterThan(0.2499);
        assertThat(area.max().item()).isLessThan(0.5001);
        assertThat(area.mean().item()).isCloseTo(0.375, within(0.013));
        assertThatThrownBy(() -> Warp.part(1, 4, 4, 0, 1, Rng.of(1))).isInstanceOf(DataException.class);
    }

    @Test
    void elasticShiftsHaveTheirDeviationAndAreSmooth() {
        var still = map(1, 0, 0, 1, 0, 0, 32, 32).grid();
        var shift = Warp.elastic(300, 32, 32, 3, 2, Rng.of(3)).grid().sub(still).mul(16.0);
        // At the corners the shift is a coarse point's own.
        assertThat(shift.select(1, 0).select(1, 0).std().item()).isCloseTo(2, within(0.2));
        var step = shift.narrow(2, 1, 31).sub(shift.narrow(2, 0, 31));
        assertThat(step.abs().mean().item()).isLessThan(0.3);
        assertThat(Warp.elastic(2, 8, 8, 3, 0, Rng.of(3))
                        .pictures(Tensor.full(0.7, 2, 3, 8, 8))
                        .toFloats())
                .usingComparatorWithPrecision(1e-5f)
                .containsOnly(0.7f);
    }

    /** Mirrored at the edge, the row 1 2 3 4 goes on 4 3 2 1 1 2 3 4. */
    @Test
    void outsideIsTheMirrorImage() {
        for (int[] moved :
                new int[][] {{1, 2, 3, 4, 4}, {3, 4, 4, 3, 2}, {6, 2, 1, 1, 2}, {-2, 2, 1, 1, 2}, {-5, 4, 4, 3, 2}}) {
            var warp = map(1, 0, 0, 1, moved[0], 0, 3, 4).mirrored();
            var row = warp.continued(picture()).at(0, 0, 0).toFloats();
            assertThat(row).usingComparatorWithPrecision(1e-4f).containsExactly(moved[1], moved[2], moved[3], moved[4]);
            assertThat(warp.labels(picture().squeeze(1).to(DType.INT64))
                            .at(0, 0)
                            .toLongs())
                    .containsExactly(moved[1], moved[2], moved[3], moved[4]);
        }
    }

    @Test
    void movesOfTwoWarpsAddUp() {
        var both = map(1, 0, 0, 1, 1, 0, 3, 4).and(map(1, 0, 0, 1, 1, -1, 3, 4));
        assertThat(both.grid().allClose(map(1, 0, 0, 1, 2, -1, 3, 4).grid(), 0, 1e-6))
                .isTrue();
    }
}
