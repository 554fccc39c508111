package org.assay.studies.optimisation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.assay.data.Examples;
import org.assay.lab.Trial;
import org.assay.tensor.Tensor;

/** A measure on the test examples along a factor, and where it rises and falls again. */
final class TestCurve {

    /**
     * A curve's largest rise from one place to a later one: from the first minimum to the peak of a double descent. The places are found on one
     * half of the test examples and the heights measured on the other, since a maximum over noisy values is too high.
     *
     * @param valley where the rise begins, an index
     * @param peak where it ends
     * @param atValley height where it begins
     * @param atPeak height where it ends; not above {@code atValley} if the curve only falls
     * @param fall from the peak to the last place
     */
    record Rise(int valley, int peak, double atValley, double atPeak, double fall) {

        /** Of a curve as the first half of the examples shows it, and as the other does; at least two places. */
        static Rise of(double[] located, double[] measured) {
            int valley = 0;
            int peak = 1;
            int lowest = 0;
            for (int i = 1; i < located.length; i++) {
                if (located[i] - located[lowest] > located[peak] - located[valley]) {
                    valley = lowest;
                    peak = i;
                }
                lowest = located[i] < located[lowest] ? i : lowest;
            }
            double end = measured[measured.length - 1];
            return new Rise(valley, peak, measured[valley], measured[peak], measured[peak] - end);
        }
    }

    private record Point(Number x, double located, double measured) {}

    private final Trial<?> trial;
    private final Examples test;
    private final String name;
    private final ToDoubleBiFunction<Tensor, Examples> measure;
    private final String factor;
    private final List<Point> points = new ArrayList<>();

    /**
     * An empty curve.
     *
     * @param name what cells call the measure: {@code name@factor=x}
     * @param measure of scores {@code [example, 10]}, a mean over the examples
     */
    TestCurve(Trial<?> trial, Examples test, String name, ToDoubleBiFunction<Tensor, Examples> measure, String factor) {
        this.trial = trial;
        this.test = test;
        this.name = name;
        this.measure = measure;
        this.factor = factor;
    }

    /** Adds a place with the scores of the test examples, and returns the measure on all of them. */
    double add(Number x, Tensor scores) {
        long half = test.count() / 2;
        points.add(new Point(
                x,
                measure.applyAsDouble(scores.narrow(0, 0, half), test.first(half)),
                measure.applyAsDouble(scores.narrow(0, half, test.count() - half), test.range(half, test.count()))));
        double all = measure.applyAsDouble(scores, test);
        trial.metric(name + "@" + factor + "=" + x, all);
        return all;
    }

    /** Reports the largest rise, and returns the place of its peak. */
    Number reportRise() {
        var rise = Rise.of(
                points.stream().mapToDouble(Point::located).toArray(),
                points.stream().mapToDouble(Point::measured).toArray());
        var valley = points.get(rise.valley).x;
        var peak = points.get(rise.peak).x;
        trial.metric(name + "_at_valley", rise.atValley);
        trial.metric(name + "_at_peak", rise.atPeak);
        trial.metric(name + "_rise", rise.atPeak - rise.atValley);
        trial.metric(name + "_fall", rise.fall);
        trial.metric("valley_of_" + name, valley.doubleValue());
        trial.metric("peak_of_" + name, peak.doubleValue());
        return peak;
    }
}
