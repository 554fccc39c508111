package org.assay.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.tensor.Autodiff;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoftSortTest {
    private static final double NUDGE = 1e-6;

    private static Tensor f64(double... values) {
        return Tensor.of(DType.FLOAT64, values, values.length);
    }

    private static void near(Tensor found, double... expected) {
        assertThat(found.toDoubles()).containsExactly(expected, within(1e-12));
    }

    /** Test values of the paper's published code, also worked out by hand. */
    @Test
    void ranksAndSortedValuesAreThePublishedOnes() {
        Scope.run(() -> {
            var values = f64(5, 1, 2);
            near(SoftSort.ranks(values, 1), 3, 1, 2);
            near(SoftSort.ranks(values, 2), 3, 1.25, 1.75);
            near(SoftSort.sort(values, 1), 11 / 3.0, 8 / 3.0, 5 / 3.0);
            near(SoftSort.sort(values, 0.1), 5, 2, 1);
        });
    }

    /** Up to a gap of log 2 two scores are one block, which shares the sum 3 as their exponentials: 3 to 2 here. Beyond it ranks are exact. */
    @Test
    void ranksByEntropyAreThoseWorkedOutByHand() {
        Scope.run(() -> {
            near(SoftSort.ranksByEntropy(f64(0, Math.log(1.5)), 1), 1.2, 1.8);
            near(SoftSort.ranksByEntropy(f64(0, 5), 1), 1, 2);
            near(SoftSort.ranksByEntropy(f64(7, 7, 7), 1), 2, 2, 2);
        });
    }

    /** Exact up to the smallest gap (ranks) or one over the largest (sorting), means in the limit. */
    @Test
    void theLimitsAreHardAndFlat() {
        Scope.run(() -> {
            var x = Rng.of(3).normal(20, 9).to(DType.FLOAT64);
            var sorted = x.sortDescending(-1).values();
            var gaps = sorted.narrow(1, 0, 8).sub(sorted.narrow(1, 1, 8));
            near(
                    SoftSort.ranks(x, 0.999 * gaps.min().item()),
                    SoftSort.exactRanks(x).toDoubles());
            near(SoftSort.sort(x, 0.999 / gaps.max().item()), sorted.toDoubles());
            assertThat(SoftSort.ranks(x, 1e9).sub(5.0).abs().max().item()).isLessThan(1e-6);
            assertThat(SoftSort.ranksByEntropy(x, 1e9).sub(5.0).abs().max().item())
                    .isLessThan(1e-6);
            assertThat(SoftSort.sort(x, 1e9).sub(x.mean(true, 1)).abs().max().item())
                    .isLessThan(1e-6);
        });
    }

    /** The hull's other description: no k entries add up to more than the k largest of w, all to its sum. Solved by the interior-point method. */
    @Test
    void theProjectionIsThatOfAQuadraticProgram() {
        Scope.run(() -> {
            int n = 4;
            var rng = Rng.of(5);
            var z = rng.normal(30, n).mul(2).to(DType.FLOAT64);
            var w = rng.normal(30, n).to(DType.FLOAT64);
            var best = w.sortDescending(-1).values().cumsum(-1);
            var rows = new ArrayList<Tensor>();
            var bounds = new ArrayList<Tensor>();
            for (int subset = 1; subset < (1 << n) - 1; subset++) {
                var row = new double[n];
                for (int i = 0; i < n; i++) {
                    row[i] = subset >> i & 1;
                }
                rows.add(f64(row));
                bounds.add(best.select(1, Integer.bitCount(subset) - 1));
            }
            var program = QuadraticProgram.diagonal(Tensor.ones(n), z.neg())
                    .equal(Tensor.ones(1, n), best.narrow(1, n - 1, 1))
                    .below(Tensor.stack(rows, 0), Tensor.stack(bounds, 1))
                    .solve();
            assertThat(Permutahedron.project(z, w).toDoubles()).containsExactly(program.toDoubles(), within(1e-6));
        });
    }

    /** At the maximum, moving along an edge of the hull changes nothing: inside one block {@code z - log mu} is constant. */
    @Test
    void projectionByEntropyIsStationaryAndInTheHull() {
        Scope.run(() -> {
            var z = Rng.of(8).normal(50, 6).to(DType.FLOAT64);
            var w = f64(6, 5, 4, 3, 2, 1);
            var mu = Permutahedron.projectByEntropy(z, w);
            var order = z.argsortDescending(1);
            var sorted = mu.gather(1, order);
            assertThat(sorted.narrow(1, 0, 5).sub(sorted.narrow(1, 1, 5)).min().item())
                    .isGreaterThan(-1e-12);
            var slack = w.cumsum(0).sub(sorted.cumsum(1));
            assertThat(slack.min().item()).isGreaterThan(-1e-9);
            var price = z.gather(1, order).sub(sorted.log());
            var step = price.narrow(1, 0, 5).sub(price.narrow(1, 1, 5));
            var inside = slack.narrow(1, 0, 5).gt(1e-9);
            assertThat(inside.countNonzero().item()).isBetween(50.0, 249.0);
            // Where a sum of the largest is tight its multiplier, the step, is not negative; where it is not, zero.
            assertThat(step.min().item()).isGreaterThan(-1e-9);
            assertThat(Tensor.where(inside, step, 0).abs().max().item()).isLessThan(1e-9);
        });
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Scope.run(() -> {
            var w = f64(9, 4, 3, 1, 0.5);
            checked(x -> SoftSort.ranks(x, 0.7));
            checked(x -> SoftSort.ranksByEntropy(x, 0.7));
            checked(x -> SoftSort.sort(x, 3));
            checked(x -> Permutahedron.project(x, w));
            checked(x -> Permutahedron.project(w, x));
            checked(x -> Permutahedron.projectByEntropy(w, x.exp()));
            checked(x -> new Sinkhorn(0.05, 30).ranks(x));
            checked(x -> new Sinkhorn(0.05, 30).sort(x));
        });
    }

    /** Rows one by one: w is the same for all or has as many rows as x. */
    private static void checked(UnaryOperator<Tensor> function) {
        var rng = Rng.of(11);
        for (int row = 0; row < 10; row++) {
            var x = rng.normal(5).to(DType.FLOAT64).parameter();
            var weights = rng.normal(5).to(DType.FLOAT64);
            var direction = rng.normal(5).to(DType.FLOAT64);
            var gradient = Autodiff.grad(function.apply(x).mul(weights).sum(), List.of(x), false)
                    .getFirst();
            double up = function.apply(x.detach().add(direction, NUDGE))
                    .mul(weights)
                    .sum()
                    .item();
            double down = function.apply(x.detach().add(direction, -NUDGE))
                    .mul(weights)
                    .sum()
                    .item();
            assertThat(gradient.dot(direction).item()).isCloseTo((up - down) / (2 * NUDGE), within(1e-7));
        }
    }

    @Test
    void blocksAreCounted() {
        Scope.run(() -> {
            var w = f64(3, 2, 1);
            var z = Tensor.of(DType.FLOAT64, new double[] {5, 1, 3, 2.5, 0.5, 1, 0.1, 0.2, 0.3, 1, 1, 1}, 4, 3);
            assertThat(Permutahedron.blocks(z, w).toLongs()).containsExactly(3, 2, 1, 1);
        });
    }

    @Test
    void tiesHaveTheMeanRank() {
        Scope.run(() -> {
            near(SoftSort.exactRanks(f64(2, 7, 2, 1, 2)), 3, 5, 3, 1, 3);
            near(SoftSort.ranks(f64(2, 7, 2, 1, 2), 1e-3), 3, 5, 3, 1, 3);
        });
    }

    /** Blocks stay small in 32 bits where neighbours differ by little. */
    @Test
    void floatsGiveWhatDoublesDo() {
        Scope.run(() -> {
            var x = Rng.of(6).normal(4, 200).to(DType.FLOAT64);
            var ranks = SoftSort.ranks(x.to(DType.FLOAT32), 0.01);
            assertThat(ranks.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(ranks.sub(SoftSort.ranks(x, 0.01)).abs().max().item()).isLessThan(1e-2);
        });
    }

    @Test
    void sizesThatDoNotFitAreASentence() {
        Scope.run(() -> assertThatThrownBy(() -> Permutahedron.project(f64(1, 2), f64(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A permutahedron has points with as many entries as w; z is [2] and w [3]."));
    }
}
