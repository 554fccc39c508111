package org.assay.lab.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Boundaries against published tables. With very many values a look the t statistics are normal, so the classical normal tables (Jennison and Turnbull
 * 2000; rpact and gsDesign agree) are the limit that the exact recursion must reach.
 */
final class BoundariesTest {

    private static final int MANY = 10_000_000;
    private static final double FOUR_DIGITS = 0.5e-4;
    /** Half a unit of the fourth digit moves the crossing probability by at most this. */
    private static final double ROUNDING = 1e-5;

    private static List<Integer> equal(int looks) {
        return IntStream.rangeClosed(1, looks).mapToObj(k -> k * MANY).toList();
    }

    private static double[] numbers(String text) {
        return java.util.Arrays.stream(text.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"2, 2.1783", "3, 2.2895", "4, 2.3613", "5, 2.4132"})
    void pocock(int looks, double constant) {
        var critical = IntStream.range(0, looks).mapToDouble(k -> constant).toArray();
        assertThat(Boundaries.crossing(equal(looks), critical)).isCloseTo(0.05, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"2, 1.9774", "3, 2.0040", "4, 2.0243", "5, 2.0401"})
    void obrienFleming(int looks, double constant) {
        var critical = IntStream.rangeClosed(1, looks)
                .mapToDouble(k -> constant * Math.sqrt((double) looks / k))
                .toArray();
        assertThat(Boundaries.crossing(equal(looks), critical)).isCloseTo(0.05, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.9626 1.9686",
                "3.7103 2.5114 1.9930",
                "4.3326 2.9631 2.3590 2.0141",
                "4.8769 3.3570 2.6803 2.2898 2.0310"
            })
    void lanDeMetsLikeObrienFleming(String table) {
        var golden = numbers(table);
        assertThat(Boundaries.t(equal(golden.length), 0.05, Spending.LAN_DEMETS_OBRIEN_FLEMING))
                .containsExactly(golden, within(FOUR_DIGITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.1570 2.2010",
                "2.2794 2.2949 2.2959",
                "2.3683 2.3675 2.3582 2.3500",
                "2.4380 2.4268 2.4102 2.3966 2.3860"
            })
    void lanDeMetsLikePocock(String table) {
        var golden = numbers(table);
        assertThat(Boundaries.t(equal(golden.length), 0.05, Spending.LAN_DEMETS_POCOCK))
                .containsExactly(golden, within(FOUR_DIGITS));
    }

    @Test
    void hwangShihDeCaniAtUnequalLooks() {
        var looks = List.of(3 * MANY, 5 * MANY, 8 * MANY, 12 * MANY);
        assertThat(Boundaries.t(looks, 0.05, Spending.HWANG_SHIH_DECANI_4))
                .containsExactly(new double[] {3.1554, 2.9780, 2.5723, 2.0013}, within(FOUR_DIGITS));
        assertThat(Boundaries.t(looks, 0.05, Spending.LAN_DEMETS_OBRIEN_FLEMING))
                .containsExactly(new double[] {4.3326, 3.2832, 2.5194, 1.9936}, within(FOUR_DIGITS));
        var pocock = new double[] {2.3670, 2.3670, 2.3670, 2.3670};
        assertThat(Boundaries.crossing(looks, pocock)).isCloseTo(0.05, within(ROUNDING));
    }

    /** rpact's public test vector: three equal looks, one-sided .025. */
    @Test
    void spendingOfObrienFleming() {
        var increments = Boundaries.crossing(equal(3).subList(0, 1), new double[] {3.4710914});
        assertThat(increments / 2).isCloseTo(0.00025917372, within(2e-8));
        var twoLooks = Boundaries.crossing(equal(3).subList(0, 2), new double[] {3.4710914, 2.4544323});
        assertThat(twoLooks / 2).isCloseTo(0.0071600594, within(1e-6));
    }

    /** What goes wrong with few values, as 100,000 to 200,000 simulated streams showed it; four standard errors of those. */
    @ParameterizedTest
    @CsvSource({
        "4.3027 2.7764 2.3646 2.2010, 0.139",
        "4.3326 3.2832 2.5194 1.9936, 0.140",
        "4.0138 3.1091 2.4579 2.0069, 0.149",
        "3.1554 2.9780 2.5723 2.0013, 0.170",
        "2.3670 2.3670 2.3670 2.3670, 0.207",
        "25.59 6.585 3.531 2.286, 0.05",
        "276 8.715 3.414 2.264, 0.05",
        "7.794 4.277 3.163 2.761, 0.05"
    })
    void fewValuesAreNotNormal(String critical, double simulated) {
        var exact = Boundaries.crossing(List.of(3, 5, 8, 12), numbers(critical));
        assertThat(exact).isCloseTo(simulated, within(4 * Math.sqrt(simulated * (1 - simulated) / 100_000)));
    }

    /** Steps of one and of two values take paths of their own through the recursion. */
    @Test
    void agreesWithSimulationAtUnevenLooks() {
        var looks = List.of(2, 3, 5, 6, 9);
        var critical = new double[] {20, 6, 4, 3, 2.5};
        var random = new SplittableRandom(3);
        int repetitions = 200_000;
        int hits = 0;
        for (int i = 0; i < repetitions; i++) {
            var values = new double[9];
            boolean crossed = false;
            int look = 0;
            for (int n = 1; n <= 9; n++) {
                values[n - 1] = random.nextGaussian();
                if (looks.contains(n)) {
                    var moments = Moments.of(values, n);
                    crossed |= Math.abs(moments.mean()) > critical[look++] * moments.standardError();
                }
            }
            hits += crossed ? 1 : 0;
        }
        var exact = Boundaries.crossing(looks, critical);
        assertThat((double) hits / repetitions)
                .isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / repetitions)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.025, 0.05 / 6})
    void everyScheduleSpendsExactlyItsError(double alpha) {
        for (var looks :
                List.of(List.of(5, 8, 12), List.of(3, 5, 8, 12), List.of(6, 12), List.of(5), List.of(2, 3, 4))) {
            assertThat(Boundaries.crossing(looks, Boundaries.t(looks, alpha))).isCloseTo(alpha, within(1e-6 * alpha));
        }
    }

    @Test
    void aLookAfterEverySeedWorksToo() {
        var everySeed = IntStream.rangeClosed(5, 20).boxed().toList();
        assertThat(Boundaries.crossing(everySeed, Boundaries.t(everySeed, 0.05)))
                .isCloseTo(0.05, within(1e-6));
    }

    @Test
    void oneLookIsStudentsQuantile() {
        assertThat(Boundaries.t(List.of(3), 0.05)).containsExactly(new double[] {4.3027}, within(FOUR_DIGITS));
        assertThat(Boundaries.t(List.of(8), 0.05)).containsExactly(new double[] {2.3646}, within(FOUR_DIGITS));
        assertThat(Boundaries.t(List.of(1), 0.05)).containsExactly(Double.POSITIVE_INFINITY);
    }

    @Test
    void plansThatLookAtThreeSeedsSpendEarly() {
        assertThat(Spending.of(3)).isEqualTo(Spending.LAN_DEMETS_POCOCK);
        assertThat(Spending.of(5)).isEqualTo(Spending.HWANG_SHIH_DECANI_4);
        assertThat(Boundaries.t(List.of(3, 5, 8, 12), 0.05)[0]).isLessThan(8);
        assertThat(Boundaries.increments(List.of(5, 8, 12), 0.05))
                .satisfies(increments -> assertThat(increments[0] + increments[1] + increments[2])
                        .isCloseTo(0.05, within(1e-15)));
    }
}
