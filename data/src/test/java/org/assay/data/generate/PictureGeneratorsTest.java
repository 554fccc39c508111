package org.assay.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PictureGeneratorsTest {
    static List<Function<Rng, Tensor>> generators() {
        return List.of(
                rng -> Shapes.draw(12, 16, rng).inputs(),
                rng -> MaskedShapes.draw(12, 16, rng).pictures().inputs(),
                rng -> Glyphs.digits(5, rng).inputs(),
                rng -> Glyphs.strokes(5, 16, rng).inputs(),
                rng -> Glyphs.prototypes(5, rng).inputs(),
                rng -> Glyphs.hundred(5, 0.15, 0.9, rng).examples().inputs(),
                rng -> Textures.noise(4, 3, 16, rng),
                rng -> Textures.waves(4, 3, 16, rng),
                rng -> Textures.checkers(4, 3, 16, rng),
                rng -> Cells.draw(3, 32, 3, 4, rng).pictures(),
                rng -> Terrain.draw(3, 5, rng).pictures());
    }

    @ParameterizedTest
    @MethodSource("generators")
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(Function<Rng, Tensor> generator) {
        var pictures = generator.apply(Rng.of(4));
        assertThat(pictures.rank()).isEqualTo(4);
        assertThat(pictures.equalTo(generator.apply(Rng.of(4)))).isTrue();
        assertThat(pictures.equalTo(generator.apply(Rng.of(5)))).isFalse();
    }

    /** Areas by geometry; the crescent's is the disc less the lens that two circles, 1/2 apart, have in common. */
    @ParameterizedTest
    @CsvSource({
        "0, 3.14159",
        "1, 2.89",
        "2, 1.29904",
        "3, 2.04",
        "4, 2.19911",
        "5, 1.51975",
        "6, 1.67079",
        "7, 1.57080",
        "8, 1.00531",
        "9, 1.62"
    })
    void shapesHaveTheirAreas(int kind, double area) {
        int n = 800;
        int inside = 0;
        for (int p = 0; p < n * n; p++) {
            inside += Shapes.inside(kind, -1.1 + 2.2 * (p % n + 0.5) / n, -1.1 + 2.2 * (Math.floorDiv(p, n) + 0.5) / n)
                    ? 1
                    : 0;
        }
        assertThat(inside * 2.2 * 2.2 / n / n).isCloseTo(area, within(0.01));
    }

    /** The share of each shape in its square of side 2 r; its boundary is half a pixel of no cover. */
    @ParameterizedTest
    @CsvSource({"0, 3.14159", "1, 2.07345", "2, 2.56", "4, 1.9264", "5, 1.6", "6, 1.57080", "9, 1.02636"})
    void maskedShapesHaveTheirAreas(int kind, double area) {
        int n = 800;
        int inside = 0;
        for (int p = 0; p < n * n; p++) {
            double u = -1.1 + 2.2 * (p % n + 0.5) / n;
            double v = -1.1 + 2.2 * (Math.floorDiv(p, n) + 0.5) / n;
            inside += MaskedShapes.distance(kind, 100 * u, 100 * v, 100) < 0 ? 1 : 0;
        }
        assertThat(inside * 2.2 * 2.2 / n / n).isCloseTo(area, within(0.01));
    }

    @Test
    void aPictureDependsOnItsNumberAlone() {
        var all = Shapes.draw(25, 16, Rng.of(3));
        var some = Shapes.draw(20, 25, 16, Rng.of(3));
        assertThat(some.inputs().equalTo(all.inputs().narrow(0, 20, 5))).isTrue();
        assertThat(some.labels().toLongs()).containsExactly(0, 1, 2, 3, 4);
        var masked = MaskedShapes.draw(20, 25, 16, Rng.of(3));
        assertThat(masked.masks()
                        .equalTo(MaskedShapes.draw(25, 16, Rng.of(3)).masks().narrow(0, 20, 5)))
                .isTrue();
    }

    @Test
    void theMaskIsWhereTheShapesColourIs() {
        var drawn = MaskedShapes.draw(40, 64, Rng.of(1));
        for (long i = 0; i < 40; i++) {
            var mask = drawn.masks().narrow(0, i, 1).gt(0L);
            var picture = drawn.pictures().inputs().select(0, i);
            // One colour and noise of deviation 0.05, a bit more where the rim is mixed.
            for (long c = 0; c < 3; c++) {
                var shape = picture.narrow(0, c, 1).maskedSelect(mask);
                assertThat(shape.count()).isGreaterThan(15);
                assertThat(shape.sub(shape.median()).abs().median().item()).isLessThan(0.06);
            }
        }
    }

    @Test
    void digitsAreMadeOfTheirSegments() {
        var digits = Glyphs.digits(400, Rng.of(2));
        var labels = digits.labels();
        var ink = digits.inputs().mean(1, 2, 3);
        // An eight has seven segments and a one has two.
        assertThat(mean(ink, labels.eq(8L))).isGreaterThan(1.8 * mean(ink, labels.eq(1L)));
        assertThat(mean(ink, labels.eq(8L))).isGreaterThan(mean(ink, labels.eq(7L)));
        assertThat(labels.unique().count()).isEqualTo(10);
    }

    private static double mean(Tensor values, Tensor where) {
        return values.maskedSelect(where).mean().item();
    }

    @Test
    void prototypesAreTheSameForOneSeedWhateverIsDrawn() {
        var few = Glyphs.prototypes(50, Rng.of(7));
        var more = Glyphs.prototypes(60, Rng.of(7));
        assertThat(few.inputs().equalTo(more.inputs().narrow(0, 0, 50))).isTrue();
        // Pictures of one class are more alike than those of different ones, in the mean over pairs.
        var x = more.inputs().flatten(1, 3);
        var distances = x.cdist(x);
        var same = more.labels().unsqueeze(0).eq(more.labels().unsqueeze(1));
        assertThat(mean(distances, same.logicalNot())).isGreaterThan(1.1 * mean(distances, same));
    }

    @Test
    void theNoiseOfEachPictureIsItsKnownDifficulty() {
        var drawn = Glyphs.hundred(2000, 0.15, 0.9, Rng.of(1));
        var logs = drawn.noise().log();
        assertThat(logs.min().item()).isGreaterThanOrEqualTo(Math.log(0.15) - 1e-6);
        assertThat(logs.max().item()).isLessThanOrEqualTo(Math.log(0.9) + 1e-6);
        assertThat(logs.mean().item()).isCloseTo((Math.log(0.15) + Math.log(0.9)) / 2, within(0.05));
        // Outside of the mask there is nothing but noise: half of the pixels.
        var first = drawn.examples().inputs();
        var ratio = first.abs().flatten(1, 3).median(1).values().div(drawn.noise());
        assertThat(ratio.min().item()).isGreaterThan(0.4);
        assertThatThrownBy(() -> Glyphs.hundred(1, 0, 1, Rng.of(1))).isInstanceOf(DataException.class);
    }

    @Test
    void texturesSpanTheRangeAndCheckersHaveTwoColours() {
        var waves = Textures.waves(10, 3, 16, Rng.of(1));
        assertThat(waves.amin(1, 2, 3).toFloats()).containsOnly(0);
        assertThat(waves.amax(1, 2, 3).toFloats()).containsOnly(1);
        var checkers = Textures.checkers(10, 1, 16, Rng.of(1));
        for (long i = 0; i < 10; i++) {
            assertThat(checkers.select(0, i).unique().count()).isEqualTo(2);
        }
    }

    @Test
    void seamsPartTouchingCells() {
        var cells = Cells.draw(6, 64, 7, 10, Rng.of(1));
        int touching = 0;
        for (long i = 0; i < 6; i++) {
            var instance = cells.instances().select(0, i).toLongs();
            var inside = cells.interiors().select(0, i).toLongs();
            for (int p = 0; p + 65 < instance.length; p++) {
                assertThat(inside[p] == 1 && instance[p] == 0).isFalse();
                boolean row = p % 64 < 63;
                // No two pixels of different cells lie side by side in the interiors.
                for (int q : row ? new int[] {p + 1, p + 64} : new int[] {p + 64}) {
                    boolean apart = instance[p] != instance[q] && instance[p] > 0 && instance[q] > 0;
                    touching += apart ? 1 : 0;
                    assertThat(apart && inside[p] == 1 && inside[q] == 1).isFalse();
                }
            }
            assertThat(cells.instances().select(0, i).max().itemLong()).isBetween(4L, 10L);
        }
        assertThat(touching).isGreaterThan(50);
        var background = cells.instances().eq(0L).unsqueeze(1);
        var interior = cells.interiors().eq(1L).unsqueeze(1);
        assertThat(mean(cells.pictures(), background)).isCloseTo(0.5, within(0.08));
        assertThat(cells.pictures().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(mean(cells.pictures(), interior)).isLessThan(mean(cells.pictures(), background));
    }

    /** Pictures that differ in their seams alone are brighter there, and the same where no seam is within the reach of the blur, three pixels. */
    @Test
    void seamsAreAsBrightAsAsked() {
        var without = Cells.draw(2, 64, 7, 10, 0, Rng.of(1));
        var with = Cells.draw(2, 64, 7, 10, 0.2, Rng.of(1));
        assertThat(with.pictures().equalTo(Cells.draw(2, 64, 7, 10, Rng.of(1)).pictures()))
                .isTrue();
        assertThat(with.instances().equalTo(without.instances())).isTrue();
        var seams = with.instances().gt(0L).logicalAnd(with.interiors().eq(0L)).unsqueeze(1);
        var brighter = with.pictures().sub(without.pictures());
        // A ridge two pixels wide keeps about two thirds of its height under a blur of 0.7 pixels, and more where seams
        // meet.
        assertThat(mean(brighter, seams)).isBetween(0.1, 0.2);
        var reached = seams.to(DType.FLOAT32).maxPool2d(7, 1, 3).gt(0.5);
        assertThat(brighter.maskedFill(reached, 0).abs().max().item()).isZero();
        assertThat(reached.logicalNot().countNonzero().item()).isPositive();
    }

    @Test
    void terrainsWayIsAWayAndNoneIsCheaper() {
        var terrain = Terrain.draw(30, 3, Rng.of(2));
        for (long m = 0; m < 30; m++) {
            var costs = terrain.costs().select(0, m).toDoubles();
            var path = terrain.paths().select(0, m).toBytes();
            double paid = 0;
            for (int cell = 0; cell < 9; cell++) {
                paid += path[cell] == 1 ? costs[cell] : 0;
            }
            assertThat(paid).isCloseTo(cheapestByTrying(costs, 3, 0, new boolean[9]), within(1e-12));
            assertThat(path[0] + path[8]).isEqualTo(2);
        }
        // A wall of dear cells has to be crossed once: the diagonal steps through its one cheap cell.
        var wall = new double[] {1, 1, 1, 9, 9, 1, 1, 1, 1};
        assertThat(Terrain.cheapest(wall, 3)).containsExactly(0, 1, 5, 8);
    }

    @Test
    void moonsLieOnTheirHalfCircles() {
        var points = Moons.draw(400, 0, Rng.of(1));
        var xy = points.inputs().toDoubles();
        var labels = points.labels().toLongs();
        double lowest = 1;
        for (int i = 0; i < 400; i++) {
            boolean lower = labels[i] == 1;
            double x = xy[2 * i] - (lower ? 1 : 0);
            double y = xy[2 * i + 1] - (lower ? 0.5 : 0);
            assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-5));
            assertThat(lower ? -y : y).isGreaterThan(-1e-6);
            lowest = Math.min(lowest, xy[2 * i + 1]);
        }
        assertThat(lowest).isCloseTo(-0.5, within(0.01));
        var scattered = Moons.draw(2_000, 0.3, Rng.of(1));
        var still = Moons.draw(2_000, 0, Rng.of(1));
        assertThat(scattered.inputs().sub(still.inputs()).square().mean().item())
                .isCloseTo(0.09, within(0.01));
    }

    /** All ways without a cell twice. */
    private static double cheapestByTrying(double[] costs, int cells, int at, boolean[] been) {
        if (at == costs.length - 1) {
            return costs[at];
        }
        been[at] = true;
        double best = Double.POSITIVE_INFINITY;
        for (int step = 0; step < 9; step++) {
            int row = at / cells + step / 3 - 1;
            int column = at % cells + step % 3 - 1;
            if (row >= 0 && column >= 0 && row < cells && column < cells && !been[row * cells + column]) {
                best = Math.min(best, cheapestByTrying(costs, cells, row * cells + column, been));
            }
        }
        been[at] = false;
        return costs[at] + best;
    }
}
