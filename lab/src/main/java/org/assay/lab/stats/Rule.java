package org.assay.lab.stats;

import java.util.List;
import java.util.Optional;

/** Decides from the moments of a sample at each of the planned looks. */
public sealed interface Rule permits DirectedRule, EitherRule, NearRule, ShareRule {

    List<Integer> looks();

    /** The decision at a look, counted from 1. */
    default Decision decide(int look, Moments sample) {
        return decide(look, sample, sample, sample);
    }

    /**
     * The decision where some values are missing.
     *
     * @param seen of the values there are
     * @param worst with the missing ones at the value least in favour
     * @param best with the missing ones at the value most in favour
     */
    Decision decide(int look, Moments seen, Moments worst, Moments best);

    /** A sample without variance says something only if it repeats itself. */
    int REPEATS = 3;

    /** The interval of a sample, or nothing where there is none. */
    static Optional<Interval> interval(Moments low, Moments high, double criticalLow, double criticalHigh) {
        boolean constant = low.sd() == 0 || high.sd() == 0;
        if ((constant && low.n() < REPEATS) || Double.isInfinite(criticalLow) || Double.isInfinite(criticalHigh)) {
            return Optional.empty();
        }
        return Optional.of(new Interval(
                low.mean() - criticalLow * low.standardError(), high.mean() + criticalHigh * high.standardError()));
    }
}
