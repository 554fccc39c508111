package org.assay.solve.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assay.solve.SolveException;
import org.junit.jupiter.api.Test;

class SetScoreTest {

    private static final RankedClasses X = RankedClasses.of(new double[] {0.3, 0.5, 0.05, 0.15});

    private static double[] probabilities(int classes, SplittableRandom random) {
        var p = IntStream.range(0, classes)
                .mapToDouble(_ -> Math.pow(-Math.log(1 - random.nextDouble()), 4))
                .toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    @Test
    void classesAreRankedByProbability() {
        assertThat(IntStream.range(0, 4).map(X::rank)).containsExactly(2, 1, 4, 3);
        assertThat(IntStream.rangeClosed(1, 4).map(X::at)).containsExactly(1, 0, 3, 2);
        assertThat(X.through(0)).isZero();
        assertThat(X.through(3)).isCloseTo(0.95, within(1e-12));
        assertThat(X.probability(3)).isEqualTo(0.15);
        assertThatThrownBy(() -> RankedClasses.of(new double[] {0.5, Double.NaN}))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("NaN");
    }

    /** Class 0, second of four, with u = 0.4, worked by hand. */
    @Test
    void scoresAreThoseOfThePapers() {
        assertThat(SetScore.lac().of(X, 2, 0.4)).isCloseTo(0.7, within(1e-12));
        assertThat(SetScore.topK().of(X, 2, 0.4)).isCloseTo(1.4, within(1e-12));
        assertThat(SetScore.aps().of(X, 2, 0.4)).isCloseTo(0.5 + 0.12, within(1e-12));
        assertThat(SetScore.raps(0.1, 1).of(X, 2, 0.4)).isCloseTo(0.72, within(1e-12));
        assertThat(SetScore.raps(0.1, 2).of(X, 4, 0)).isCloseTo(0.95 + 0.2, within(1e-12));
    }

    @Test
    void setsAreSmallOnesWorkedByHand() {
        assertThat(SetScore.lac().size(X, 0.7, 0.9)).isEqualTo(2);
        assertThat(SetScore.lac().size(X, 0.4, 0.9)).isZero();
        assertThat(SetScore.topK().size(X, 2.3, 0.2)).isEqualTo(3);
        assertThat(SetScore.topK().size(X, 2.3, 0.4)).isEqualTo(2);
        assertThat(SetScore.aps().size(X, 0.9, 0.6)).isEqualTo(3);
        assertThat(SetScore.aps().size(X, 0.9, 0.7)).isEqualTo(2);
        assertThat(SetScore.aps().size(X, 0.2, 0.5)).isZero();
        assertThat(SetScore.raps(0.2, 1).size(X, 0.9, 0.6)).isEqualTo(2);
        assertThat(SetScore.aps().size(X, Double.POSITIVE_INFINITY, 0.5)).isEqualTo(4);
        assertThat(SetScore.aps().size(X, Double.NEGATIVE_INFINITY, 0.5)).isZero();
    }

    /** The paper's prediction sets: the first class whose sum overshoots is kept with the chance that lands on the threshold (Algorithm 3). */
    private static int published(double[] p, double q, double u, double lambda, int kReg) {
        var sorted = Arrays.stream(p).map(v -> -v).sorted().map(v -> -v).toArray();
        int fitting = 0;
        double sum = 0;
        for (int r = 1; r <= sorted.length; r++) {
            sum += sorted[r - 1];
            fitting += sum + lambda * Math.max(0, r - kReg) <= q ? 1 : 0;
        }
        int last = Math.min(fitting + 1, sorted.length);
        double before = Arrays.stream(sorted, 0, last - 1).sum();
        double chance = (q - before - lambda * Math.max(0, last - kReg)) / sorted[last - 1];
        return u <= chance ? last : last - 1;
    }

    @Test
    void setsAreThoseOfThePublishedAlgorithm() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            var p = probabilities(12, random);
            double lambda = i % 3 * 0.02;
            double q = 1.2 * random.nextDouble();
            double u = random.nextDouble();
            assertThat(SetScore.raps(lambda, 3).size(RankedClasses.of(p), q, u))
                    .isEqualTo(published(p, q, u, lambda, 3));
        }
    }

    /** A class is in the set exactly when its score is at most the threshold: else coverage would not be what calibration says. */
    @Test
    void aSetHoldsTheClassesWithScoresUpToTheThreshold() {
        var random = new SplittableRandom(2);
        var scores = List.of(SetScore.lac(), SetScore.topK(), SetScore.aps(), SetScore.raps(0.05, 2));
        for (int i = 0; i < 2_000; i++) {
            var x = RankedClasses.of(probabilities(20, random));
            double u = i % 10 == 0 ? 1 : random.nextDouble();
            for (var score : scores) {
                double q = score.of(x, 1 + random.nextInt(20), i % 2 == 0 ? u : random.nextDouble());
                int size = score.size(x, q, u);
                for (int y = 0; y < 20; y++) {
                    assertThat(x.rank(y) <= size).isEqualTo(score.of(x, x.rank(y), u) <= q);
                }
            }
        }
    }

    /** Probabilities that are wrong, and coverage that is right all the same: 0.9 to within four standard errors. */
    @Test
    void wrongProbabilitiesAreCovered() {
        var random = new SplittableRandom(4);
        int n = 400;
        int sets = 400;
        for (var score : List.of(SetScore.lac(), SetScore.topK(), SetScore.aps(), SetScore.raps(0.02, 2))) {
            double covered = 0;
            for (int set = 0; set < sets; set++) {
                double q = Conformal.threshold(
                        random.doubles(n).map(_ -> drawn(score, random)).toArray(), 0.1);
                covered += drawn(score, random) <= q ? 1 : 0;
                covered += drawn(score, random) <= q ? 1 : 0;
            }
            assertThat(covered / (2 * sets)).isCloseTo(361.0 / 401, within(4 * Math.sqrt(0.09 / (2 * sets))));
        }
    }

    private static double drawn(SetScore score, SplittableRandom random) {
        var p = probabilities(6, random);
        return score.of(RankedClasses.of(p), 1 + random.nextInt(6), random.nextDouble());
    }

    @Test
    void aPenaltyIsNotNegative() {
        assertThatThrownBy(() -> SetScore.raps(-0.1, 2))
                .isInstanceOf(SolveException.class)
                .hasMessageContaining("-0.1");
    }
}
