package org.assay.studies.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assay.data.generate.Gcd;
import org.assay.data.generate.Gcd.Operands;
import org.assay.data.generate.Gcd.Outcomes;
import org.assay.nn.optim.Adam;
import org.assay.studies.transformers.Answers.Answer;
import org.assay.tensor.Autodiff;
import org.assay.tensor.Rng;
import org.assay.tensor.Scope;
import org.assay.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GcdTransformerTest {

    private static SortedSet<Integer> set(Integer... values) {
        return new TreeSet<>(List.of(values));
    }

    /** A model that is always right about some divisors, and answers the largest of them that divides. */
    private static Answers obedient(Integer... learned) {
        return Answers.of(
                LongStream.rangeClosed(1, 100)
                        .flatMap(k ->
                                LongStream.generate(() -> largest(k, learned)).limit(20))
                        .toArray(),
                20);
    }

    private static long largest(long k, Integer... learned) {
        return List.of(learned).stream()
                .filter(d -> k % d == 0)
                .max(Integer::compare)
                .orElse(1);
    }

    @Test
    void digitsOfOnePlaceStandAtOnePosition() {
        Scope.run(() -> {
            var pairs = NumberPairs.of(10, 99_999, true);
            assertThat(pairs.length()).isEqualTo(12);
            assertThat(pairs.tokens(Tensor.of(new long[] {407, 99_999}, 1, 2)).toLongs())
                    .containsExactly(1, 0, 0, 6, 2, 9, 1, 11, 11, 11, 11, 11);
            assertThat(NumberPairs.of(10, 99_999, false)
                            .tokens(Tensor.of(new long[] {407, 12}, 1, 2))
                            .toLongs())
                    .containsExactly(1, 6, 2, 9, 0, 0, 1, 3, 4, 0, 0, 0);
        });
    }

    @Test
    void lengthsFollowTheBase() {
        assertThat(NumberPairs.of(2, 1_023, true).length()).isEqualTo(2 * (1 + 10));
        assertThat(NumberPairs.of(2, 1_024, true).length()).isEqualTo(2 * (1 + 11));
        assertThat(NumberPairs.of(420, 99_999, true).length()).isEqualTo(2 * (1 + 2));
    }

    @Test
    void uniformPairsHaveDivisorsAsOftenAsTheTheoremSays() {
        Scope.run(() -> {
            var labels = Gcd.draw(40_000, 1_000_000, Operands.UNIFORM, Outcomes.NATURAL, 1, Rng.of(4))
                    .labels()
                    .toLongs();
            for (int k : new int[] {1, 2, 3, 5, 10}) {
                double share = LongStream.of(labels).filter(g -> g == k).count() / 40_000.0;
                // Four deviations of a share near 0.6 of 40,000 draws.
                assertThat(share).isCloseTo(6 / (Math.PI * Math.PI * k * k), within(0.01));
            }
        });
    }

    @Test
    void theForecastIsTheShareOfPairsWithALearnedDivisor() {
        // 6 / pi^2 (1 + 1/4 + 1/25 + 1/100) = 0.60793 * 1.3
        assertThat(Answers.forecast(set(1, 2, 5, 10))).isCloseTo(0.790, within(0.0005));
    }

    @Test
    void anObedientModelFollowsAllThreeRules() {
        var answers = obedient(1, 2, 5, 10);
        assertThat(answers.learned()).containsExactly(1, 2, 5, 10);
        assertThat(answers.to(60).modal()).isEqualTo(10);
        assertThat(answers.to(75).modal()).isEqualTo(5);
        assertThat(answers.deterministic()).isEqualTo(1);
        assertThat(answers.productsOfBase(10)).isEqualTo(1);
        assertThat(answers.largestLearned()).isEqualTo(1);
        assertThat(answers.rules(10)).isEqualTo(1);
        assertThat(answers.meanAccuracy()).isCloseTo(0.04, within(1e-12));
    }

    @Test
    void eachRuleIsBrokenByItself() {
        // Half the pairs of every divisor get another answer: not a function of the divisor, nothing learned.
        var wavering = Answers.of(
                LongStream.rangeClosed(1, 100)
                        .flatMap(k -> LongStream.rangeClosed(1, 20).map(i -> i % 2 == 0 ? 1 : 101 + k))
                        .toArray(),
                20);
        assertThat(wavering.deterministic()).isEqualTo(0.5);
        assertThat(wavering.learned()).containsExactly(1);

        // 3 is no product of divisors of 10.
        assertThat(obedient(1, 2, 3, 6).productsOfBase(10)).isEqualTo(0.5);
        assertThat(obedient(1, 2, 3, 6).productsOfBase(30)).isEqualTo(1);

        // Everything is answered 50: 50 is learned, and right for 50 and 100 alone.
        var stubborn = Answers.of(LongStream.generate(() -> 50).limit(100 * 20).toArray(), 20);
        assertThat(stubborn.learned()).containsExactly(1, 50);
        assertThat(stubborn.largestLearned()).isEqualTo(0.02);
        assertThat(stubborn.rules(10)).isEqualTo(0.02);
    }

    @Test
    void nineteenOfTwentyAreLearnedAndEighteenAreNot() {
        var answers = new long[40];
        for (int i = 0; i < 20; i++) {
            answers[i] = 1;
            answers[20 + i] = i < 19 ? 2 : 1;
        }
        assertThat(Answers.of(answers, 20).learned()).containsExactly(1, 2);
        answers[21] = 1;
        assertThat(Answers.of(answers, 20).learned()).containsExactly(1);
        assertThat(Answer.of(7, 3, 7, 7, 3, 9).modal()).isEqualTo(3);
        assertThat(Answer.of(7, 3, 7, 7, 3, 9)).isEqualTo(new Answer(3, 0.4, 0.4));
    }

    @Test
    void productsOfDivisorsOfTheBase() {
        assertThat(IntStream.rangeClosed(1, 100).filter(k -> Answers.isProduct(k, 10)))
                .containsExactly(1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100);
        assertThat(IntStream.rangeClosed(1, 100).filter(k -> Answers.isProduct(k, 31)))
                .containsExactly(1, 31);
    }

    @Test
    void overlapCountsWhatIsShared() {
        assertThat(Answers.overlap(set(1, 2, 5), set(1, 2, 3))).isEqualTo(0.5);
        assertThat(Answers.overlap(set(1, 2), set(1, 2))).isEqualTo(1);
    }

    @Test
    void classesKeepTogetherWhatTheBaseCannotTellApart() {
        var classes = Classes.of(10, 100);
        assertThat(classes.members()).hasSize(15).contains(List.of(20, 60), List.of(25, 75), List.of(100));
        var tens = obedient(1, 2, 5, 10);
        var twos = obedient(1, 2);
        assertThat(classes.consistency(tens)).isEqualTo(1);
        // Of the 15 products, 5, 10, 20, 25, 40, 50, 80 and 100 are multiples of 5.
        assertThat(classes.changes(tens, twos)).isCloseTo(8 / 15.0, within(1e-12));
        // A test of 3 divides classes: of {1, 3, 7, 9, ...} a quarter or so is answered otherwise.
        assertThat(classes.consistency(obedient(1, 2, 3, 5, 6, 10))).isBetween(0.5, 0.9);
    }

    @Test
    void aWriterReadsWhatItWrites() {
        Scope.run(() -> {
            var writer = Reader.Writer.of(NumberPairs.of(10, 99_999, true), 8, 1, Rng.of(1));
            var written = writer.written(Tensor.of(new long[] {407, 99_999}, 2));
            assertThat(written.toLongs()).containsExactly(1, 6, 2, 9, 12, 0, 0, 1, 11, 11, 11, 11, 11, 12);
            assertThat(writer.read(written.narrow(1, 1, 6)).toLongs()).containsExactly(407, 99_999);
        });
    }

    /** All pairs of digits, of which 55 of 81 have no common divisor: who answers 1 to everything gets no further. */
    @Test
    void bothReadersLearn() {
        Scope.run(() -> {
            var pairs = NumberPairs.of(10, 9, true);
            var all = Tensor.of(
                    LongStream.range(0, 81)
                            .flatMap(i -> LongStream.of(1 + i / 9, 1 + i % 9))
                            .toArray(),
                    81,
                    2);
            var divisors = Tensor.of(
                    LongStream.range(0, 81)
                            .map(i -> BigInteger.valueOf(1 + i / 9)
                                    .gcd(BigInteger.valueOf(1 + i % 9))
                                    .longValue())
                            .toArray(),
                    81);
            var tokens = pairs.tokens(all);
            for (var reader :
                    List.of(Reader.Classifier.of(pairs, 32, 1, Rng.of(3)), Reader.Writer.of(pairs, 32, 1, Rng.of(3)))) {
                var adam = Adam.of(reader, 3e-3);
                for (int step = 0; step < 200; step++) {
                    adam.minimise(() -> reader.loss(tokens, divisors));
                }
                var right = Autodiff.noGrad(() -> reader.answer(tokens)).eq(divisors);
                assertThat(right.sum().item()).isGreaterThan(75);
            }
        });
    }
}
