package org.assay.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.assay.data.format.DataException;
import org.assay.data.generate.Charges.Course;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Series, bodies, molecules, markets and graphs by known laws. */
class LawGeneratorsTest {
    static List<Function<Rng, Tensor>> generators() {
        return List.of(
                rng -> SeriesKinds.seasonal(50, rng),
                rng -> SeriesKinds.mackeyGlass(50, rng),
                rng -> SeriesKinds.Recall.draw(3, rng).values(),
                rng -> SeriesKinds.driftingWalk(50, 0.01, 0.3, rng),
                rng -> Charges.draw(2, 5, new Course(20, 30, 0, 0, 0), rng).later(),
                rng -> ToyMolecules.draw(3, rng).places(),
                rng -> Markets.factors(20, 5, 2, rng).returns(),
                rng -> Markets.regimes(50, rng).returns(),
                rng -> Graphs.connected(3, 8, 0.3, rng).adjacency(),
                rng -> Graphs.blocks(40, 2, 0.5, 0.1, rng).edges(),
                rng -> Topics.draw(5, Topics.Shape.STANDARD, rng).mixtures());
    }

    @ParameterizedTest
    @MethodSource("generators")
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(Function<Rng, Tensor> generator) {
        var drawn = generator.apply(Rng.of(4));
        assertThat(drawn.equalTo(generator.apply(Rng.of(4)))).isTrue();
        assertThat(drawn.equalTo(generator.apply(Rng.of(5)))).isFalse();
    }

    private static double correlation(Tensor a, Tensor b) {
        return a.sub(a.mean()).mul(b.sub(b.mean())).mean().item()
                / (a.varCorrected(0, false).sqrt().item()
                        * b.varCorrected(0, false).sqrt().item());
    }

    @Test
    void theSeasonalSeriesRepeatsItsDays() {
        var x = SeriesKinds.seasonal(12_000, Rng.of(1));
        double week = correlation(x.narrow(0, 0, 12_000 - 168), x.narrow(0, 168, 12_000 - 168));
        double halfDay = correlation(x.narrow(0, 0, 12_000 - 12), x.narrow(0, 12, 12_000 - 12));
        assertThat(week).isGreaterThan(0.8);
        assertThat(halfDay).isLessThan(0.3);
        // The trend is 1.2 over the whole length.
        var ends = x.narrow(0, 12_000 - 1680, 1680).mean().item()
                - x.narrow(0, 0, 1680).mean().item();
        assertThat(ends).isCloseTo(1e-4 * (12_000 - 1680), within(0.2));
    }

    @Test
    void theChaoticSeriesFollowsItsLaw() {
        var x = SeriesKinds.mackeyGlass(3000, Rng.of(1)).toDoubles();
        // Over one step of 1 the slope at its middle, from values at whole steps: good to the third derivative.
        double worst = 0;
        for (int t = 18; t < 2999; t++) {
            double delayed = x[t - 17];
            double slope = 0.2 * delayed / (1 + Math.pow(delayed, 10)) - 0.1 * x[t];
            worst = Math.max(worst, Math.abs((x[t + 1] - x[t - 1]) / 2 - slope));
            assertThat(x[t]).isBetween(0.2, 1.5);
        }
        assertThat(worst).isLessThan(0.03);
    }

    @Test
    void aKeyMeansTheSameMotifForTenBlocks() {
        var recall = SeriesKinds.Recall.draw(40, Rng.of(2));
        var keys = recall.keys().toLongs();
        var motifs = recall.motifs().toLongs();
        var values = recall.values().toDoubles();
        int changed = 0;
        var first = new HashMap<Long, Integer>();
        for (int b = 0; b < 40; b++) {
            for (int before = 0; before < b; before++) {
                if (keys[before] == keys[b]) {
                    changed += motifs[before] == motifs[b] ? 0 : 1;
                    assertThat(before / 10 == b / 10 && motifs[before] != motifs[b])
                            .isFalse();
                    assertThat(values[48 * before]).isEqualTo(values[48 * b]);
                }
            }
            int now = b;
            int earlier = first.computeIfAbsent(motifs[b], motif -> now);
            assertThat(values[48 * b + 24]).isEqualTo(values[48 * earlier + 24]);
        }
        assertThat(changed).isGreaterThan(10);
    }

    @Test
    void aDriftingWalkHasStepsOfDeviationOneAboutItsDrift() {
        var walk = SeriesKinds.driftingWalk(20_000, 0.001, 0.5, Rng.of(3));
        var steps = walk.narrow(0, 1, 19_999).sub(walk.narrow(0, 0, 19_999));
        var noise = steps.narrow(0, 1, 19_998).sub(steps.narrow(0, 0, 19_998));
        // Differences of steps cancel the drift but for the few changes: variance 2.
        assertThat(noise.var().item()).isCloseTo(2, within(0.06));
        double together = correlation(steps.narrow(0, 0, 19_900), steps.narrow(0, 99, 19_900));
        assertThat(together).isGreaterThan(0.05);
    }

    @Test
    void bodiesKeepEnergyAndTheFieldPullsThemDown() {
        var early = Charges.draw(20, 5, new Course(1, 1, 0, 0, 0), Rng.of(5)).energy();
        var late =
                Charges.draw(20, 5, new Course(1000, 1000, 0, 0, 0), Rng.of(5)).energy();
        var change = late.sub(early).abs();
        // Close encounters, where components are cut, are few.
        assertThat(change.median().item()).isLessThan(0.01);
        var free = Charges.draw(20, 5, new Course(1, 1001, 0, 0, 0), Rng.of(5));
        var pulled = Charges.draw(20, 5, new Course(1, 1001, 0, 0, -0.3), Rng.of(5));
        var fall = pulled.later().sub(free.later()).select(2, 2).mean(1);
        // A common pull leaves the distances as they are: g t^2 / 2 with t = 1, apart from where the cut bites.
        assertThat(fall.median().item()).isCloseTo(-0.15, within(0.005));
        assertThatThrownBy(() -> new Course(5, 4, 0, 0, 0)).isInstanceOf(DataException.class);
    }

    /** The published error of a linear model on this task is 0.0819 (Satorras et al. 2021, table 2). */
    @Test
    void onTheStandardTaskStraightMotionErrsAsPublished() {
        var task = Charges.draw(1000, 5, Course.STANDARD, Rng.of(1));
        var motion = task.later().sub(task.places());
        var velocity = task.velocities();
        double time =
                motion.mul(velocity).sum().item() / velocity.square().sum().item();
        assertThat(motion.sub(velocity.mul(time)).square().mean().item()).isCloseTo(0.0819, within(0.008));
    }

    @Test
    void moleculesBondsAreNearTheirLengthAndTheirEnergyIsTheirs() {
        var drawn = ToyMolecules.draw(30, Rng.of(1));
        var elements = drawn.elements().toLongs();
        assertThat(elements[0]).isEqualTo(6);
        var sizes = drawn.elements().gt(0L).to(DType.INT64).sum(1);
        assertThat(sizes.min().itemLong()).isGreaterThanOrEqualTo(5);
        assertThat(sizes.max().itemLong()).isLessThanOrEqualTo(10);
        // The bond's minimum is -1 at its rest length; a molecule has one bond fewer than atoms.
        assertThat(ToyMolecules.morse(1.3, 1.3)).isEqualTo(-1);
        assertThat(ToyMolecules.morse(1.2, 1.3)).isGreaterThan(-1);
        assertThat(ToyMolecules.lennardJones(2, 2)).isCloseTo(-1, within(1e-12));
        var atoms = drawn.elements().gt(0L).to(DType.FLOAT64).sum(1);
        var perBond = drawn.energies().div(atoms.sub(1.0));
        assertThat(perBond.median().item()).isBetween(-1.1, -0.2);
        // The dipole of a neutral molecule does not depend on where it lies: charges sum to zero.
        var grown = new ToyMolecules.Grown();
        grown.add(1, new double[] {0, 0, 0}, -1);
        grown.add(3, new double[] {1.42, 0, 0}, 0);
        grown.add(0, new double[] {-1.07, 0, 0}, 0);
        // 0.15 (3.44 - 2.55) flows to oxygen, 0.15 (2.2 - 2.55) to hydrogen.
        assertThat(grown.charges()).usingComparatorWithPrecision(1e-12).containsExactly(0.081, -0.1335, 0.0525);
        double bend = 0.2 * Math.pow(-1 - Math.cos(Math.toRadians(109.5)), 2);
        double far = 0.05 * ToyMolecules.lennardJones(2.49, 0.66 + 0.31);
        assertThat(grown.energy()).isCloseTo(-2 + bend + far, within(1e-12));
    }

    @Test
    void factorReturnsHaveTheirCovariance() {
        var market = Markets.factors(40_000, 4, 2, Rng.of(1));
        var centred = market.returns().sub(market.returns().mean(true, 0));
        var sample = centred.t().matmul(centred).div(40_000.0);
        var scale = market.covariance().diagonal(0, 0, 1).sqrt();
        var error = sample.sub(market.covariance()).div(scale.unsqueeze(0).mul(scale.unsqueeze(1)));
        // A sample correlation over 40,000 has a deviation below 0.0071 (a variance's).
        assertThat(error.abs().max().item()).isLessThan(0.03);
        assertThat(market.returns().mean(0).sub(market.means()).abs().max().item())
                .isLessThan(0.05);
        assertThat(Markets.prices(Tensor.of(DType.FLOAT64, new double[] {10, -50}, 2))
                        .toDoubles())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(1, 1.1, 0.55);
    }

    @Test
    void regimesHaveTheirShareAndSpread() {
        var market = Markets.regimes(200_000, Rng.of(1));
        // In balance the shares are in proportion to 1 / (1 - stay), as changes go to the others evenly.
        double[] weights = {100, 1 / 0.015, 1 / 0.03};
        double sum = weights[0] + weights[1] + weights[2];
        for (int k = 0; k < 3; k++) {
            var there = market.regimes().eq((long) k);
            assertThat(there.to(DType.FLOAT64).mean().item()).isCloseTo(weights[k] / sum, within(0.04));
        }
        var crisis =
                market.returns().maskedSelect(market.regimes().eq(2L)).std().item();
        var calm = market.returns().maskedSelect(market.regimes().eq(0L)).std().item();
        // AR(1) with -0.1 adds half a percent; the first step of a regime carries the last one's memory.
        assertThat(crisis).isCloseTo(2.5 / Math.sqrt(1 - 0.01), within(0.08));
        assertThat(calm).isCloseTo(0.6, within(0.02));
    }

    @Test
    void volatilityBreaksWhereItIsTold() {
        var path = Volatility.broken(60_000, 0.02, 0.09, 0.89, 6, List.of(new int[] {20_000, 40_000}), Rng.of(1));
        var squares = path.returns().square();
        // Stationary variance 0.02 / 0.02 = 1 outside and 6 inside; persistence 0.98 forgets in some hundred steps.
        assertThat(squares.narrow(0, 1000, 18_000).mean().item()).isCloseTo(1, within(0.35));
        assertThat(squares.narrow(0, 21_000, 18_000).mean().item()).isCloseTo(6, within(2.1));
        assertThat(path.deviations().narrow(0, 20_000, 1).square().item()).isGreaterThanOrEqualTo(0.12);
    }

    @Test
    void connectionIsTheClosureOfAdjacency() {
        var graphs = Graphs.connected(20, 9, 0.12, Rng.of(1));
        for (long g = 0; g < 20; g++) {
            var a = graphs.adjacency().select(0, g).to(DType.FLOAT64);
            assertThat(a.equalTo(a.t())).isTrue();
            var closure = a.add(Tensor.eye(DType.FLOAT64, 9)).matrixPower(9).gt(0.0);
            assertThat(closure.equalTo(graphs.connected().select(0, g).gt(0L))).isTrue();
        }
        var blocks = Graphs.blocks(200, 4, 0.3, 0.02, Rng.of(1));
        var ends = blocks.edges().toLongs();
        var group = blocks.groups().toLongs();
        int edges = ends.length / 2;
        int inside = 0;
        for (int e = 0; e < edges; e++) {
            assertThat(ends[e]).isLessThan(ends[edges + e]);
            inside += group[(int) ends[e]] == group[(int) ends[edges + e]] ? 1 : 0;
        }
        // 4 (50 49 / 2) pairs inside, the other 15,000 across.
        assertThat(inside / 4900.0).isCloseTo(0.3, within(0.03));
        assertThat((edges - inside) / 15_000.0).isCloseTo(0.02, within(0.005));
    }
}
