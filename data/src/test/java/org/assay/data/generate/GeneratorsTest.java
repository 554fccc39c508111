package org.assay.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.assay.data.Examples;
import org.assay.data.format.DataException;
import org.assay.tensor.DType;
import org.assay.tensor.Rng;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorsTest {
    static List<Function<Rng, Examples>> generators() {
        return List.of(
                rng -> PrefixSums.draw(20, 9, rng),
                rng -> Gcd.draw(20, 1000, Gcd.Operands.UNIFORM, Gcd.Outcomes.INVERSE, 50, rng),
                rng -> Mazes.draw(3, 5, rng),
                rng -> GaussianMixture.ring(5, 2, 0.3).draw(20, rng),
                rng -> Functions.cubic(20, rng),
                rng -> Functions.conformal(20, rng),
                rng -> Functions.friedman(20, 1, rng),
                rng -> Functions.heteroscedasticSine(20, rng));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(Function<Rng, Examples> generator) {
        var first = generator.apply(Rng.of(4));
        var again = generator.apply(Rng.of(4));
        var other = generator.apply(Rng.of(5));
        assertThat(first.inputs().equalTo(again.inputs())).isTrue();
        assertThat(first.labels().equalTo(again.labels())).isTrue();
        assertThat(first.inputs().equalTo(other.inputs())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyEquationModuloAPrimeHolds(ModularArithmetic.Operation operation) {
        int p = 13;
        var table = ModularArithmetic.table(p, operation);
        var inputs = table.inputs().toLongs();
        var labels = table.labels().toLongs();
        var seen = new HashSet<Long>();
        for (int i = 0; i < labels.length; i++) {
            long a = inputs[2 * i];
            long b = inputs[2 * i + 1];
            long c = labels[i];
            assertThat(c).isBetween(0L, p - 1L);
            seen.add(a * p + b);
            // The inverse operation leads back.
            switch (operation) {
                case ADD -> assertThat((c + p - b) % p).isEqualTo(a);
                case SUBTRACT -> assertThat((c + b) % p).isEqualTo(a);
                case MULTIPLY -> assertThat(c).isEqualTo(a * b % p);
                case DIVIDE -> assertThat(c * b % p).isEqualTo(a);
            }
        }
        assertThat(seen).hasSize(operation == ModularArithmetic.Operation.DIVIDE ? p * (p - 1) : p * p);
    }

    @Test
    void arithmeticModuloANumberThatIsNoPrimeIsRefused() {
        assertThatThrownBy(() -> ModularArithmetic.table(12, ModularArithmetic.Operation.ADD))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("12 is not a prime");
    }

    @Test
    void prefixSumsAreParitiesOfBeginnings() {
        var strings = PrefixSums.draw(50, 11, Rng.of(1));
        var bits = strings.inputs().toLongs();
        var sums = strings.labels().toLongs();
        for (int s = 0; s < 50; s++) {
            long parity = 0;
            for (int i = 0; i < 11; i++) {
                parity ^= bits[s * 11 + i];
                assertThat(sums[s * 11 + i]).isEqualTo(parity);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void divisorsAreTheGreatestAndSpreadAsAsked(Gcd.Outcomes outcomes) {
        var examples = Gcd.draw(4000, 10_000, Gcd.Operands.UNIFORM, outcomes, 10, Rng.of(2));
        var pairs = examples.inputs().toLongs();
        var labels = examples.labels().toLongs();
        double ones = 0;
        for (int i = 0; i < labels.length; i++) {
            assertThat(pairs[2 * i]).isBetween(1L, 10_000L);
            assertThat(labels[i])
                    .isEqualTo(BigInteger.valueOf(pairs[2 * i])
                            .gcd(BigInteger.valueOf(pairs[2 * i + 1]))
                            .longValue());
            ones += labels[i] == 1 ? 1 : 0;
        }
        // P(gcd = 1) is 6/π² for free pairs, 1/H(10) and 1/10 for the others; 4,000 draws have a deviation below 0.008.
        double expected = switch (outcomes) {
            case NATURAL -> 6 / (Math.PI * Math.PI);
            case INVERSE -> 1 / 2.928968;
            case FLAT -> 0.1;
        };
        assertThat(ones / 4000).isCloseTo(expected, within(0.032));
    }

    @Test
    void logUniformNumbersHaveAsManyOfEachLength() {
        var numbers = Gcd.draw(4000, 9999, Gcd.Operands.LOG_UNIFORM, Gcd.Outcomes.NATURAL, 1, Rng.of(2))
                .inputs()
                .toLongs();
        for (int digits = 1; digits <= 4; digits++) {
            int length = digits;
            double share = Arrays.stream(numbers)
                            .filter(n -> Long.toString(n).length() == length)
                            .count()
                    / 8000.0;
            assertThat(share).isCloseTo(0.25, within(0.025));
        }
    }

    @Test
    void eachDivisorHasItsPairs() {
        var examples = Gcd.stratified(30, 100, 1000, Rng.of(2));
        var pairs = examples.inputs().toLongs();
        var labels = examples.labels().toLongs();
        assertThat(labels).hasSize(3000);
        for (int i = 0; i < labels.length; i++) {
            assertThat(labels[i]).isEqualTo(1 + i / 30);
            assertThat(pairs[2 * i]).isBetween(1L, 1000L);
            assertThat(BigInteger.valueOf(pairs[2 * i])
                            .gcd(BigInteger.valueOf(pairs[2 * i + 1]))
                            .longValue())
                    .isEqualTo(labels[i]);
        }
        assertThatThrownBy(() -> Gcd.stratified(1, 100, 99, Rng.of(2)))
                .hasMessage("1 pairs of each divisor up to 100 do not occur among numbers up to 99");
    }

    @Test
    void digitsReadFromTheLeft() {
        assertThat(Gcd.digits(Tensor.of(new long[] {10, 255}, 2), 16, 3).toLongs())
                .containsExactly(0, 0, 10, 0, 15, 15);
        assertThatThrownBy(() -> Gcd.digits(Tensor.of(new long[] {8}, 1), 2, 3))
                .hasMessage("8 does not fit into 3 digits of base 2");
    }

    @Test
    void mazesAreTreesAndTheLabelIsTheOnlyWay() {
        int cells = 6;
        int side = 13;
        int plane = side * side;
        var mazes = Mazes.draw(20, cells, Rng.of(3));
        var inputs = mazes.inputs().toBytes();
        var labels = mazes.labels().toLongs();
        for (int m = 0; m < 20; m++) {
            int open = 0;
            int joints = 0;
            var wall = new boolean[plane];
            for (int p = 0; p < plane; p++) {
                wall[p] = inputs[m * 3 * plane + p] == 1;
                open += wall[p] ? 0 : 1;
            }
            for (int p = 0; p < plane; p++) {
                joints += !wall[p] && p % side < side - 1 && !wall[p + 1] ? 1 : 0;
                joints += !wall[p] && p + side < plane && !wall[p + side] ? 1 : 0;
            }
            // A connected graph with one edge fewer than nodes is a tree.
            assertThat(open).isEqualTo(2 * cells * cells - 1);
            assertThat(joints).isEqualTo(open - 1);
            int ends = 0;
            for (int p = 0; p < plane; p++) {
                if (labels[m * plane + p] == 0) {
                    continue;
                }
                assertThat(wall[p]).isFalse();
                long neighbours = labels[m * plane + p - 1]
                        + labels[m * plane + p + 1]
                        + labels[m * plane + p - side]
                        + labels[m * plane + p + side];
                boolean end = inputs[(m * 3 + 1) * plane + p] == 1 || inputs[(m * 3 + 2) * plane + p] == 1;
                ends += end ? 1 : 0;
                assertThat(neighbours).isEqualTo(end ? 1 : 2);
            }
            assertThat(ends).isEqualTo(2);
        }
    }

    @Test
    void theMixturesDensityPosteriorAndScoreAreExact() {
        var mixture =
                new GaussianMixture(Tensor.of(new float[] {0, 2}, 2, 1), 1, Tensor.of(new float[] {0.25f, 0.75f}, 2));
        // At x = 1 both components have the density exp(-1/2) / sqrt(2 pi).
        var point = Tensor.of(DType.FLOAT64, new double[] {1}, 1, 1);
        double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
        assertThat(mixture.logDensity(point).item()).isCloseTo(Math.log(density), within(1e-12));
        assertThat(mixture.posterior(point).toDoubles())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.25, 0.75);
        // Score: 0.25 (0 - 1) + 0.75 (2 - 1).
        assertThat(mixture.score(point).item()).isCloseTo(0.5, within(1e-12));
        assertThat(mixture.blurred(Math.sqrt(3)).deviation()).isCloseTo(2, within(1e-12));
    }

    @Test
    void theMixturesPointsHaveItsMoments() {
        var drawn = GaussianMixture.ring(4, 3, 0.5).draw(20_000, Rng.of(6));
        // E|x|² = radius² + 2 deviation² = 9.5; its deviation over 20,000 points is below 0.03.
        assertThat(drawn.inputs().square().sum(1).mean().item()).isCloseTo(9.5, within(0.12));
        assertThat(drawn.labels().bincount(4).to(DType.FLOAT64).div(20_000.0).toDoubles())
                .usingComparatorWithPrecision(0.015)
                .containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void functionsHaveTheirKnownAnswers() {
        var friedman = Functions.friedman(30, 0, Rng.of(1));
        var x = friedman.inputs().toDoubles();
        double y = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * Math.pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4];
        assertThat(friedman.labels().toDoubles()[0]).isCloseTo(y, within(1e-4));

        var cubic = Functions.cubic(5000, Rng.of(1));
        var residual = cubic.labels().sub(cubic.inputs().squeeze(1).pow(3));
        assertThat(residual.std().item()).isCloseTo(3, within(0.12));
        assertThat(residual.mean().item()).isCloseTo(0, within(0.17));

        var sine = Functions.heteroscedasticSine(5000, Rng.of(1)).inputs().toFloats();
        for (float at : sine) {
            assertThat(at).isBetween(-2f, 2f);
            assertThat(at > -0.499 && at < 0.699).isFalse();
        }

        var sum = Functions.sines(8, new double[] {2}, new double[] {1}, Rng.of(1))
                .labels()
                .toDoubles();
        // A sine of period 1 takes opposite values half a period apart and has mean square a²/2.
        double square = 0;
        for (int i = 0; i < 4; i++) {
            assertThat(sum[i + 4]).isCloseTo(-sum[i], within(1e-5));
        }
        for (double value : sum) {
            square += value * value / 8;
        }
        assertThat(square).isCloseTo(2, within(1e-5));

        // E y = E sin²x + 0.1 over (0, 5): 1/2 - sin(10)/20 + 0.1; rare draws of deviation 25 dominate the error.
        var y1 = Functions.conformal(20_000, Rng.of(1)).labels().mean().item();
        assertThat(y1).isCloseTo(0.6 - Math.sin(10) / 20, within(0.08));
    }

    @Test
    void volatilityHasItsStationaryMoments() {
        var garch = Volatility.garch(40_000, 0.05, 0.05, 0.9, Rng.of(1));
        assertThat(garch.returns().square().mean().item()).isCloseTo(1, within(0.1));
        var scaled = garch.returns().div(garch.deviations());
        assertThat(scaled.std().item()).isCloseTo(1, within(0.02));
        var returns = garch.returns().toDoubles();
        var deviations = garch.deviations().toDoubles();
        assertThat(deviations[1] * deviations[1])
                .isCloseTo(0.05 + 0.05 * returns[0] * returns[0] + 0.9 * deviations[0] * deviations[0], within(1e-12));

        // Leverage: a fall today raises tomorrow's log variance: the increment of h correlates with the return by rho.
        var path = Volatility.stochastic(20_000, 0.97, 0.22, -0.6, Rng.of(2));
        var logs = path.deviations().log().mul(2);
        var u = logs.narrow(0, 1, 19_999).sub(logs.narrow(0, 0, 19_999).mul(0.97));
        var e = path.returns().div(path.deviations()).narrow(0, 0, 19_999);
        double correlation =
                u.sub(u.mean()).mul(e).mean().item() / (u.std().item() * e.std().item());
        assertThat(correlation).isCloseTo(-0.6, within(0.03));
        assertThat(u.std().item()).isCloseTo(0.22, within(0.005));
        assertThatThrownBy(() -> Volatility.garch(10, 1, 0.5, 0.5, Rng.of(1)))
                .hasMessageContaining("no stationary variance");
    }
}
