package org.assay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.lab.store.Series;
import org.assay.web.Curves.Curve;
import org.junit.jupiter.api.Test;

final class CurvesTest {

    @Test
    void pointsThatCannotBeDrawnGoAndTheRestIsOrdered() {
        var curve = Curves.clean(new Series(
                new double[] {3, 1, Double.NaN, 2, 2, 4}, new double[] {30, 10, 0, 19, 20, Double.POSITIVE_INFINITY}));
        assertThat(curve.x()).containsExactly(1, 2, 3);
        assertThat(curve.y()).as("the last report at 2 counts").containsExactly(10, 20, 30);
    }

    @Test
    void theMeanIsPointByPointWhereAllReportAtTheSamePlaces() {
        var x = new double[] {1, 2, 4};
        var mean = Curves.mean(List.of(new Curve(x, new double[] {1, 2, 3}), new Curve(x, new double[] {3, 6, 9})));
        assertThat(mean.orElseThrow().x()).containsExactly(1, 2, 4);
        assertThat(mean.orElseThrow().y()).containsExactly(2, 4, 6);
    }

    @Test
    void theMeanLiesBetweenThePointsWhereTheyDifferAndEndsWithTheShortest() {
        var rising = new Curve(new double[] {0, 10}, new double[] {0, 10});
        var flat = new Curve(new double[] {2, 5, 6}, new double[] {4, 4, 4});
        var mean = Curves.mean(List.of(rising, flat)).orElseThrow();
        assertThat(mean.x()[0]).isEqualTo(2);
        assertThat(mean.x()[mean.size() - 1]).isEqualTo(6);
        for (int i = 0; i < mean.size(); i++) {
            assertThat(mean.y()[i]).isCloseTo((mean.x()[i] + 4) / 2, within(1e-9));
        }
    }

    @Test
    void oneSeedHasNoMeanAndSeedsThatShareNothingHaveNone() {
        var early = new Curve(new double[] {0, 1}, new double[] {0, 0});
        var late = new Curve(new double[] {2, 3}, new double[] {0, 0});
        assertThat(Curves.mean(List.of(early))).isEmpty();
        assertThat(Curves.mean(List.of(early, late))).isEmpty();
    }

    @Test
    void aSpikeAmongAHundredThousandPointsSurvivesThinning() {
        int n = 100_000;
        var x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        var y = IntStream.range(0, n).mapToDouble(i -> Math.sin(1e-4 * i)).toArray();
        y[61_803] = 40;
        var curve = Curves.mean(List.of(new Curve(x, y), new Curve(x, y))).orElseThrow();
        assertThat(curve.size()).isEqualTo(Curves.POINTS);
        assertThat(Arrays.stream(curve.y()).max()).hasValue(40);
        assertThat(curve.x()[0]).isZero();
        assertThat(curve.x()[curve.size() - 1]).isEqualTo(n - 1);
    }
}
