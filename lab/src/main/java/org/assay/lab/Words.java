package org.assay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.lab.Statement.Direction;

/** Quantities and statements in words. */
final class Words {

    private Words() {}

    /** A number as sentences print it: four significant digits, no trailing zeros. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString(Math.round(value));
        }
        var size = Math.abs(value);
        if (size < 1e-4 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        var text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** {@code 3 %}, {@code 0.4 %}, {@code below 0.1 %}. */
    static String percent(double share) {
        if (share < 0.001) {
            return "below 0.1 %";
        }
        return String.format(Locale.ROOT, share < 0.095 ? "%.1f" : "%.0f", 100 * share) + " %";
    }

    static String of(Quantity quantity) {
        return switch (quantity) {
            case Quantity.Cell cell -> cell.name() + " of " + cell.arm();
            case Quantity.Constant constant -> number(constant.value());
            case Quantity.Linear linear -> sum(linear.terms());
            case Quantity.Quotient q -> factor(q.over()) + " / " + factor(q.under());
            case Quantity.Applied q -> function(q.transform()) + "(" + of(q.of()) + ")";
            case Quantity.Floored q -> of(q.of()) + " (at least " + number(q.floor()) + ")";
            case Quantity.Censored q -> of(q.of()) + " (censored at " + number(q.limit()) + ")";
            case Quantity.Imputed q -> of(q.of()) + " (" + number(q.value()) + " where missing)";
            case Quantity.Named q -> q.bearer().isEmpty() ? q.name() : q.name() + " of " + q.bearer();
            case Quantity.Reduced q -> reduced(q);
            case Quantity.OfCurve q ->
                switch (q.figure()) {
                    case SLOPE ->
                        "slope of " + of(q.curve()) + " on " + q.curve().factor();
                    case PEAK -> "place in " + q.curve().factor() + " of the largest " + of(q.curve());
                    case TROUGH -> "place in " + q.curve().factor() + " of the smallest " + of(q.curve());
                };
            case Quantity.Correlation q ->
                (q.measure() == Quantity.RankMeasure.SPEARMAN ? "Spearman" : "Kendall") + " correlation of ("
                        + list(q.left()) + ") with (" + list(q.right()) + ")";
        };
    }

    static String of(Statement statement) {
        return switch (statement) {
            case Statement.Difference s ->
                pair(s.left(), s.right(), s.direction().word()) + atLeast(s.delta());
            case Statement.Quotient s ->
                quotient(s.over(), s.under()) + " " + s.direction().word() + " " + number(s.bar())
                        + (s.factor() > 1 ? " by a factor of at least " + number(s.factor()) : "");
            case Statement.NotWorse s ->
                pair(s.left(), s.right(), "not " + s.direction().opposite()) + " by more than " + number(s.margin());
            case Statement.Near s -> near(s);
            case Statement.NearQuotient s ->
                quotient(s.over(), s.under()) + " between " + number(s.low()) + " and " + number(s.high());
            case Statement.Earlier s ->
                of(s.first()) + " before " + of(s.second())
                        + (s.factor() > 1 ? " by a factor of at least " + number(s.factor()) : "");
            case Statement.Monotone s ->
                of(s.curve()) + (s.direction() == Direction.ABOVE ? " rises" : " falls") + " along "
                        + s.curve().factor() + atLeast(s.delta()) + " from end to end";
            case Statement.Happens s ->
                of(s.of()) + " " + s.direction().word() + " " + number(s.threshold()) + " in more than "
                        + number(100 * s.share()) + " % of the seeds";
            case Statement.Spread s ->
                "standard deviation over seeds: "
                        + pair(s.left(), s.right(), s.direction().word())
                        + (s.factor() > 1 ? " by a factor of at least " + number(s.factor()) : "");
            case Statement.Differs s -> pair(s.left(), s.right(), "different from") + atLeast(s.delta());
            case Statement.AtLeast s -> combined(s);
            case Statement.Reported s -> of(s.of()) + " (reported, no verdict)";
        };
    }

    /** {@code test_error of mixup below that of erm}: the cell is named once when both sides read the same one. */
    static String pair(Quantity left, Quantity right, String relation) {
        return of(left) + " " + relation + " " + other(left, right);
    }

    /** How the right side is called after the left: {@code that of erm}. */
    static String other(Quantity left, Quantity right) {
        return bearer(left, right).map(arm -> "that of " + arm).orElseGet(() -> of(right));
    }

    /** The arm of the right side where the left says the same of another. */
    private static Optional<String> bearer(Quantity left, Quantity right) {
        return switch (left) {
            case Quantity.Cell a
            when right instanceof Quantity.Cell b && a.name().equals(b.name()) -> Optional.of(b.arm());
            case Quantity.Named a
            when right instanceof Quantity.Named b
                    && a.name().equals(b.name())
                    && !b.bearer().isEmpty() -> Optional.of(b.bearer());
            case Quantity.Censored a
            when right instanceof Quantity.Censored b && a.limit() == b.limit() -> bearer(a.of(), b.of());
            case Quantity.Floored a
            when right instanceof Quantity.Floored b && a.floor() == b.floor() -> bearer(a.of(), b.of());
            case Quantity.Imputed a
            when right instanceof Quantity.Imputed b && a.value() == b.value() -> bearer(a.of(), b.of());
            default -> Optional.empty();
        };
    }

    /** {@code t_gen of wd=1 relative to that of wd=0}. */
    static String quotient(Quantity over, Quantity under) {
        return of(over) + " relative to " + other(over, under);
    }

    private static String near(Statement.Near near) {
        if (near.low() == -near.high() && near.of() instanceof Quantity.Linear linear && isDifference(linear)) {
            return pair(
                    linear.terms().get(0).of(), linear.terms().get(1).of(), "within " + number(near.high()) + " of");
        }
        return of(near.of()) + " between " + number(near.low()) + " and " + number(near.high());
    }

    private static boolean isDifference(Quantity.Linear linear) {
        return linear.terms().size() == 2
                && linear.terms().get(0).weight() == 1
                && linear.terms().get(1).weight() == -1;
    }

    private static String combined(Statement.AtLeast statement) {
        var parts = statement.of().stream().map(Words::of).collect(Collectors.joining("; "));
        if (statement.needed() == statement.of().size()) {
            return "all of: " + parts;
        }
        return "at least " + statement.needed() + " of: " + parts;
    }

    private static String atLeast(double delta) {
        return delta > 0 ? " by at least " + number(delta) : "";
    }

    private static String sum(List<Quantity.Term> terms) {
        var text = new StringBuilder();
        for (var term : terms) {
            var negative = term.weight() < 0;
            if (text.isEmpty()) {
                text.append(negative ? "-" : "");
            } else {
                text.append(negative ? " - " : " + ");
            }
            var size = Math.abs(term.weight());
            text.append(size == 1 ? "" : number(size) + " x ").append(factor(term.of()));
        }
        return text.toString();
    }

    private static String factor(Quantity quantity) {
        return switch (quantity) {
            case Quantity.Linear _ -> "(" + of(quantity) + ")";
            case Quantity.Quotient _ -> "(" + of(quantity) + ")";
            default -> of(quantity);
        };
    }

    private static String function(Quantity.Transform transform) {
        return switch (transform) {
            case LOG -> "log";
            case LOG2 -> "log2";
            case LOG10 -> "log10";
            case EXP -> "exp";
            case ABS -> "abs";
            case FISHER -> "Fisher z";
        };
    }

    private static String reduced(Quantity.Reduced reduced) {
        return reduced.reduction().word() + " of "
                + common(reduced.of()).orElseGet(() -> "(" + list(reduced.of()) + ")");
    }

    private static String of(Curve curve) {
        return common(curve.values()).orElseGet(() -> of(curve.first()) + " to " + of(curve.last()));
    }

    /** {@code accuracy over a, b} when all are the same cell of different arms. */
    private static Optional<String> common(List<Quantity> quantities) {
        var arms = new ArrayList<String>();
        var names = new java.util.TreeSet<String>();
        for (var quantity : quantities) {
            if (!(quantity instanceof Quantity.Cell cell)) {
                return Optional.empty();
            }
            arms.add(cell.arm());
            names.add(cell.name());
        }
        return names.size() == 1 ? Optional.of(names.first() + " over " + String.join(", ", arms)) : Optional.empty();
    }

    private static String list(List<Quantity> quantities) {
        return quantities.stream().map(Words::of).collect(Collectors.joining(", "));
    }
}
