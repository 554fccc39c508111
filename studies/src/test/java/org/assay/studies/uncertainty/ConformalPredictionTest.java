package org.assay.studies.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.data.Examples;
import org.assay.solve.conformal.RankedClasses;
import org.assay.solve.conformal.SetScore;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConformalPredictionTest {

    private static LabelledPool pool(int n, int classes) {
        var random = new SplittableRandom(5);
        var images = IntStream.range(0, n)
                .mapToObj(_ -> RankedClasses.of(LabelledPool.softmax(
                        random.doubles(classes).map(v -> 4 * v).toArray(), 1)))
                .toList();
        return new LabelledPool(
                images, random.ints(n, 0, classes).toArray(), random.doubles(n).toArray(), classes);
    }

    /** Strata of one class, of two and three, and of four to six: 15 of 20, all 20, and 19 where a set is not judged. */
    @Test
    void theWorstStratumIsTheOneFarthestFromTheLevel() {
        var sizes = new int[59];
        var covered = new boolean[59];
        for (int k = 0; k < 59; k++) {
            sizes[k] = k < 20 ? k % 2 : k < 40 ? 3 : 4;
            covered[k] = k < 20 ? k < 15 : k < 40;
        }
        var sets = new Sets(sizes, covered, new boolean[59]);
        assertThat(sets.stratumViolation(0.1)).isCloseTo(0.15, within(1e-12));
        assertThat(sets.coverage()).isCloseTo(35.0 / 59, within(1e-12));
        assertThat(sets.size()).isCloseTo((10 + 60 + 76) / 59.0, within(1e-12));
    }

    @Test
    void anEmptySetIsFilledWithTheFirstClass() {
        var sets =
                new Sets(new int[] {0, 0, 2}, new boolean[] {false, false, true}, new boolean[] {true, false, false});
        assertThat(sets.filled().sizes()).containsExactly(1, 1, 2);
        assertThat(sets.filled().covered()).containsExactly(true, false, true);
    }

    /** With equal thresholds for all classes nothing changes; one class without a threshold joins every set. */
    @Test
    void thresholdsOfClassesAreThoseOfOneWhereTheyAgree() {
        var pool = pool(200, 7);
        var split = PoolSplit.draw(200, 40, 60, Rng.of(1));
        var one = Sets.of(SetScore.aps(), 0.7, pool, split, split.test());
        var q = new double[7];
        Arrays.fill(q, 0.7);
        var byClass = Sets.byClass(SetScore.aps(), q, pool, split, split.test());
        assertThat(byClass.sizes()).containsExactly(one.sizes());
        assertThat(byClass.covered()).containsExactly(one.covered());
        q[3] = Double.POSITIVE_INFINITY;
        var wider = Sets.byClass(SetScore.aps(), q, pool, split, split.test());
        for (int k = 0; k < 100; k++) {
            assertThat(wider.sizes()[k] - one.sizes()[k]).isBetween(0, 1);
            assertThat(pool.labels()[split.test()[k]] != 3 || wider.covered()[k])
                    .isTrue();
        }
    }

    @Test
    void aSplitUsesEveryImageOnce() {
        var split = PoolSplit.draw(100, 20, 30, Rng.of(3));
        assertThat(Stream.of(split.tuning(), split.calibration(), split.test())
                        .flatMapToInt(IntStream::of)
                        .distinct()
                        .boxed())
                .hasSize(100);
        assertThat(split.test()).hasSize(50);
        assertThat(split.u()).hasSize(100);
    }

    /** The rank below which 90 % of the truths of nine images lie is the ninth of them. */
    @Test
    void freeRanksHoldTheTruthAsOftenAsTheLevel() {
        var x = RankedClasses.of(new double[] {0.5, 0.3, 0.2});
        var pool = new LabelledPool(Collections.nCopies(9, x), new int[] {0, 0, 0, 0, 0, 0, 0, 1, 2}, new double[0], 3);
        var all = IntStream.range(0, 9).toArray();
        assertThat(SetMethod.freeRanks(pool, all, 0.1)).isEqualTo(3);
        assertThat(SetMethod.freeRanks(pool, all, 0.2)).isEqualTo(2);
        assertThat(SetMethod.freeRanks(pool, all, 0.3)).isEqualTo(1);
    }

    /** Labels drawn from softmax(z / 2) are most likely at a temperature of 2. */
    @Test
    void theTemperatureIsTheOneThatDrewTheLabels() {
        var random = new SplittableRandom(8);
        var logits = IntStream.range(0, 20_000)
                .mapToObj(_ -> random.doubles(5).map(v -> 10 * v).toArray())
                .toList();
        var labels = logits.stream()
                .mapToInt(z -> drawn(LabelledPool.softmax(z, 2), random))
                .toArray();
        assertThat(LabelledPool.temperature(logits, labels)).isCloseTo(2, within(0.06));
    }

    private static int drawn(double[] p, SplittableRandom random) {
        double u = random.nextDouble();
        int y = 0;
        while (y < p.length - 1 && u >= p[y]) {
            u -= p[y++];
        }
        return y;
    }

    /** Constant forecasts lose least at the quantile: of 0, 1, ..., 10 the loss at level 0.1 is (0.9 + 0.1 (1 + ... + 9)) / 11 for f = 1. */
    @Test
    void pinballLossIsLeastAtTheQuantile() {
        Scope.run(() -> {
            var y = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 11, 1);
            var at = List.of(0f, 1f, 2f).stream()
                    .map(f -> Regressor.pinball(Tensor.of(new float[] {f}, 1, 1).expand(11, 1), y, 0.1)
                            .item())
                    .toList();
            assertThat(at.get(1)).isCloseTo((0.9 + 0.1 * 45) / 11, within(1e-6));
            assertThat(at.get(1)).isLessThan(at.get(0)).isLessThan(at.get(2));
        });
    }

    /** A network of 300 steps tells the two ends of y = x + noise even on (-1, 1), whose 5 and 95 % quantiles are x - 0.9 and x + 0.9. */
    @Test
    void quantilesAreLearned() {
        var rng = Rng.of(2);
        var x = rng.uniform(3_000, 1);
        var y = x.mul(4.0).add(rng.uniformBetween(-1, 1, 3_000, 1)).squeeze(1);
        var net = Regressor.fit(
                new Examples(x, y), 2, (f, t) -> Regressor.pinball(f, t, 0.05, 0.95), 600, rng.split("net"));
        var places = Tensor.of(new float[] {0.2f, 0.5f, 0.8f}, 3, 1);
        var low = net.at(places, 0);
        var high = net.at(places, 1);
        for (int i = 0; i < 3; i++) {
            double middle = 4 * (0.2 + 0.3 * i);
            assertThat(low[i]).isCloseTo(middle - 0.9, within(0.3));
            assertThat(high[i]).isCloseTo(middle + 0.9, within(0.3));
        }
    }

    /** 0.94 + 0.06 4 = 1.18 after a return of 2, then 0.94 1.18 + 0.06 1 = 1.1692. */
    @Test
    void scoresOfReturnsLookBackOnly() {
        assertThat(SeriesReport.scores(new double[] {2, -1, 3}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(2, 1 / Math.sqrt(1.18), 3 / Math.sqrt(1.1692));
    }
}
