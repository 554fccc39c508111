package org.assay.lab;

import java.util.Locale;
import java.util.Optional;
import org.assay.lab.stats.Interval;

/** Findings in one sentence. */
final class Sentences {

    private Sentences() {}

    /** How a shape speaks of its finding. */
    interface Shape {

        /** One word for machines: {@code difference}, {@code level}, {@code ratio}, {@code near}. */
        String kind();

        String finding(Verdict verdict, double estimate, Optional<Interval> interval, Effects effects);
    }

    private record Speaker(String kind, Finding words) implements Shape {
        @Override
        public String finding(Verdict verdict, double estimate, Optional<Interval> interval, Effects effects) {
            return words.say(verdict, estimate, interval) + ", " + seeds(effects.seeds()) + lost(effects);
        }
    }

    @FunctionalInterface
    private interface Finding {
        String say(Verdict verdict, double estimate, Optional<Interval> interval);
    }

    static Shape difference(Statement.Difference s, String unit) {
        if (s.right() instanceof Quantity.Constant bar) {
            return new Speaker("level", (verdict, estimate, interval) -> {
                var sign = s.direction().sign();
                var level = bar.value() + sign * estimate;
                var side = level > bar.value() ? "above" : level < bar.value() ? "below" : "at";
                return s.left().words() + " is "
                        + figures(level, interval.map(i -> shifted(i, sign, bar.value())), unit) + ", " + side
                        + " the bar of " + Words.number(bar.value()) + tail(verdict, Words.number(s.delta()));
            });
        }
        return new Speaker("difference", (verdict, estimate, interval) -> {
            var flip = estimate < 0;
            var relation = flip ? s.direction().opposite() : s.direction().word();
            return s.left().words() + " is " + relation + " " + Words.other(s.left(), s.right()) + " by "
                    + figures(Math.abs(estimate), flip ? interval.map(i -> shifted(i, -1, 0)) : interval, unit)
                    + tail(verdict, Words.number(s.delta()));
        });
    }

    static Shape quotient(Statement.Quotient s) {
        return new Speaker("ratio", (verdict, estimate, interval) -> {
            var sign = s.direction().sign();
            var logBar = Math.log(s.bar());
            return Words.quotient(s.over(), s.under()) + " is "
                    + figures(Math.exp(logBar + sign * estimate), interval.map(i -> exp(shifted(i, sign, logBar))), "")
                    + (s.bar() == 1 ? "" : " (bar " + Words.number(s.bar()) + ")")
                    + tail(verdict, "a factor of " + Words.number(s.factor()));
        });
    }

    static Shape notWorse(Statement.NotWorse s, String unit) {
        return new Speaker("not-worse", (verdict, estimate, interval) -> {
            var flip = estimate < 0;
            var relation = flip ? s.direction().opposite() : s.direction().word();
            return s.left().words() + " is " + relation + " " + Words.other(s.left(), s.right()) + " by "
                    + figures(Math.abs(estimate), flip ? interval.map(i -> shifted(i, -1, 0)) : interval, unit)
                    + " (margin " + Words.number(s.margin()) + ")";
        });
    }

    static Shape earlier(Statement.Earlier s) {
        return new Speaker(
                "earlier",
                (verdict, estimate, interval) -> Words.of(s.second()) + " comes at "
                        + figures(Math.exp(estimate), interval.map(Sentences::exp), "") + " times "
                        + Words.of(s.first()) + tail(verdict, "a factor of " + Words.number(s.factor())));
    }

    static Shape near(Statement.Near s, String unit) {
        return new Speaker(
                "near",
                (verdict, estimate, interval) -> s.of().words() + " is " + figures(estimate, interval, unit)
                        + ", asked for: " + Words.number(s.low()) + " to " + Words.number(s.high()));
    }

    static Shape nearQuotient(Statement.NearQuotient s) {
        return new Speaker(
                "near-ratio",
                (verdict, estimate, interval) -> Words.quotient(s.over(), s.under()) + " is "
                        + figures(Math.exp(estimate), interval.map(Sentences::exp), "") + ", asked for: "
                        + Words.number(s.low()) + " to " + Words.number(s.high()));
    }

    static Shape reported(Statement.Reported s, String unit) {
        return new Speaker(
                "reported",
                (verdict, estimate, interval) -> s.of().words() + " is " + figures(estimate, interval, unit));
    }

    private static String tail(Verdict verdict, String delta) {
        return switch (verdict) {
            case PARTLY -> ", less than " + delta;
            case NOT_REPRODUCED -> ", which rules out " + delta;
            default -> "";
        };
    }

    private static String seeds(int count) {
        return count == 1 ? "1 seed" : count + " seeds";
    }

    private static String lost(Effects effects) {
        if (effects.seedsMissing() == 0) {
            return "";
        }
        return " (" + effects.seedsMissing() + " of them missing, entered as the worst case: "
                + effects.missing().getFirst() + ")";
    }

    private static Interval shifted(Interval interval, double sign, double by) {
        var a = by + sign * interval.low();
        var b = by + sign * interval.high();
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    private static Interval exp(Interval interval) {
        return new Interval(Math.exp(interval.low()), Math.exp(interval.high()));
    }

    /** {@code 0.012 [0.006, 0.018] nats}, with as many decimals as the interval's width makes sensible. */
    static String figures(double estimate, Optional<Interval> interval, String unit) {
        var end = unit.isEmpty() ? "" : " " + unit;
        if (interval.isEmpty() || interval.get().width() == 0) {
            return Words.number(estimate) + end + (interval.isEmpty() ? " (no interval)" : " in every seed");
        }
        var i = interval.get();
        var scale = Math.floor(Math.log10(i.width()));
        int decimals = (int) Math.clamp(1 - scale, 0, 10);
        var format = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, format + " [" + format + ", " + format + "]%s", estimate, i.low(), i.high(), end);
    }
}
