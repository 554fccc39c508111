package org.assay.lab.stats;

import java.util.List;
import java.util.Optional;

/**
 * The rule of a share of seeds: exact intervals (Clopper and Pearson) at the error each look may spend, which add up whatever the dependence between
 * looks. Samples consist of ones and zeros.
 */
public final class ShareRule implements Rule {

    private final List<Integer> looks;
    private final double[] errorLow;
    private final double[] errorHigh;
    private final double bar;

    private ShareRule(List<Integer> looks, double alphaLow, double alphaHigh, double bar) {
        this.looks = List.copyOf(looks);
        this.errorLow = Boundaries.increments(looks, alphaLow);
        this.errorHigh = Boundaries.increments(looks, alphaHigh);
        this.bar = bar;
    }

    public static ShareRule of(List<Integer> looks, double alphaLow, double alphaHigh, double bar) {
        return new ShareRule(looks, alphaLow, alphaHigh, bar);
    }

    @Override
    public List<Integer> looks() {
        return looks;
    }

    @Override
    public Decision decide(int look, Moments seen, Moments worst, Moments best) {
        int k = look - 1;
        var low =
                Shares.exact(hits(worst), worst.n(), errorLow[k], errorHigh[k]).low();
        var high = Shares.exact(hits(best), best.n(), errorLow[k], errorHigh[k]).high();
        var outcome = low > bar ? Outcome.REPRODUCED : high < bar ? Outcome.CONTRADICTED : Outcome.INCONCLUSIVE;
        return new Decision(
                outcome, seen.mean(), Optional.of(new Interval(low, high)), outcome != Outcome.INCONCLUSIVE);
    }

    private static int hits(Moments sample) {
        return (int) Math.round(sample.mean() * sample.n());
    }
}
