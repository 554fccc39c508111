package org.assay.lab.stats;

import java.util.List;

/**
 * The rule of equivalence: a quantity lies in a range. REPRODUCED when the interval lies inside, PARTLY when the estimate does and the interval
 * does not, NOT REPRODUCED when the interval lies outside, else INCONCLUSIVE.
 */
public final class NearRule implements Rule {

    private final List<Integer> looks;
    private final double[] criticalInside;
    private final double[] criticalOutside;
    private final double low;
    private final double high;

    private NearRule(List<Integer> looks, double alphaInside, double alphaOutside, double low, double high) {
        this.looks = List.copyOf(looks);
        this.criticalInside = Boundaries.t(looks, alphaInside);
        this.criticalOutside = Boundaries.t(looks, alphaOutside);
        this.low = low;
        this.high = high;
    }

    /**
     * The rule that the quantity lies in {@code [low, high]}.
     *
     * @param alphaInside two-sided error of the interval that must lie inside
     * @param alphaOutside two-sided error of the interval that must lie outside
     */
    public static NearRule of(List<Integer> looks, double alphaInside, double alphaOutside, double low, double high) {
        return new NearRule(looks, alphaInside, alphaOutside, low, high);
    }

    @Override
    public List<Integer> looks() {
        return looks;
    }

    @Override
    public Decision decide(int look, Moments seen, Moments worst, Moments best) {
        var inside = Rule.interval(worst, best, criticalInside[look - 1], criticalInside[look - 1]);
        var outside = Rule.interval(worst, best, criticalOutside[look - 1], criticalOutside[look - 1]);
        var estimate = seen.mean();
        Outcome outcome;
        if (inside.isEmpty() || outside.isEmpty()) {
            outcome = Outcome.INCONCLUSIVE;
        } else if (low <= inside.get().low() && inside.get().high() <= high) {
            outcome = Outcome.REPRODUCED;
        } else if (outside.get().high() < low || outside.get().low() > high) {
            outcome = Outcome.NOT_REPRODUCED;
        } else {
            outcome = low <= estimate && estimate <= high ? Outcome.PARTLY : Outcome.INCONCLUSIVE;
        }
        var settled = outcome == Outcome.REPRODUCED || outcome == Outcome.NOT_REPRODUCED;
        return new Decision(outcome, estimate, inside, settled);
    }
}
