package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A claim's effect as it is drawn and printed. Ratios are kept on the log scale, as factors beyond their bar in the claimed direction, and printed as they
 * are: one below 1 that is claimed to be is printed below 1.
 *
 * @param kind the shape of the claim in one word, from the record's details
 * @param bar where the claimed direction begins
 * @param goal where the effect is as large as claimed
 * @param ratio for a ratio with a bar, or of spreads: what its printed value is made from
 * @param low lower end of a range that the effect should lie in, for claims of the kind near; there {@code goal} is its upper end
 */
record Effect(
        String label,
        String kind,
        boolean primary,
        Verdict verdict,
        boolean factor,
        OptionalDouble estimate,
        List<Double> interval,
        double bar,
        double goal,
        OptionalDouble low,
        Optional<Claimed> ratio,
        String unit,
        List<Double> values) {

    private static final Pattern RATIO = Pattern.compile(".* (above|below) (\\S+?)(?: by a factor of at least \\S+)?");

    /** A ratio that is claimed to lie beyond a bar: above it for sign 1, below it for sign -1. */
    record Claimed(double bar, int sign) {

        /** Of the words in which a record says how a claim is decided. */
        static Optional<Claimed> of(String kind, String shape) {
            if (kind.equals("spread")) {
                return Optional.of(new Claimed(1, shape.contains(" below ") ? -1 : 1));
            }
            var words = RATIO.matcher(shape);
            if (!kind.equals("ratio") || !words.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Claimed(
                        Double.parseDouble(words.group(2)), words.group(1).equals("above") ? 1 : -1));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        double value(double effect) {
            return bar * Math.exp(sign * effect);
        }
    }

    /** The claim itself, or the parts of a combination. */
    static List<Effect> of(ClaimRecord claim) {
        if (!(claim.details().get("parts") instanceof List<?> parts)) {
            return List.of(single(claim));
        }
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Map<?, ?> part) {
                effects.add(of(
                        partLabel(claim.id(), i),
                        String.valueOf(part.get("shape")),
                        claim.primary(),
                        verdict(part.get("verdict")),
                        number(part.get("estimate")).stream().boxed().findFirst(),
                        numbers(part.get("interval")),
                        number(part.get("delta")).orElse(0),
                        claim.unit(),
                        numbers(part.get("values")),
                        part.get("details") instanceof Map<?, ?> details ? details : Map.of()));
            }
        }
        return effects;
    }

    static Effect single(ClaimRecord c) {
        return of(
                c.id(),
                c.shape(),
                c.primary(),
                c.verdict(),
                c.estimate(),
                c.interval(),
                c.delta(),
                c.unit(),
                c.values(),
                c.details());
    }

    private static Effect of(
            String label,
            String shape,
            boolean primary,
            Verdict verdict,
            Optional<Double> estimate,
            List<Double> interval,
            double delta,
            String unit,
            List<Double> values,
            Map<?, ?> details) {
        String kind = String.valueOf(details.get("kind"));
        boolean factor =
                kind.equals("ratio") || kind.equals("earlier") || kind.equals("near-ratio") || kind.equals("spread");
        var low = kind.startsWith("near") ? number(details.get("low")) : OptionalDouble.empty();
        double goal = kind.startsWith("near") ? number(details.get("high")).orElse(delta) : delta;
        var value = estimate.filter(Double::isFinite);
        return new Effect(
                label,
                kind,
                primary,
                verdict,
                factor,
                value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty(),
                interval.size() == 2 ? interval : List.of(),
                kind.equals("not-worse")
                        ? -Math.abs(delta)
                        : number(details.get("bar")).orElse(0),
                kind.equals("not-worse") ? 0 : goal,
                low,
                Claimed.of(kind, shape),
                unit,
                values);
    }

    /** Apart from the id, which may end in a letter itself: K2 (b) is a part, K2b a claim of its own. */
    private static String partLabel(String id, int i) {
        return id + " (" + (char) ('a' + i % 26) + ")";
    }

    private static Verdict verdict(@Nullable Object name) {
        for (var v : Verdict.values()) {
            if (v.name().equals(String.valueOf(name))) {
                return v;
            }
        }
        return Verdict.NOT_TESTABLE;
    }

    private static OptionalDouble number(@Nullable Object value) {
        return value instanceof Number n ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty();
    }

    private static List<Double> numbers(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
                        .toList()
                : List.of();
    }

    boolean range() {
        return low.isPresent();
    }

    /** Whether the effect can be drawn in units of what matters. */
    boolean normal() {
        return !range() && !interval.isEmpty() && goal > bar;
    }

    double normal(double value) {
        return (value - bar) / (goal - bar);
    }

    /** As a reader knows it: a factor for ratios, else the number itself. */
    double shown(double value) {
        return factor ? Math.exp(value) : value;
    }

    /** {@code 0.012 [0.006, 0.018] nats}, {@code 3.8 [3.1, 4.7] times}, as the claim's sentence has it; a dash when there is no number. */
    String text() {
        if (estimate.isEmpty()) {
            return "–";
        }
        double e = printed(estimate.getAsDouble());
        if (interval.isEmpty()) {
            return Numbers.plain(e) + suffix();
        }
        double a = printed(interval.get(0));
        double b = printed(interval.get(1));
        double from = Math.min(a, b);
        double to = Math.max(a, b);
        return Numbers.to(e, (to - from) / 2) + " " + Numbers.interval(from, to) + suffix();
    }

    /** The ratio itself for ratios, which is not the factor beyond its bar. */
    double printed(double value) {
        return ratio.map(claimed -> claimed.value(value)).orElse(shown(value));
    }

    /** What would be large enough, in words: {@code 0.003}, {@code 2 times}, {@code 0.1 to 0.3}. */
    String goalText() {
        if (kind.equals("not-worse")) {
            return "margin " + Numbers.plain(-bar) + suffix();
        }
        if (kind.equals("happens")) {
            return "over " + Numbers.plain(100 * goal) + " % of seeds";
        }
        if (range()) {
            return Numbers.plain(shown(low.getAsDouble())) + " to " + Numbers.plain(shown(goal)) + suffix();
        }
        return Numbers.plain(shown(goal))
                + suffix()
                + ratio.filter(claimed -> claimed.bar() != 1)
                        .map(claimed -> (claimed.sign() > 0 ? " above " : " below ") + Numbers.plain(claimed.bar()))
                        .orElse("");
    }

    private String suffix() {
        return factor ? " times" : unit.isBlank() ? "" : " " + unit;
    }
}
