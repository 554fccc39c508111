package org.assay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.lab.Statement.Direction;
import org.assay.lab.stats.Boundaries;
import org.assay.lab.stats.DirectedRule;
import org.assay.lab.stats.EitherRule;
import org.assay.lab.stats.Interval;
import org.assay.lab.stats.Multiplicity;
import org.assay.lab.stats.NearRule;
import org.assay.lab.stats.PairedSpread;
import org.assay.lab.stats.Rule;
import org.assay.lab.stats.ShareRule;

/** Applies the rule of each shape to the results at one look. */
final class Rules {

    private static final int PAIRS_FOR_SPREAD = 4;

    private final List<Integer> looks;
    private final int look;
    private final Results results;
    private final List<Long> seeds;
    private final String unit;
    private final boolean thorough;

    Rules(Sample sample, Results results, String unit, boolean thorough) {
        this.looks = sample.looks();
        this.look = sample.look();
        this.results = results;
        this.seeds = sample.now();
        this.unit = unit;
        this.thorough = thorough;
    }

    /**
     * What the results say of a statement.
     *
     * @param alphaLow two-sided error of the lower bound of the effect
     * @param alphaHigh two-sided error of its upper bound; they differ inside combinations
     */
    Ruling rule(Statement statement, double alphaLow, double alphaHigh) {
        return switch (statement) {
            case Statement.Difference s -> directed(s, alphaLow, alphaHigh);
            case Statement.Differs s -> differs(s, alphaLow, alphaHigh);
            case Statement.Quotient s -> directed(s, alphaLow, alphaHigh);
            case Statement.NotWorse s -> directed(s, alphaLow, alphaHigh);
            case Statement.Earlier s -> directed(s, alphaLow, alphaHigh);
            case Statement.Near s -> near(s, s.of(), s.low(), s.high(), alphaLow, alphaHigh);
            case Statement.NearQuotient s -> {
                var log = new Ratio(s.over(), s.under()).log();
                yield near(s, log, Math.log(s.low()), Math.log(s.high()), alphaLow, alphaHigh);
            }
            case Statement.Monotone s -> monotone(s, alphaLow, alphaHigh);
            case Statement.Happens s -> happens(s, alphaLow, alphaHigh);
            case Statement.Spread s -> spread(s, alphaLow, alphaHigh);
            case Statement.AtLeast s -> {
                int toRefute = s.of().size() - s.needed() + 1;
                var parts = s.of().stream()
                        .map(part -> rule(part, part(part, alphaLow) / toRefute, alphaHigh / s.needed()))
                        .toList();
                yield Combination.of(s, parts, seeds.size());
            }
            case Statement.Reported s -> reported(s, alphaLow);
        };
    }

    /** A part without a direction may be shown wrongly on both sides. */
    private static double part(Statement statement, double alphaLow) {
        return statement instanceof Statement.Differs ? alphaLow / 2 : alphaLow;
    }

    private Ruling differs(Statement.Differs s, double alphaShown, double alphaRuledOut) {
        var effects = Effects.of(s.effect(), results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        Rule rule = EitherRule.of(looks, alphaShown, alphaRuledOut, s.delta());
        var decision = rule.decide(look, effects.moments(), effects.worst(), effects.best());
        return new Ruling(
                Verdict.of(decision.outcome()),
                Optional.of(decision.estimate()),
                decision.interval(),
                s.delta(),
                effects.count(),
                effects.values(),
                Math.abs(decision.estimate()) >= s.delta(),
                decision.settled(),
                Sentences.finding(s, unit, decision, effects),
                "",
                new Details(Sentences.kind(s), effects, 0).map());
    }

    private Ruling directed(Statement statement, double alphaLow, double alphaHigh) {
        var goal = Goal.of(statement).orElseThrow();
        double delta = goal.delta();
        var effects = Effects.of(goal.effect(), results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var rule = DirectedRule.of(looks, alphaLow, alphaHigh, goal.bar(), delta);
        var decision = rule.decide(look, effects.moments(), effects.worst(), effects.best());
        var details = new Details(Sentences.kind(statement), effects, goal.bar());
        if (thorough) {
            details.paired(statement, results).outlook(rule, decision, look, delta, alphaLow);
        }
        return new Ruling(
                Verdict.of(decision.outcome()),
                Optional.of(decision.estimate()),
                decision.interval(),
                delta,
                effects.count(),
                effects.values(),
                decision.estimate() >= delta,
                decision.settled(),
                Sentences.finding(statement, unit, decision, effects),
                details.hint(),
                details.map());
    }

    private Ruling near(
            Statement statement, Quantity of, double low, double high, double alphaInside, double alphaOutside) {
        var effects = Effects.of(of, results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        Rule rule = NearRule.of(looks, alphaInside, alphaOutside, low, high);
        var decision = rule.decide(look, effects.moments(), effects.worst(), effects.best());
        var details = new Details(Sentences.kind(statement), effects, low).range(low, high);
        return new Ruling(
                Verdict.of(decision.outcome()),
                Optional.of(decision.estimate()),
                decision.interval(),
                (high - low) / 2,
                effects.count(),
                effects.values(),
                low <= decision.estimate() && decision.estimate() <= high,
                decision.settled(),
                Sentences.finding(statement, unit, decision, effects),
                "",
                details.map());
    }

    /** End to end as a difference; a mean that goes back on the way leaves at most PARTLY. */
    private Ruling monotone(Statement.Monotone s, double alphaLow, double alphaHigh) {
        var curve = s.curve();
        var whole = new Statement.Difference(curve.last(), curve.first(), s.direction(), s.delta());
        var ruling = rule(whole, alphaLow, alphaHigh);
        var back = new ArrayList<String>();
        for (int i = 1; i < curve.points().size(); i++) {
            var from = curve.points().get(i - 1);
            var to = curve.points().get(i);
            var step = Effects.of(Goal.signed(to.y().minus(from.y()), s.direction()), results, seeds);
            if (!step.values().isEmpty() && step.moments().mean() < 0) {
                back.add(Words.number(from.x()) + " to " + Words.number(to.x()));
            }
        }
        var details = Details.trend(ruling.details(), s, results, seeds, back);
        var capped = ruling.verdict() == Verdict.REPRODUCED && !back.isEmpty();
        return new Ruling(
                capped ? Verdict.PARTLY : ruling.verdict(),
                ruling.estimate(),
                ruling.interval(),
                ruling.delta(),
                ruling.seeds(),
                ruling.values(),
                ruling.holds() && back.isEmpty(),
                ruling.settled(),
                ruling.finding()
                        + (back.isEmpty() ? "" : "; from " + String.join(" and from ", back) + " the mean goes back"),
                ruling.hint(),
                details);
    }

    private Ruling happens(Statement.Happens s, double alphaLow, double alphaHigh) {
        var effects = Effects.of(Goal.signed(s.of().minus(s.threshold()), s.direction()), results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var events = effects.mapped(value -> value > 0 ? 1.0 : 0.0);
        Rule rule = ShareRule.of(looks, alphaLow, alphaHigh, s.share());
        var decision = rule.decide(look, events.moments(), events.filled(0), events.filled(1));
        return new Ruling(
                Verdict.of(decision.outcome()),
                Optional.of(decision.estimate()),
                decision.interval(),
                s.share(),
                events.count(),
                events.values(),
                decision.estimate() > s.share(),
                decision.settled(),
                Sentences.finding(s, unit, decision, events),
                "",
                new Details(Sentences.kind(s), events, s.share()).wilson().map());
    }

    private Ruling spread(Statement.Spread s, double alphaLow, double alphaHigh) {
        var pairs = Pairs.of(s.left(), s.right(), results, seeds);
        if (pairs.lost().tooFew() || pairs.left().length < PAIRS_FOR_SPREAD) {
            return missing(pairs.lost());
        }
        var estimate = s.direction().sign() * PairedSpread.logRatio(pairs.left(), pairs.right());
        if (!Double.isFinite(estimate)) {
            return Ruling.notTestable("one side of " + s.words() + " does not vary between seeds", false);
        }
        var low = Boundaries.increments(looks, alphaLow)[look - 1];
        var high = Boundaries.increments(looks, alphaHigh)[look - 1];
        var above = s.direction() == Direction.ABOVE;
        var interval = above
                ? PairedSpread.interval(pairs.left(), pairs.right(), low, high)
                : PairedSpread.interval(pairs.right(), pairs.left(), low, high);
        var delta = Math.log(s.factor());
        var verdict = table(estimate, interval, delta);
        var settled = verdict == Verdict.REPRODUCED
                || verdict == Verdict.PARTLY
                || verdict == Verdict.CONTRADICTED
                || (verdict == Verdict.NOT_REPRODUCED && estimate >= 0);
        return new Ruling(
                verdict,
                Optional.of(estimate),
                Optional.of(interval),
                delta,
                pairs.lost().count(),
                List.of(),
                estimate >= delta,
                settled,
                Sentences.spread(s, verdict, estimate, interval, pairs.lost()),
                "",
                new Details(Sentences.kind(s), pairs.lost(), 0).spreads(pairs).map());
    }

    private static Verdict table(double estimate, Interval interval, double delta) {
        if (interval.low() > 0) {
            return estimate >= delta ? Verdict.REPRODUCED : Verdict.PARTLY;
        }
        if (interval.high() < 0) {
            return Verdict.CONTRADICTED;
        }
        return interval.high() < delta ? Verdict.NOT_REPRODUCED : Verdict.INCONCLUSIVE;
    }

    private Ruling reported(Statement.Reported s, double alpha) {
        var effects = Effects.of(s.of(), results, seeds);
        if (effects.tooFew()) {
            return missing(effects);
        }
        var decision = DirectedRule.of(looks, alpha, alpha, 0, 0)
                .decide(look, effects.moments(), effects.worst(), effects.best());
        return new Ruling(
                Verdict.NO_VERDICT,
                Optional.of(decision.estimate()),
                decision.interval(),
                0,
                effects.count(),
                effects.values(),
                true,
                true,
                Sentences.finding(s, unit, decision, effects),
                "",
                new Details(Sentences.kind(s), effects, 0).map());
    }

    /** The sequential p value of a statement about one effect, two-sided. */
    static Optional<Double> sequentialP(Statement statement, Results results, Sample sample) {
        var goal = statement instanceof Statement.Differs s
                ? Optional.of(new Goal(s.effect(), 0, s.delta()))
                : Goal.of(statement);
        if (goal.isEmpty() || sample.tooFew()) {
            return Optional.empty();
        }
        var t = new double[sample.look()];
        for (int k = 0; k < t.length; k++) {
            var effects =
                    Effects.of(goal.get().effect(), results, sample.seeds().get(k));
            if (effects.tooFew()) {
                return Optional.empty();
            }
            var moments = effects.worst();
            if (moments.sd() == 0) {
                return Optional.empty();
            }
            t[k] = (moments.mean() - goal.get().bar()) / moments.standardError();
        }
        return Optional.of(Multiplicity.sequentialP(sample.looks(), t));
    }

    private static Ruling missing(Effects effects) {
        return Ruling.notTestable(
                effects.lost() + " of " + effects.count() + " seeds are missing, more than a quarter: "
                        + String.join("; ", effects.missing().stream().limit(6).toList()),
                false);
    }
}
