package org.assay.studies.optimisationlayers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.data.Ratings;
import org.assay.studies.optimisationlayers.PictureSets.Source;
import org.assay.studies.optimisationlayers.RobustRegression.Models;
import org.assay.studies.optimisationlayers.Windows.Outliers;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoftRankingTest {

    private static Tensor matrix(int columns, double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length / columns, columns);
    }

    /** Scores 0 and log 3: one beats the other with probability 3/4 at strength 1. */
    @Test
    void ranksByAllPairsAreAsWorkedOutByHand() {
        Scope.run(() -> assertThat(
                        RankMethod.ALL_PAIRS.ranks(matrix(2, 0, Math.log(3)), 1).toDoubles())
                .containsExactly(new double[] {1.25, 1.75}, within(1e-12)));
    }

    /** Scores 0 and a: the row of the largest is softmax((0 - a, a - a)), that of the second softmax((-a, -2a)). */
    @Test
    void neuralSortIsAsWorkedOutByHand() {
        Scope.run(() -> {
            double a = Math.log(3);
            assertThat(RankMethod.NEURAL_SORT.ranks(matrix(2, 0, a), 1).toDoubles())
                    .containsExactly(new double[] {3 - (0.25 + 2 * 0.75), 3 - (0.75 + 2 * 0.25)}, within(1e-12));
        });
    }

    /** Scores 0, 0 and 1: columns do not add up to 1, yet no rank is below 1 or above n, and the two alike share theirs. */
    @Test
    void neuralSortStaysWithinTheRanks() {
        Scope.run(() -> {
            var ranks = RankMethod.NEURAL_SORT.ranks(matrix(3, 0, 0, 1), 10).toDoubles();
            assertThat(ranks[0]).isEqualTo(ranks[1]).isBetween(1.0, 2.0);
            assertThat(ranks[2]).isBetween(2.0, 3.0);
        });
    }

    @Test
    void allOperatorsRankExactlyInTheLimit() {
        Scope.run(() -> {
            var scores = matrix(4, 0.3, -2, 5, 1);
            for (var method : RankMethod.values()) {
                if (method.ranks()) {
                    double strength = method == RankMethod.TRANSPORT ? 1e-2 : 1e-3;
                    assertThat(method.ranks(scores, strength).toDoubles())
                            .as(method.name())
                            .containsExactly(new double[] {2, 1, 4, 3}, within(0.15));
                }
            }
        });
    }

    /** Losses 1 to 5, two left out: the mean of 1, 2, 3 when sharp, of all when flat. */
    @Test
    void softTrimmedLossesGoFromTheSmallestToAll() {
        Scope.run(() -> {
            var losses = matrix(5, 4, 1, 5, 3, 2);
            assertThat(RobustRegression.trimmed(losses, 3, matrix(1, 1e-6)).item())
                    .isCloseTo(2, within(1e-6));
            assertThat(RobustRegression.trimmed(losses, 3, matrix(1, 1e9)).item())
                    .isCloseTo(3, within(1e-6));
        });
    }

    /** y = 2x + 1 with one of ten labels far off: concentration and soft trimming find the line, ridge does not. */
    @Test
    void trimmedSquaresFindALineUnderAnOutlier() {
        Scope.run(() -> {
            var x = Tensor.arange(DType.FLOAT64, -4.5, 5, 1).unsqueeze(1);
            var clean = x.t().mul(2).add(1.0);
            var far = Tensor.zeros(DType.FLOAT64, 1, 10);
            far.narrow(1, 8, 1).fill_(10);
            var y = clean.add(far).repeat(16, 1);
            var penalties = Tensor.full(DType.FLOAT64, 1e-9, 16);
            var strengths = Tensor.full(DType.FLOAT64, 0.01, 16);
            for (var method : List.of(RankMethod.HARD_TRIMMED, RankMethod.SOFT_TRIMMED)) {
                var models = RobustRegression.fit(method, x, y, penalties, strengths, 0.2, 500, _ -> {});
                assertThat(models.weights().at(0, 0).item()).as(method.name()).isCloseTo(2, within(1e-2));
                assertThat(models.bias().at(0).item()).as(method.name()).isCloseTo(1, within(1e-2));
            }
            var ridge = RobustRegression.ridge(x, y, penalties);
            assertThat(ridge.bias().at(0).item()).isCloseTo(2, within(1e-9));
        });
    }

    /** With a huge strength the soft trimmed loss is the least squares', and so is the fit, from another start. */
    @Test
    void aFlatSoftTrimmedFitIsLeastSquares() {
        Scope.run(() -> {
            var rng = Rng.of(4);
            var x = rng.normal(60, 3).to(DType.FLOAT64);
            var y = rng.normal(1, 60).to(DType.FLOAT64);
            var centred = x.sub(x.mean(0));
            var axes = centred.matmul(centred.svd().vh().t());
            var penalties = Tensor.full(DType.FLOAT64, 0.1, 1);
            var ridge = RobustRegression.ridge(axes, y, penalties);
            var normal = axes.t().matmul(axes).div(60).add(Tensor.eye(DType.FLOAT64, 3), 0.1);
            var moments = axes.t().matmul(y.t()).div(60);
            assertThat(ridge.weights()
                            .t()
                            .sub(normal.solve(moments))
                            .abs()
                            .max()
                            .item())
                    .isLessThan(1e-9);
            double mean = ridge.predict(axes).sub(y).square().div(2).mean().item();
            var flat = RobustRegression.fit(
                    RankMethod.SOFT_TRIMMED, axes, y, penalties, Tensor.full(DType.FLOAT64, 1e9, 1), 0.3, 500, _ -> {});
            assertThat(flat.weights().sub(ridge.weights()).abs().max().item()).isLessThan(1e-3);
            var losses = ridge.predict(axes).sub(y).square().div(2);
            assertThat(RobustRegression.trimmed(losses, 40, matrix(1, 1e9)).item())
                    .isCloseTo(mean, within(1e-6));
        });
    }

    @Test
    void aConcentrationStepNeverRaisesTheTrimmedLoss() {
        Scope.run(() -> {
            var rng = Rng.of(9);
            var x = rng.normal(80, 4).to(DType.FLOAT64);
            var y = Outliers.SHIFTED
                    .spoil(x.sum(1).add(rng.normal(80).to(DType.FLOAT64)), 0.3, rng)
                    .unsqueeze(0);
            var penalties = Tensor.full(DType.FLOAT64, 1e-3, 1);
            var start = new Models(Tensor.zeros(DType.FLOAT64, 1, 4), Tensor.full(DType.FLOAT64, 3, 1));
            var end = RobustRegression.concentrated(start, x, y, penalties, 48);
            assertThat(objective(end, x, y)).isLessThan(objective(start, x, y) / 2);
            assertThat(end.weights().sub(1.0).abs().max().item()).isLessThan(0.5);
        });
    }

    private static double objective(Models models, Tensor x, Tensor y) {
        var losses = models.predict(x).sub(y).square().sort(1).values();
        return losses.narrow(1, 0, 48).mean().item();
    }

    @Test
    void outliersAreNestedAndAsManyAsAsked() {
        Scope.run(() -> {
            var clean = Tensor.zeros(DType.FLOAT64, 50);
            var some = Outliers.SHIFTED.spoil(clean, 0.1, Rng.of(2)).toDoubles();
            var more = Outliers.SHIFTED.spoil(clean, 0.3, Rng.of(2)).toDoubles();
            assertThat(IntStream.range(0, 50).filter(i -> some[i] == 10).count())
                    .isEqualTo(5);
            assertThat(IntStream.range(0, 50).filter(i -> more[i] == 10).count())
                    .isEqualTo(15);
            assertThat(IntStream.range(0, 50)).allMatch(i -> some[i] == 0 || more[i] == 10);
        });
    }

    /** Values hour + 1000 series: a window of hours s to s + 23 has the label of hour s + 47. */
    @Test
    void theLabelIsADayAfterTheWindow() {
        Scope.run(() -> {
            var hours = Tensor.arange(DType.FLOAT64, 0, 300, 1).unsqueeze(1);
            var values = hours.add(Tensor.arange(DType.FLOAT64, 0, 7, 1).mul(1_000));
            var parts = Windows.split(values, List.of(150, 225, 300), 30, 20, Rng.of(1));
            var all = List.of(parts.train(), parts.validation(), parts.test());
            for (var part : all) {
                // All inputs rise by one an hour, as the label does: after standardising, distances are proportional.
                var x = part.inputs();
                var y = part.labels();
                var dx = x.narrow(0, 1, 10).sub(x.narrow(0, 0, 10)).norm(1);
                var dy = y.narrow(0, 1, 10).sub(y.narrow(0, 0, 10)).abs();
                assertThat(dx.sub(dy.mul(Math.sqrt(168))).abs().max().item()).isLessThan(1e-6);
            }
            // Parts follow each other in time: the first has deviation 1, the others lie above all of it.
            assertThat(parts.train().labels().max().item())
                    .isLessThan(parts.validation().labels().min().item());
            assertThat(parts.validation().labels().max().item())
                    .isLessThan(parts.test().labels().min().item());
        });
    }

    /** Ranks 1 to 8 in reverse have coefficient -1; one swap of neighbours 1 - 6 * 2 / (8 * 63); no order at all 0. */
    @Test
    void spearmanIsAsItsFormula() {
        Scope.run(() -> {
            var ranks = matrix(8, 1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(LabelRanking.spearman(ranks.neg(), ranks).item()).isCloseTo(-1, within(1e-12));
            var swapped = matrix(8, 0.2, 0.1, 3, 4, 5, 6, 7, 80);
            assertThat(LabelRanking.spearman(swapped, ranks).item()).isCloseTo(1 - 12 / 504.0, within(1e-12));
            assertThat(LabelRanking.spearman(Tensor.zeros(DType.FLOAT64, 1, 8), ranks)
                            .item())
                    .isZero();
        });
    }

    /** One user, 24 ratings of one film of each of eight genres in turn: the first half rates all 3, the second genre g by g / 2 + 0.5. */
    @Test
    void usersAreRankedByTheirSecondHalf() {
        Scope.run(() -> {
            int films = 8;
            var film = IntStream.range(0, 24).mapToLong(i -> i % films).toArray();
            var rated = IntStream.range(0, 24)
                    .mapToDouble(i -> i < 12 ? 3 : (i % films) / 2.0 + 0.5)
                    .toArray();
            // Twice the second half, so that it holds every genre.
            var users = new long[24];
            var times = IntStream.range(0, 24).mapToLong(i -> i).toArray();
            var genres = IntStream.range(0, films)
                    .mapToObj(g -> List.of("genre" + g))
                    .toList();
            var titles = IntStream.range(0, films).mapToObj(g -> "film" + g).toList();
            var ratings = new Ratings(
                    Tensor.of(users, 24),
                    Tensor.of(film, 24),
                    Tensor.of(rated, 24),
                    Tensor.of(times, 24),
                    titles,
                    genres,
                    "");
            var found = RankingData.users(ratings);
            assertThat(found.labels().toDoubles()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(found.inputs().shape()).containsExactly(1, 18);
            assertThat(found.inputs().at(0, 0).item()).isEqualTo(3);
            assertThat(found.inputs().at(0, 17).item()).isCloseTo(Math.log(13), within(1e-6));
        });
    }

    /** The right class first costs nothing once ranks are sharp; third of four costs two. */
    @Test
    void theRankLossCountsPlacesBehindTheFirst() {
        Scope.run(() -> {
            var logits = matrix(4, 3, 2, 1, 0, 0, 1, 2, 3);
            var y = Tensor.of(new long[] {0, 1}, 2);
            for (var method : List.of(RankMethod.PROJECTION, RankMethod.ENTROPY)) {
                assertThat(TopOne.loss(method, logits, y, 1e-3).item()).isCloseTo(1, within(1e-6));
            }
            // Others lead by at most 2 - (-2) = 1 - 3 and 3 - 1.
            assertThat(TopOne.loss(RankMethod.HINGE, logits, y, 0.5).item()).isCloseTo(1.25, within(1e-9));
        });
    }

    @Test
    void pairsShowBothPicturesAndTheirClasses() {
        Scope.run(() -> {
            var pairs = PictureSets.draw(Source.PAIRS, 40, 20, true, Rng.of(3));
            var single = PictureSets.draw(Source.FASHION, 40, 20, true, Rng.of(3));
            assertThat(pairs.classes()).isEqualTo(100);
            assertThat(pairs.train().inputs().shape()).containsExactly(40, 2 * 64);
            var left = pairs.train().labels().floorDivide(10L);
            assertThat(left.toLongs()).containsExactly(single.train().labels().toLongs());
            assertThat(pairs.train()
                            .inputs()
                            .narrow(1, 0, 64)
                            .equalTo(single.train().inputs()))
                    .isTrue();
            assertThat(single.train().inputs().square().mean().item()).isCloseTo(1, within(1e-4));
        });
    }

    /** Scores that are the ranks less their mean. */
    @Test
    void lossesOfRankingsAreAsWorkedOutByHand() {
        Scope.run(() -> {
            var ranks = matrix(8, 1, 2, 3, 4, 5, 6, 7, 8);
            var right = ranks.sub(4.5).unsqueeze(0).repeat(2, 1, 1);
            var strengths = Tensor.of(DType.FLOAT64, new double[] {1, 10}, 2);
            var raw = LabelRanking.loss(RankMethod.RAW_SCORES, right, ranks, strengths);
            assertThat(raw.abs().max().item()).isZero();
            var soft = LabelRanking.loss(RankMethod.PROJECTION, right, ranks, strengths);
            assertThat(soft.at(0).item()).isCloseTo(0, within(1e-12));
            // Strength 10 leaves one block: ranks 4.5 + score / 10, off by 0.9 of the score; the squared scores add up
            // to 42.
            assertThat(soft.at(1).item()).isCloseTo(0.81 * 42 / 2, within(1e-9));
        });
    }
}
