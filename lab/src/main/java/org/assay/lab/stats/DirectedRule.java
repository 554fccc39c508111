package org.assay.lab.stats;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/** The rule of a claim with a direction: the effect is beyond a bar, and at least delta. */
public final class DirectedRule implements Rule {

    /** NOT REPRODUCED goes on to the next look while the chance to end CONTRADICTED is at least this. */
    private static final double REACHABLE = 0.01;

    private final List<Integer> looks;
    private final double[] criticalLow;
    private final double[] criticalHigh;
    private final Bias biasAbove;
    private final Bias biasBelow;
    private final double bar;
    private final double delta;

    private DirectedRule(List<Integer> looks, double alphaLow, double alphaHigh, double bar, double delta) {
        this.looks = List.copyOf(looks);
        this.criticalLow = Boundaries.t(looks, alphaLow);
        this.criticalHigh = Boundaries.t(looks, alphaHigh);
        this.biasAbove = Bias.of(looks, alphaLow);
        this.biasBelow = Bias.of(looks, alphaHigh);
        this.bar = bar;
        this.delta = delta;
    }

    /**
     * The rule that the effect exceeds {@code bar} and reaches {@code delta}.
     *
     * @param looks numbers of values after which is decided
     * @param alphaLow two-sided error of the lower bound over all looks
     * @param alphaHigh two-sided error of the upper bound
     * @param bar what the effect must exceed
     * @param delta the smallest effect that matters, at least {@code bar}
     */
    public static DirectedRule of(List<Integer> looks, double alphaLow, double alphaHigh, double bar, double delta) {
        return new DirectedRule(looks, alphaLow, alphaHigh, bar, delta);
    }

    @Override
    public List<Integer> looks() {
        return looks;
    }

    @Override
    public Decision decide(int look, Moments seen, Moments worst, Moments best) {
        var interval = Rule.interval(worst, best, criticalLow[look - 1], criticalHigh[look - 1]);
        var estimate = adjusted(seen);
        var outcome = interval.map(i -> outcome(i, adjusted(worst))).orElse(Outcome.INCONCLUSIVE);
        var settled = switch (outcome) {
            case REPRODUCED, PARTLY, CONTRADICTED -> true;
            case NOT_REPRODUCED -> reversal(look, seen) < REACHABLE;
            case INCONCLUSIVE -> false;
        };
        return new Decision(outcome, estimate, interval, settled);
    }

    private Outcome outcome(Interval interval, double estimate) {
        if (interval.low() > bar) {
            return estimate >= delta ? Outcome.REPRODUCED : Outcome.PARTLY;
        }
        if (interval.high() < bar) {
            return Outcome.CONTRADICTED;
        }
        return interval.high() < delta ? Outcome.NOT_REPRODUCED : Outcome.INCONCLUSIVE;
    }

    /** The mean less the bias that stopping at the plan's looks gives it. */
    private double adjusted(Moments sample) {
        if (sample.sd() == 0) {
            return sample.mean();
        }
        var size = (sample.mean() - bar) / sample.sd();
        return bar + sample.sd() * Math.signum(size) * (size >= 0 ? biasAbove : biasBelow).removed(Math.abs(size));
    }

    /**
     * Chance that the last look finds the effect short of the bar: CONTRADICTED. The final mean is predicted from the sample by Student's t without
     * prior knowledge of the effect.
     */
    public double reversal(int look, Moments sample) {
        int n = sample.n();
        int last = looks.getLast();
        if (look >= looks.size() || n < 2 || n >= last) {
            return 0;
        }
        if (sample.sd() == 0) {
            return sample.mean() < bar ? 1 : 0;
        }
        var needed = bar - criticalHigh[looks.size() - 1] * sample.sd() / Math.sqrt(last);
        var uncertainty = sample.sd() * Math.sqrt((double) (last - n) / ((double) n * last));
        return TDistribution.of(n - 1.0).cumulativeProbability((needed - sample.mean()) / uncertainty);
    }

    /** Chance, judged from the sample alone, that the effect is short of the bar. */
    public Optional<Double> chanceShort(Moments sample) {
        return sample.n() < 2 || sample.sd() == 0
                ? Optional.empty()
                : Optional.of(TDistribution.of(sample.n() - 1.0)
                        .cumulativeProbability((bar - sample.mean()) / sample.standardError()));
    }
}
