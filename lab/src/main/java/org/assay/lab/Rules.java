package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.lab.Statement.Direction;
import org.assay.lab.stats.Boundaries;
import org.assay.lab.stats.Interval;

/** The rule of each shape at one look. */
final class Rules {

    private final List<Integer> looks;
    private final int look;
    private final Results results;
    private final List<Long> seeds;
    private final String unit;

    Rules(List<Integer> looks, int look, Results results, List<Long> seeds, String unit) {
        this.looks = looks;
        this.look = look;
        this.results = results;
        this.seeds = seeds;
        this.unit = unit;
    }

    /**
     * @param alphaLow two-sided error of the lower bound of the effect
     * @param alphaHigh two-sided error of its upper bound; they differ inside combinations
     */
    Ruling rule(Statement statement, double alphaLow, double alphaHigh) {
        return switch (statement) {
            case Statement.Difference s ->
                directed(
                        signed(s.left().minus(s.right()), s.direction()),
                        0,
                        s.delta(),
                        Sentences.difference(s, unit),
                        alphaLow,
                        alphaHigh);
            case Statement.Quotient s ->
                directed(
                        signed(new Ratio(s.over(), s.under()).log().minus(Math.log(s.bar())), s.direction()),
                        0,
                        Math.log(s.factor()),
                        Sentences.quotient(s),
                        alphaLow,
                        alphaHigh);
            case Statement.NotWorse s ->
                directed(
                        signed(s.left().minus(s.right()), s.direction()),
                        -s.margin(),
                        -s.margin(),
                        Sentences.notWorse(s, unit),
                        alphaLow,
                        alphaHigh);
            case Statement.Earlier s ->
                directed(
                        new Ratio(s.second(), s.first()).log(),
                        0,
                        Math.log(s.factor()),
                        Sentences.earlier(s),
                        alphaLow,
                        alphaHigh);
            case Statement.Near s -> near(s.of(), s.low(), s.high(), Sentences.near(s, unit), alphaLow, alphaHigh);
            case Statement.NearQuotient s ->
                near(
                        new Ratio(s.over(), s.under()).log(),
                        Math.log(s.low()),
                        Math.log(s.high()),
                        Sentences.nearQuotient(s),
                        alphaLow,
                        alphaHigh);
            case Statement.AtLeast s -> combined(s, alphaLow, alphaHigh);
            case Statement.Monotone s -> monotone(s, alphaLow, alphaHigh);
            case Statement.Reported s -> reported(s, alphaLow);
            case Statement.Happens s -> Ruling.notTestable(s.words() + " cannot be decided by this version", true);
            case Statement.Spread s -> Ruling.notTestable(s.words() + " cannot be decided by this version", true);
        };
    }

    private static Quantity signed(Quantity quantity, Direction direction) {
        return direction == Direction.ABOVE ? quantity : quantity.times(-1);
    }

    private double critical(double alpha) {
        return Boundaries.t(looks, alpha)[look - 1];
    }

    private Ruling directed(
            Quantity effect, double bar, double delta, Sentences.Shape shape, double alphaLow, double alphaHigh) {
        var effects = Effects.of(effect, results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var estimate = effects.moments().mean();
        var interval = effects.interval(critical(alphaLow), critical(alphaHigh));
        var verdict =
                interval.map(i -> verdict(effects.worstMean(), i, bar, delta)).orElse(Verdict.INCONCLUSIVE);
        var settled = switch (verdict) {
            case REPRODUCED, PARTLY, CONTRADICTED -> true;
            case NOT_REPRODUCED -> estimate >= bar;
            default -> false;
        };
        var details = details(shape, effects);
        details.put("bar", bar);
        return new Ruling(
                verdict,
                Optional.of(estimate),
                interval,
                delta,
                effects.seeds(),
                effects.values(),
                estimate >= delta,
                settled,
                shape.finding(verdict, estimate, interval, effects),
                details);
    }

    /** The table of the design: with theta the effect beyond {@code bar}. */
    private static Verdict verdict(double estimate, Interval interval, double bar, double delta) {
        if (interval.low() > bar) {
            return estimate >= delta ? Verdict.REPRODUCED : Verdict.PARTLY;
        }
        if (interval.high() < bar) {
            return Verdict.CONTRADICTED;
        }
        return interval.high() < delta ? Verdict.NOT_REPRODUCED : Verdict.INCONCLUSIVE;
    }

    private Ruling near(Quantity of, double low, double high, Sentences.Shape shape, double alphaIn, double alphaOut) {
        var effects = Effects.of(of, results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var estimate = effects.moments().mean();
        var inside = effects.interval(critical(alphaIn), critical(alphaIn));
        var outside = effects.interval(critical(alphaOut), critical(alphaOut));
        var within = low <= estimate && estimate <= high;
        Verdict verdict;
        if (inside.filter(i -> low <= i.low() && i.high() <= high).isPresent()) {
            verdict = Verdict.REPRODUCED;
        } else if (outside.filter(i -> i.high() < low || i.low() > high).isPresent()) {
            verdict = Verdict.NOT_REPRODUCED;
        } else {
            verdict = within && inside.isPresent() ? Verdict.PARTLY : Verdict.INCONCLUSIVE;
        }
        var details = details(shape, effects);
        details.put("low", low);
        details.put("high", high);
        return new Ruling(
                verdict,
                Optional.of(estimate),
                inside,
                (high - low) / 2,
                effects.seeds(),
                effects.values(),
                within,
                verdict == Verdict.REPRODUCED || verdict == Verdict.NOT_REPRODUCED,
                shape.finding(verdict, estimate, inside, effects),
                details);
    }

    private Ruling monotone(Statement.Monotone s, double alphaLow, double alphaHigh) {
        var whole = new Statement.Difference(s.curve().last(), s.curve().first(), s.direction(), s.delta());
        var ruling = directed(
                signed(s.curve().last().minus(s.curve().first()), s.direction()),
                0,
                s.delta(),
                Sentences.difference(whole, unit),
                alphaLow,
                alphaHigh);
        var against = new ArrayList<String>();
        var points = s.curve().points();
        for (int i = 1; i < points.size(); i++) {
            var step =
                    Effects.of(signed(points.get(i).y().minus(points.get(i - 1).y()), s.direction()), results, seeds);
            if (!step.values().isEmpty() && step.moments().mean() < 0) {
                against.add(Words.number(points.get(i - 1).x()) + " to "
                        + Words.number(points.get(i).x()));
            }
        }
        if (against.isEmpty() || ruling.verdict() != Verdict.REPRODUCED) {
            return ruling;
        }
        return new Ruling(
                Verdict.PARTLY,
                ruling.estimate(),
                ruling.interval(),
                ruling.delta(),
                ruling.seeds(),
                ruling.values(),
                false,
                ruling.settled(),
                ruling.finding() + "; from " + String.join(" and from ", against) + " the mean goes the other way",
                ruling.details());
    }

    private Ruling combined(Statement.AtLeast s, double alphaLow, double alphaHigh) {
        int parts = s.of().size();
        int toRefute = parts - s.needed() + 1;
        var rulings = s.of().stream()
                .map(part -> rule(part, alphaLow / toRefute, alphaHigh / s.needed()))
                .toList();
        long shown = count(rulings, Verdict.REPRODUCED);
        long direction = shown + count(rulings, Verdict.PARTLY);
        long contradicted = count(rulings, Verdict.CONTRADICTED);
        long failed = contradicted + count(rulings, Verdict.NOT_REPRODUCED);
        Verdict verdict;
        if (shown >= s.needed()) {
            verdict = Verdict.REPRODUCED;
        } else if (contradicted >= toRefute) {
            verdict = Verdict.CONTRADICTED;
        } else if (failed >= toRefute) {
            verdict = Verdict.NOT_REPRODUCED;
        } else if (direction >= s.needed()) {
            verdict = Verdict.PARTLY;
        } else {
            verdict = count(rulings, Verdict.NOT_TESTABLE) >= toRefute ? Verdict.NOT_TESTABLE : Verdict.INCONCLUSIVE;
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", "combined");
        details.put("needed", s.needed());
        details.put("parts", parts(s, rulings));
        var holding = rulings.stream().filter(Ruling::holds).count();
        var sentences = new ArrayList<String>();
        for (var ruling : rulings) {
            sentences.add(ruling.verdict().label() + ": " + ruling.finding());
        }
        return new Ruling(
                verdict,
                Optional.empty(),
                Optional.empty(),
                0,
                seeds.size(),
                List.of(),
                holding >= s.needed(),
                settled(verdict, rulings, s.needed()),
                shown + " of " + parts + " parts shown, " + s.needed() + " needed (" + String.join("; ", sentences)
                        + ")",
                details);
    }

    private static boolean settled(Verdict verdict, List<Ruling> rulings, int needed) {
        return switch (verdict) {
            case REPRODUCED, CONTRADICTED -> true;
            case PARTLY, NOT_REPRODUCED ->
                rulings.stream().filter(Ruling::settled).count()
                        >= rulings.size() - (verdict == Verdict.PARTLY ? rulings.size() - needed : 0);
            default -> false;
        };
    }

    private static List<Map<String, Object>> parts(Statement.AtLeast s, List<Ruling> rulings) {
        var parts = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < rulings.size(); i++) {
            var ruling = rulings.get(i);
            var part = new LinkedHashMap<String, Object>();
            part.put("shape", s.of().get(i).words());
            part.put("verdict", ruling.verdict().name());
            ruling.estimate().ifPresent(estimate -> part.put("estimate", estimate));
            part.put("interval", ruling.bounds());
            part.put("delta", ruling.delta());
            part.put("values", ruling.values());
            part.put("details", ruling.details());
            parts.add(part);
        }
        return parts;
    }

    private static long count(List<Ruling> rulings, Verdict verdict) {
        return rulings.stream().filter(r -> r.verdict() == verdict).count();
    }

    private Ruling reported(Statement.Reported s, double alpha) {
        var effects = Effects.of(s.of(), results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var estimate = effects.moments().mean();
        var interval = effects.interval(critical(alpha), critical(alpha));
        var shape = Sentences.reported(s, unit);
        return new Ruling(
                Verdict.NO_VERDICT,
                Optional.of(estimate),
                interval,
                0,
                effects.seeds(),
                effects.values(),
                true,
                true,
                shape.finding(Verdict.NO_VERDICT, estimate, interval, effects),
                details(shape, effects));
    }

    private Ruling missing(Effects effects) {
        return Ruling.notTestable(
                "of " + effects.seeds() + " seeds " + effects.seedsMissing() + " are missing: "
                        + String.join("; ", effects.missing().stream().limit(6).toList()),
                false);
    }

    private Map<String, Object> details(Sentences.Shape shape, Effects effects) {
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", shape.kind());
        details.put("sd", effects.moments().sd());
        if (effects.seedsMissing() > 0) {
            details.put("missing", effects.missing());
        }
        if (effects.replaced() > 0) {
            details.put("replaced", effects.replaced());
        }
        return details;
    }
}
