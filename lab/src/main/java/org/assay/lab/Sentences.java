package org.assay.lab;

import java.util.Locale;
import java.util.Optional;
import org.assay.lab.stats.Decision;
import org.assay.lab.stats.Interval;
import org.assay.lab.stats.Outcome;

/** Findings in words, without the verdict and the scale. */
final class Sentences {

    private Sentences() {}

    /** One word for machines, the {@code kind} in a claim's details. */
    static String kind(Statement statement) {
        return switch (statement) {
            case Statement.Difference s -> s.right() instanceof Quantity.Constant ? "level" : "difference";
            case Statement.Differs _ -> "differs";
            case Statement.Quotient _ -> "ratio";
            case Statement.NotWorse _ -> "not-worse";
            case Statement.Earlier _ -> "earlier";
            case Statement.Near _ -> "near";
            case Statement.NearQuotient _ -> "near-ratio";
            case Statement.Monotone _ -> "monotone";
            case Statement.Happens _ -> "happens";
            case Statement.Spread _ -> "spread";
            case Statement.AtLeast _ -> "combined";
            case Statement.Reported _ -> "reported";
        };
    }

    static String finding(Statement statement, String unit, Decision decision, Effects effects) {
        var said = switch (statement) {
            case Statement.Difference s -> difference(s, unit, decision);
            case Statement.Differs s -> differs(s, unit, decision);
            case Statement.Quotient s -> quotient(s, decision);
            case Statement.NotWorse s ->
                comparison(s.left(), s.right(), s.direction(), unit, decision) + " (margin " + Words.number(s.margin())
                        + ")";
            case Statement.Earlier s ->
                s.second().words() + " comes at "
                        + figures(
                                Math.exp(decision.estimate()),
                                decision.interval().map(Sentences::exp),
                                "")
                        + " times " + s.first().words()
                        + tail(decision.outcome(), "a factor of " + Words.number(s.factor()));
            case Statement.Near s ->
                s.of().words() + " is " + figures(decision.estimate(), decision.interval(), unit) + ", asked: "
                        + Words.number(s.low()) + " to " + Words.number(s.high());
            case Statement.NearQuotient s ->
                Words.quotient(s.over(), s.under()) + " is "
                        + figures(
                                Math.exp(decision.estimate()),
                                decision.interval().map(Sentences::exp),
                                "")
                        + ", asked: " + Words.number(s.low()) + " to " + Words.number(s.high());
            case Statement.Happens s ->
                s.of().words() + " is " + s.direction().word() + " " + Words.number(s.threshold()) + " in "
                        + Math.round(decision.estimate() * effects.values().size()) + " of "
                        + effects.values().size() + " seeds, a share of "
                        + figures(decision.estimate(), decision.interval(), "") + " (asked: more than "
                        + Words.number(s.share()) + ")";
            case Statement.Reported s ->
                s.of().words() + " is " + figures(decision.estimate(), decision.interval(), unit);
            case Statement.Monotone s -> s.words();
            case Statement.Spread s -> s.words();
            case Statement.AtLeast s -> s.words();
        };
        return said + seeds(effects);
    }

    static String spread(Statement.Spread s, Verdict verdict, double logRatio, Interval interval, Effects effects) {
        var sign = s.direction().sign();
        var outcome = verdict == Verdict.PARTLY ? Outcome.PARTLY : Outcome.REPRODUCED;
        return "the standard deviation over seeds of " + s.left().words() + " is "
                + figures(Math.exp(sign * logRatio), Optional.of(exp(shifted(interval, sign, 0))), "") + " times "
                + Words.other(s.left(), s.right()) + tail(outcome, "a factor of " + Words.number(s.factor()))
                + seeds(effects);
    }

    private static String difference(Statement.Difference s, String unit, Decision decision) {
        var tail = tail(decision.outcome(), Words.number(s.delta()) + (unit.isEmpty() ? "" : " " + unit));
        if (!(s.right() instanceof Quantity.Constant bar)) {
            return comparison(s.left(), s.right(), s.direction(), unit, decision) + tail;
        }
        var sign = s.direction().sign();
        var level = bar.value() + sign * decision.estimate();
        return s.left().words() + " is "
                + figures(level, decision.interval().map(i -> shifted(i, sign, bar.value())), unit) + " (bar "
                + Words.number(bar.value()) + ")"
                + switch (decision.outcome()) {
                    case PARTLY, NOT_REPRODUCED -> s.delta() == 0 ? "" : tail + " beyond it";
                    default -> "";
                };
    }

    private static String differs(Statement.Differs s, String unit, Decision decision) {
        var tail = tail(decision.outcome(), Words.number(s.delta()) + (unit.isEmpty() ? "" : " " + unit))
                + (decision.outcome() == Outcome.NOT_REPRODUCED ? " either way" : "");
        if (!(s.right() instanceof Quantity.Constant value)) {
            return comparison(s.left(), s.right(), Statement.Direction.ABOVE, unit, decision) + tail;
        }
        return s.left().words() + " is "
                + figures(
                        value.value() + decision.estimate(),
                        decision.interval().map(i -> shifted(i, 1, value.value())),
                        unit)
                + ", compared with " + Words.number(value.value()) + tail;
    }

    private static String quotient(Statement.Quotient s, Decision decision) {
        var sign = s.direction().sign();
        var logBar = Math.log(s.bar());
        return Words.quotient(s.over(), s.under()) + " is "
                + figures(
                        Math.exp(logBar + sign * decision.estimate()),
                        decision.interval().map(i -> exp(shifted(i, sign, logBar))),
                        "")
                + (s.bar() == 1 ? "" : " (bar " + Words.number(s.bar()) + ")")
                + tail(decision.outcome(), "a factor of " + Words.number(s.factor()));
    }

    /** {@code error of mixup is below that of erm by 0.012 [0.006, 0.018]}: said in the direction that was found. */
    private static String comparison(
            Quantity left, Quantity right, Statement.Direction direction, String unit, Decision decision) {
        var flip = decision.estimate() < 0;
        var relation = flip ? direction.opposite() : direction.word();
        return left.words() + " is " + relation + " " + Words.other(left, right) + " by "
                + figures(
                        Math.abs(decision.estimate()),
                        flip ? decision.interval().map(i -> shifted(i, -1, 0)) : decision.interval(),
                        unit);
    }

    private static String tail(Outcome outcome, String delta) {
        return switch (outcome) {
            case PARTLY -> ", less than " + delta;
            case NOT_REPRODUCED -> ", which rules out " + delta;
            default -> "";
        };
    }

    private static String seeds(Effects effects) {
        var count = ", " + (effects.count() == 1 ? "1 seed" : effects.count() + " seeds");
        if (effects.lost() == 0) {
            return count;
        }
        return count + " (" + effects.lost() + " missing, entered as the worst case: "
                + String.join("; ", effects.missing()) + ")";
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
        var size = Math.max(i.width(), Math.abs(estimate) * 1e-6);
        int decimals = (int) Math.clamp(1 - Math.floor(Math.log10(size)), 0, 10);
        var format = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, format + " [" + format + ", " + format + "]%s", estimate, i.low(), i.high(), end);
    }
}
