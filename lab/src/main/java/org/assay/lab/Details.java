package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.stats.Aggregates;
import org.assay.lab.stats.Decision;
import org.assay.lab.stats.DirectedRule;
import org.assay.lab.stats.Moments;
import org.assay.lab.stats.Outcome;
import org.assay.lab.stats.Power;
import org.assay.lab.stats.Ranks;
import org.assay.lab.stats.Shares;
import org.assay.lab.stats.SignFlip;
import org.assay.lab.stats.Simulation;
import org.assay.lab.stats.Trend;

/**
 * The further figures of a ruling, by name: {@code kind}, {@code bar} (what the interval must exceed), {@code mean} (unadjusted), {@code sd},
 * {@code deltaOverSd}, {@code signFlipP}, {@code sharePositive}, {@code median}, {@code pairCorrelation}, {@code seedsMore}, {@code reversal},
 * {@code ifHalfOfDelta}, {@code missing}, {@code replaced}, {@code constant}.
 */
final class Details {

    private static final double ALPHA = 0.05;

    private final Map<String, Object> map = new LinkedHashMap<>();
    private final Effects effects;
    private final Moments moments;
    private final double bar;
    private String hint = "";

    Details(String kind, Effects effects, double bar) {
        this.effects = effects;
        this.moments = effects.moments();
        this.bar = bar;
        map.put("kind", kind);
        map.put("bar", bar);
        map.put("mean", moments.mean());
        map.put("sd", moments.sd());
        if (moments.sd() == 0) {
            map.put("constant", true);
        }
        if (effects.lost() > 0) {
            map.put("missing", effects.missing());
            map.put("seedsWithValue", effects.seeds());
        }
        if (effects.replaced() > 0) {
            map.put("replaced", effects.replaced());
        }
    }

    /** A second opinion on paired differences, from six pairs on, and what pairing was worth. */
    Details paired(Statement statement, Results results) {
        var differences = effects.array();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= bar;
        }
        if (differences.length >= SignFlip.PAIRS) {
            map.put("signFlipP", SignFlip.p(differences));
            map.put("sharePositive", Aggregates.sharePositive(differences));
            map.put("median", Aggregates.median(effects.array()));
        }
        if (statement instanceof Statement.Difference s && !(s.right() instanceof Quantity.Constant)) {
            correlation(s.left(), s.right(), results);
        }
        if (statement instanceof Statement.Quotient s) {
            correlation(s.over().log(), s.under().log(), results);
        }
        return this;
    }

    private void correlation(Quantity left, Quantity right, Results results) {
        var pairs = Pairs.of(left, right, results, effects.seeds());
        if (pairs.left().length >= 3) {
            map.put("pairCorrelation", Ranks.pearson(pairs.left(), pairs.right()));
        }
    }

    /** What more seeds would bring, and how far the verdict is to be trusted. */
    Details outlook(DirectedRule rule, Decision decision, int look, double delta, double alpha) {
        if (moments.sd() > 0) {
            map.put("deltaOverSd", (delta - bar) / moments.sd());
        }
        if (decision.outcome() == Outcome.REPRODUCED && delta > bar && moments.sd() > 0) {
            var half = Simulation.of(rule, (bar + delta) / 2, moments.sd(), Simulation.QUICK);
            map.put("ifHalfOfDelta", half.share(Outcome.REPRODUCED));
        }
        if (decision.outcome() == Outcome.NOT_REPRODUCED) {
            map.put("reversalByLastLook", rule.reversal(look, moments));
            rule.chanceShort(moments).ifPresent(chance -> {
                map.put("reversal", chance);
                hint = "; the chance that the true effect goes the other way is " + Words.percent(chance);
            });
        }
        if (decision.outcome() == Outcome.INCONCLUSIVE) {
            var more = Power.more(moments, bar, delta, alpha);
            more.ifPresent(seeds -> map.put("seedsMore", seeds));
            hint = moments.sd() == 0
                    ? ""
                    : more.isPresent()
                            ? "; about " + more.getAsInt() + " more " + (more.getAsInt() == 1 ? "seed" : "seeds")
                                    + " would likely decide"
                            : "; more than a thousand seeds would be needed to decide";
        }
        return this;
    }

    /** The ends that the interval is compared with. */
    Details range(double low, double high) {
        map.put("low", low);
        map.put("high", high);
        return this;
    }

    /** Wilson's interval, for display beside the exact one. */
    Details wilson() {
        int hits = (int) Math.round(moments.mean() * moments.n());
        var interval = Shares.wilson(hits, moments.n(), ALPHA);
        map.put("hits", hits);
        map.put("wilson", List.of(interval.low(), interval.high()));
        return this;
    }

    Details spreads(Pairs pairs) {
        map.put("sdLeft", Moments.of(pairs.left()).sd());
        map.put("sdRight", Moments.of(pairs.right()).sd());
        map.put("pairCorrelation", Ranks.pearson(pairs.left(), pairs.right()));
        return this;
    }

    /** The details of the ends with Page's test over the seeds' whole curves. */
    static Map<String, Object> trend(
            Map<String, Object> ends, Statement.Monotone s, Results results, List<Long> seeds, List<String> back) {
        var map = new LinkedHashMap<>(ends);
        map.put("kind", "monotone");
        map.put("stepsBack", back);
        var rows = new ArrayList<double[]>();
        for (var seed : seeds) {
            var reader = new SeedReader(results, seed);
            var row = new double[s.curve().points().size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = s.direction().sign()
                        * reader.read(s.curve().points().get(i).y()).orElse(Double.NaN);
            }
            if (reader.missing().isEmpty()) {
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            map.put("pageP", Trend.page(rows));
        }
        return map;
    }

    /** What belongs at the end of the sentence. */
    String hint() {
        return hint;
    }

    Map<String, Object> map() {
        return map;
    }
}
