package org.assay.lab.stats;

import java.util.List;
import java.util.Optional;

/**
 * The rule of a claim without a direction: the effect is not zero, and at least delta in size. REPRODUCED and PARTLY when the interval excludes
 * zero, NOT REPRODUCED when it lies within delta on both sides; it cannot be contradicted. Both directions together err no more often than a claim
 * with a direction errs in its two.
 */
public final class EitherRule implements Rule {

    private final DirectedRule above;

    private EitherRule(DirectedRule above) {
        this.above = above;
    }

    /**
     * The rule that the effect differs from 0 by at least {@code delta}.
     *
     * @param alphaShown two-sided error of the interval that must exclude 0
     * @param alphaRuledOut two-sided error of the interval that must lie within delta
     */
    public static EitherRule of(List<Integer> looks, double alphaShown, double alphaRuledOut, double delta) {
        return new EitherRule(DirectedRule.of(looks, alphaShown, alphaRuledOut, 0, delta));
    }

    @Override
    public List<Integer> looks() {
        return above.looks();
    }

    @Override
    public Decision decide(int look, Moments seen, Moments worst, Moments best) {
        var up = above.decide(look, seen, worst, best);
        var down = above.decide(look, negative(seen), negative(best), negative(worst));
        var interval = up.interval().flatMap(u -> down.interval().map(d -> new Interval(u.low(), -d.low())));
        var estimate = seen.mean() < 0 ? -down.estimate() : up.estimate();
        if (interval.isEmpty()) {
            return new Decision(Outcome.INCONCLUSIVE, estimate, Optional.empty(), false);
        }
        if (shown(up.outcome())) {
            return new Decision(up.outcome(), estimate, interval, true);
        }
        if (shown(down.outcome())) {
            return new Decision(down.outcome(), estimate, interval, true);
        }
        var small = ruledOut(up.outcome()) && ruledOut(down.outcome());
        return new Decision(small ? Outcome.NOT_REPRODUCED : Outcome.INCONCLUSIVE, estimate, interval, small);
    }

    private static boolean shown(Outcome outcome) {
        return outcome == Outcome.REPRODUCED || outcome == Outcome.PARTLY;
    }

    /** Whether an effect of delta in that direction is ruled out. */
    private static boolean ruledOut(Outcome outcome) {
        return outcome == Outcome.NOT_REPRODUCED || outcome == Outcome.CONTRADICTED;
    }

    private static Moments negative(Moments sample) {
        return new Moments(sample.n(), -sample.mean(), sample.sd());
    }
}
