package org.assay.studies.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.assay.data.generate.Cells;
import org.assay.studies.TrialInMemory;
import org.assay.studies.segmentation.Changes.Kind;
import org.assay.studies.segmentation.Learning.Network;
import org.assay.studies.segmentation.Problem.Source;
import org.assay.studies.segmentation.Unet.Setup;
import org.assay.tensor.DType;
import org.assay.tensor.Native;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class UnetTest {

    /** Digits are numbers of cells, a dot is outside. */
    private static long[] pixels(String... rows) {
        return String.join("", rows)
                .chars()
                .mapToLong(c -> c == '.' ? 0 : c - '0')
                .toArray();
    }

    private static boolean[] mask(String... rows) {
        return Problem.mask(pixels(rows));
    }

    /** Cells of one column each, three columns apart: d_1 + d_2 = 4 everywhere between them, 4^2 / (2 2^2) = 2. */
    @Test
    void theGroundBetweenTwoCellsWeighsMore() {
        Scope.run(() -> {
            var instances = Tensor.of(pixels("1...2", "1...2", "1...2", "1...2", "1...2"), 1, 5, 5);
            var inside = instances.gt(0L).to(DType.INT64);
            var weights = WeightMap.of(new Cells(Tensor.zeros(1, 1, 5, 5), instances, inside))
                    .at(0, 3)
                    .toDoubles();
            double ground = 25 / 30.0 + 10 * Math.exp(-2);
            double cell = 25 / 20.0;
            double[] expected = {cell, ground, ground, ground, cell};
            for (int column = 0; column < 5; column++) {
                assertThat(weights[column]).isCloseTo(expected[column], within(1e-6));
            }
        });
    }

    /** Distances to the nearest pixel of each cell by trying them all, the two smallest of each place by sorting. */
    @Test
    void weightsAreThoseOfTryingAllPixels() {
        Scope.run(() -> {
            int side = 24;
            var cells = Cells.draw(3, side, 3, 4, Rng.of(5));
            var instances = cells.instances().toLongs();
            var interiors = cells.interiors().toLongs();
            int plane = side * side;
            for (int i = 0; i < 3; i++) {
                var own = Problem.picture(instances, i, plane);
                var inner = Problem.picture(interiors, i, plane);
                var term = WeightMap.narrow(own, inner, side);
                for (int p = 0; p < plane; p++) {
                    var distances = new double[5];
                    Arrays.fill(distances, Double.POSITIVE_INFINITY);
                    for (int q = 0; q < plane; q++) {
                        if (inner[q] == 1) {
                            int cell = (int) own[q];
                            distances[cell] =
                                    Math.min(distances[cell], Math.hypot(p / side - q / side, p % side - q % side));
                        }
                    }
                    Arrays.sort(distances);
                    double expected = inner[p] == 1 ? 0 : 10 * Math.exp(-Math.pow(distances[0] + distances[1], 2) / 8);
                    assertThat(term[p]).isCloseTo(expected, within(1e-9));
                }
            }
        });
    }

    /** Two pixels of weight 1 and 3, logits 0 and 2 for the cell: log 2 and log(1 + e^2), for the ground is the truth of the second. */
    @Test
    void theLossIsTheMeanByWeights() {
        Scope.run(() -> {
            var lesson = new Lesson(
                    Tensor.zeros(1, 1, 1, 2),
                    Tensor.of(new long[] {1, 0}, 1, 1, 2),
                    Tensor.of(new float[] {1, 3}, 1, 1, 2));
            var logits = Tensor.of(new float[] {0, 0, 0, 2}, 1, 2, 1, 2);
            double expected = (Math.log(2) + 3 * Math.log1p(Math.exp(2))) / 4;
            assertThat(lesson.loss(logits).item()).isCloseTo(expected, within(1e-6));
        });
    }

    /** Of a picture whose grey value is its column, every pixel says where it comes from: its label must be the column nearest to that. */
    @Test
    void picturesTargetsAndWeightsMoveTogether() {
        Scope.run(() -> {
            int n = 5;
            long side = 32;
            var columns = Tensor.arange(side).reshape(1, 1, side).expand(n, side, side);
            var lesson = new Lesson(
                    columns.to(DType.FLOAT32).unsqueeze(1),
                    columns.contiguous(),
                    columns.to(DType.FLOAT32).mul(0.5));
            for (var kind : new Kind[] {Kind.QUARTER_TURNS, Kind.RIGID, Kind.ELASTIC}) {
                var changed = Changes.of(kind, Rng.of(3)).of(lesson);
                assertThat(changed.targets().dtype()).isEqualTo(DType.INT64);
                assertThat(changed.targets().equalTo(lesson.targets())).isFalse();
                assertThat(changed.weights().mul(2.0).equalTo(changed.targets().to(DType.FLOAT32)))
                        .isTrue();
                for (long i = 0; i < n; i++) {
                    var from = changed.targets().at(i).to(DType.FLOAT32);
                    var grey = changed.pictures().at(i, 0);
                    double gain = grey.sum().item() / from.sum().item();
                    assertThat(gain).isBetween(0.77, 1.23);
                    double apart = grey.div(gain).sub(from).abs().max().item();
                    // Half a pixel, and what the gain is mistaken by.
                    assertThat(apart).isLessThan(kind == Kind.QUARTER_TURNS ? 1e-3 : 1);
                }
            }
        });
    }

    @Test
    void deformedOrNotPicturesAreTurnedAndBrightenedAlike() {
        Scope.run(() -> {
            var lesson =
                    new Lesson(Tensor.ones(6, 1, 16, 16), Rng.of(1).integers(0, 2, 6, 16, 16), Tensor.ones(6, 16, 16));
            var rigid = Changes.of(Kind.RIGID, Rng.of(9)).of(lesson);
            var elastic = Changes.of(Kind.ELASTIC, Rng.of(9)).of(lesson);
            assertThat(rigid.pictures().allClose(elastic.pictures(), 0, 1e-5)).isTrue();
            assertThat(rigid.targets().equalTo(elastic.targets())).isFalse();
            assertThat(Changes.of(Kind.NONE, Rng.of(9)).of(lesson)).isSameAs(lesson);
        });
    }

    /**
     * Cells 1 and 2 touch along columns 2 and 3, the seam; cell 3 is apart. One region covers 1 and 2: p = (8, 8, 8) / 24, s = (16, 8) / 24 and t = (8, 8, 8) / 24,
     * since seams do not count.
     */
    @Test
    void aRegionOverTwoCellsIsAMerge() {
        var instances =
                pixels("111222..", "111222..", "111222..", "111222..", "........", "3333....", "3333....", "........");
        var interiors =
                pixels("11..11..", "11..11..", "11..11..", "11..11..", "........", "1111....", "1111....", "........");
        var one = mask("111111..", "111111..", "111111..", "111111..", "........", "1111....", "1111....", "........");
        var merged = Objects.of(one, instances, interiors, 8);
        assertThat(Objects.touching(instances, 8)).containsExactly(new Objects.Pair(1, 2));
        assertThat(merged.mergeRate()).isEqualTo(1);
        assertThat(merged.splitRate()).isZero();
        double v = (3 * 64) / (0.5 * (256 + 64) + 0.5 * 3 * 64);
        assertThat(merged.randError()).isCloseTo(1 - v, within(1e-12));

        var apart =
                mask("11..11..", "11..11..", "11..11..", "11..11..", "........", "1111....", "1111....", "........");
        var exact = Objects.of(apart, instances, interiors, 8);
        assertThat(exact.mergeRate()).isZero();
        assertThat(exact.randError()).isZero();

        var both = merged.plus(exact);
        assertThat(both.mergeRate()).isEqualTo(0.5);
        assertThat(both.randError()).isCloseTo((1 - v) / 2, within(1e-12));
        assertThat(both.cells()).isEqualTo(6);
    }

    /** Of two cells one is cut in two of eight and twelve pixels, a hole in it filled, and the other's seven pixels are too few to count. */
    @Test
    void cutCellsAreSplitAndCrumbsAreMissed() {
        var instances =
                pixels("11111111", "11111111", "11111111", "11111111", "........", "22222222", "........", "........");
        var found =
                mask("1111.111", "1111.1.1", "...1.111", "........", "........", "1111111.", "........", "........");
        var objects = Objects.of(
                found,
                instances,
                Arrays.stream(instances).map(v -> Math.min(v, 1)).toArray(),
                8);
        assertThat(objects.cells()).isEqualTo(2);
        assertThat(objects.splitRate()).isEqualTo(0.5);
        assertThat(objects.missedRate()).isEqualTo(0.5);
        assertThat(objects.pairs()).isZero();
        // Parts of 9 and 9 (8 and a filled hole) of 32 pixels, 14 lone ones; the other cell 8 lone ones.
        double together = 81 + 81 + 14 + 8;
        double v = 2 * together / (together + 32 * 32 + 8 * 8);
        assertThat(objects.randError()).isCloseTo(1 - v, within(1e-12));
    }

    /** The left half is a cell: of eight columns the middle four lie within two pixels of the border. */
    @Test
    void wrongPixelsAreNearTheBorderOrFarFromIt() {
        var row = new float[] {0.9f, 0.9f, 0.9f, 0.2f, 0.1f, 0.1f, 0.6f, 0.1f};
        var inside = new float[64];
        var interiors = new long[64];
        for (int p = 0; p < 64; p++) {
            inside[p] = row[p % 8];
            interiors[p] = p % 8 < 4 ? 1 : 0;
        }
        var predictions = new Predictions(inside, interiors, interiors, 8);
        var near = predictions.nearBorder(0.5);
        assertThat(near.ofAll()).isEqualTo(0.5);
        assertThat(near.ofWrong()).isEqualTo(0.5);
        // Three columns of four found and one beside; above 0.15 all four and that one, above 0.7 three and no other.
        assertThat(predictions.iou(0.5)).isCloseTo(3 / 5.0, within(1e-12));
        assertThat(predictions.pixelError(0.5)).isCloseTo(2 / 8.0, within(1e-12));
        assertThat(predictions.iou(0.15)).isCloseTo(4 / 5.0, within(1e-12));
        assertThat(predictions.iou(0.7)).isCloseTo(3 / 4.0, within(1e-12));
        assertThat(predictions.bestThreshold()).isEqualTo(0.15);
    }

    @Test
    void aSlidingWindowSeesTheWindowOfEachPixel() {
        Scope.run(() -> {
            var net = Patches.of(4, Rng.of(1));
            var x = Rng.of(2).normal(2, 1, 20, 24);
            var all = net.forward(x);
            assertThat(all.shape()).containsExactly(2, 2, 20, 24);
            // Pixel (10, 9) lies far enough from the edge that its window is a plain part of the picture.
            var window = x.narrow(0, 1, 1).narrow(2, 2, 17).narrow(3, 1, 17).contiguous();
            var own = net.net().forward(window).toDoubles();
            assertThat(all.at(1, 0, 10, 9).item()).isCloseTo(own[0], within(1e-5));
            assertThat(all.at(1, 1, 10, 9).item()).isCloseTo(own[1], within(1e-5));
        });
    }

    /** Weights and targets of the drawn windows are those of their middle pixels: a net that reads the middle pixel makes no error. */
    @Test
    void windowsAreLearnedWithTheirOwnTargets() {
        Scope.run(() -> {
            var targets = Rng.of(4).integers(0, 2, 1, 24, 24);
            var pictures = targets.to(DType.FLOAT32).unsqueeze(1);
            var reading = new Patches(org.assay.nn.Sequential.of(
                    w -> {
                        var middle =
                                w.select(3, 8).select(2, 8).flatten().mul(40.0).sub(20);
                        return Tensor.stack(middle.neg(), middle);
                    },
                    logits -> logits.t()));
            var lesson = new Lesson(pictures, targets, Tensor.ones(1, 24, 24));
            assertThat(reading.loss(lesson, Rng.of(1)).item()).isLessThan(1e-6);
            var wrong = new Lesson(pictures, targets.neg().add(1L), Tensor.ones(1, 24, 24));
            assertThat(reading.loss(wrong, Rng.of(1)).item()).isCloseTo(40, within(1e-3));
        });
    }

    private static Setup setup(Network network, Kind changed, int train) {
        return new Setup(Source.CELLS, network, changed, true, 32, 3, 4, train, 8, 6, 0.2, 8, 2, 0.1, 150, 4, 3e-3);
    }

    @Test
    void fewerPicturesAreTheFirstOfMore() {
        Scope.run(() -> {
            var few = Problem.of(TrialInMemory.of(setup(Network.UNET, Kind.NONE, 3)));
            var more = Problem.of(TrialInMemory.of(setup(Network.UNET, Kind.NONE, 8)));
            assertThat(more.train()
                            .pictures()
                            .narrow(0, 0, 3)
                            .equalTo(few.train().pictures()))
                    .isTrue();
            assertThat(more.train()
                            .interiors()
                            .narrow(0, 0, 3)
                            .equalTo(few.train().interiors()))
                    .isTrue();
            assertThat(more.test().pictures().equalTo(few.test().pictures())).isTrue();
            assertThat(more.test()
                            .pictures()
                            .narrow(0, 0, 3)
                            .equalTo(few.train().pictures()))
                    .isFalse();
        });
    }

    /** Somebody who says "cell" everywhere reaches about 0.5. */
    @Test
    void cellsAreLearned() {
        var full = ran(setup(Network.UNET, Kind.ELASTIC, 8));
        assertThat(full.get("iou")).isGreaterThan(0.7);
        assertThat(full).containsKeys("rand_error", "merge_rate", "split_rate@chosen", "near_border");
        var blind = ran(setup(Network.NO_SKIPS, Kind.ELASTIC, 8));
        assertThat(blind.get("iou")).isLessThan(full.get("iou"));
        assertThat(ran(setup(Network.PATCHES, Kind.NONE, 8)).get("iou")).isGreaterThan(0.55);
        assertThat(ran(setup(Network.PLAIN, Kind.RIGID, 8)).get("iou")).isFinite();
    }

    private static Map<String, Double> ran(Setup setup) {
        var notes = TrialInMemory.of(setup);
        // As in a trial: steps this small gain nothing from more threads, and wait for them where others work.
        int before = Native.settings().threads();
        Native.threads(1);
        try {
            Scope.run(() -> new Unet().run(notes));
        } finally {
            Native.threads(before);
        }
        return notes.metrics();
    }

    @Test
    void thePlanIsWhole() {
        var plan = new Unet().plan();
        assertThat(plan.claims()).hasSize(8);
        assertThat(plan.claims().stream().filter(c -> c.primary()).count()).isEqualTo(2);
    }
}
