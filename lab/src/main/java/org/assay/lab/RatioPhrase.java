package org.assay.lab;

import java.util.function.Function;
import org.assay.lab.Statement.Direction;

/**
 * What can be said of a ratio.
 *
 * @param <R> what the finished phrase gives
 */
public record RatioPhrase<R>(Ratio ratio, Function<Statement, R> end) {

    public ByFactor<R> below(double bar) {
        return new ByFactor<>(ratio, Direction.BELOW, bar, end);
    }

    public ByFactor<R> above(double bar) {
        return new ByFactor<>(ratio, Direction.ABOVE, bar, end);
    }

    public R notAbove(double bar) {
        return below(bar).byFactor(1);
    }

    public R notBelow(double bar) {
        return above(bar).byFactor(1);
    }

    public R between(double low, double high) {
        return end.apply(new Statement.NearQuotient(ratio.over(), ratio.under(), low, high));
    }

    public NearRatio<R> near(double value) {
        return new NearRatio<>(ratio, value, end);
    }

    /** A ratio that wants the factor beyond its bar. */
    public record ByFactor<R>(Ratio ratio, Direction direction, double bar, Function<Statement, R> end) {

        /** {@code below(1).byFactor(2)}: at most one half for a full verdict; {@code byFactor(1)} asks for the bar alone. */
        public R byFactor(double factor) {
            return end.apply(new Statement.Quotient(ratio.over(), ratio.under(), direction, bar, factor));
        }
    }

    /** A ratio's value that wants its tolerance. */
    public record NearRatio<R>(Ratio ratio, double value, Function<Statement, R> end) {

        public R withinFactor(double factor) {
            return end.apply(new Statement.NearQuotient(ratio.over(), ratio.under(), value / factor, value * factor));
        }

        public R within(double tolerance) {
            return end.apply(
                    new Statement.NearQuotient(ratio.over(), ratio.under(), value - tolerance, value + tolerance));
        }
    }
}
