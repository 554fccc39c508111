package org.assay.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.assay.lab.PlanSummary.PowerLine;
import org.assay.lab.stats.DirectedRule;
import org.assay.lab.stats.NearRule;
import org.assay.lab.stats.Outcome;
import org.assay.lab.stats.ShareRule;
import org.assay.lab.stats.Simulation;

/** Simulated power of a statement at a plan's looks. */
final class PowerOfPlan {

    private static final double[] SIZES = {0.5, 1, 1.5, 2};
    private static final double[] SHARES = {0.75, 0.9, 1};

    /** Simulations in units of the spread are the same for every claim of a kind. */
    private record Key(String kind, List<Integer> looks, double alphaLow, double alphaHigh) {}

    private static final Map<Key, List<PowerLine>> CACHE = new ConcurrentHashMap<>();

    private PowerOfPlan() {}

    static List<PowerLine> lines(
            Statement statement, List<Integer> looks, double alphaLow, double alphaHigh, Optional<Double> spread) {
        return switch (statement) {
            case Statement.Difference s -> directed(looks, alphaLow, alphaHigh, 0, s.delta(), spread);
            case Statement.Differs s -> directed(looks, alphaLow, alphaHigh, 0, s.delta(), spread);
            case Statement.Quotient s -> directed(looks, alphaLow, alphaHigh, 0, Math.log(s.factor()), spread);
            case Statement.Earlier s -> directed(looks, alphaLow, alphaHigh, 0, Math.log(s.factor()), spread);
            case Statement.Monotone s -> directed(looks, alphaLow, alphaHigh, 0, s.delta(), spread);
            case Statement.NotWorse s -> notWorse(looks, alphaLow, alphaHigh, s.margin(), spread);
            case Statement.Near s -> near(looks, alphaLow, alphaHigh, (s.high() - s.low()) / 2, spread);
            case Statement.NearQuotient s -> near(looks, alphaLow, alphaHigh, Math.log(s.high() / s.low()) / 2, spread);
            case Statement.Happens s -> happens(looks, alphaLow, alphaHigh, s.share());
            case Statement.AtLeast s -> parts(s, looks, alphaLow, alphaHigh);
            case Statement.Spread _ -> List.of();
            case Statement.Reported _ -> List.of();
        };
    }

    private static List<PowerLine> directed(
            List<Integer> looks, double alphaLow, double alphaHigh, double bar, double delta, Optional<Double> spread) {
        var lines = new ArrayList<PowerLine>();
        if (spread.isPresent()) {
            var rule = DirectedRule.of(looks, alphaLow, alphaHigh, bar, delta);
            var effects = new LinkedHashMap<String, Double>();
            effects.put("no effect", bar);
            if (delta > bar) {
                effects.put("half of delta", (bar + delta) / 2);
                effects.put("delta", delta);
                effects.put("twice delta", 2 * delta - bar);
            }
            effects.forEach((name, effect) ->
                    lines.add(line(name, Simulation.of(rule, effect, spread.get(), Simulation.QUICK), true)));
            return lines;
        }
        return CACHE.computeIfAbsent(new Key("directed", looks, alphaLow, alphaHigh), PowerOfPlan::standardised);
    }

    private static List<PowerLine> standardised(Key key) {
        var rule = DirectedRule.of(key.looks(), key.alphaLow(), key.alphaHigh(), 0, 0);
        var lines = new ArrayList<PowerLine>();
        for (var size : SIZES) {
            lines.add(line(
                    "effect of " + Words.number(size) + " s.d.",
                    Simulation.of(rule, size, 1, Simulation.QUICK),
                    false));
        }
        return lines;
    }

    private static List<PowerLine> notWorse(
            List<Integer> looks, double alphaLow, double alphaHigh, double margin, Optional<Double> spread) {
        var lines = new ArrayList<PowerLine>();
        for (var size : spread.map(sd -> new double[] {margin / sd}).orElse(SIZES)) {
            var rule = DirectedRule.of(looks, alphaLow, alphaHigh, -size, -size);
            lines.add(line(
                    "no difference, margin of " + Words.number(size) + " s.d.",
                    Simulation.of(rule, 0, 1, Simulation.QUICK),
                    spread.isPresent()));
        }
        return lines;
    }

    private static List<PowerLine> near(
            List<Integer> looks, double alphaLow, double alphaHigh, double tolerance, Optional<Double> spread) {
        var key = new Key("near", looks, alphaLow, alphaHigh);
        return spread.isPresent()
                ? nearAt(key, true, tolerance / spread.get())
                : CACHE.computeIfAbsent(key, k -> nearAt(k, false, SIZES));
    }

    private static List<PowerLine> nearAt(Key key, boolean withVerdicts, double... sizes) {
        var lines = new ArrayList<PowerLine>();
        for (var size : sizes) {
            var rule = NearRule.of(key.looks(), key.alphaLow(), key.alphaHigh(), -size, size);
            var simulation = Simulation.of(rule, 0, 1, Simulation.QUICK);
            lines.add(new PowerLine(
                    "truth in the middle, tolerance of " + Words.number(size) + " s.d.",
                    simulation.share(Outcome.REPRODUCED),
                    withVerdicts ? verdicts(simulation) : Map.of(),
                    simulation.meanSeeds()));
        }
        return lines;
    }

    private static List<PowerLine> happens(List<Integer> looks, double alphaLow, double alphaHigh, double share) {
        var lines = new ArrayList<PowerLine>();
        for (var truth : SHARES) {
            var simulation = Simulation.of(
                    ShareRule.of(looks, alphaLow, alphaHigh, share),
                    random -> random.nextDouble() < truth ? 1 : 0,
                    Simulation.QUICK);
            lines.add(line("in " + Words.number(100 * truth) + " % of seeds", simulation, true));
        }
        return lines;
    }

    /** Each kind of part once, at the level it has in the combination. */
    private static List<PowerLine> parts(Statement.AtLeast s, List<Integer> looks, double alphaLow, double alphaHigh) {
        int toRefute = s.of().size() - s.needed() + 1;
        var lines = new LinkedHashMap<String, PowerLine>();
        for (var part : s.of()) {
            for (var line : lines(part, looks, alphaLow / toRefute, alphaHigh / s.needed(), Optional.empty())) {
                var situation = line.situation().startsWith("each part: ")
                        ? line.situation()
                        : "each part: " + line.situation();
                lines.putIfAbsent(situation, new PowerLine(situation, line.shown(), line.verdicts(), line.seeds()));
            }
        }
        return List.copyOf(lines.values());
    }

    private static PowerLine line(String situation, Simulation simulation, boolean withVerdicts) {
        return new PowerLine(
                situation, simulation.shown(), withVerdicts ? verdicts(simulation) : Map.of(), simulation.meanSeeds());
    }

    private static Map<Verdict, Double> verdicts(Simulation simulation) {
        var verdicts = new EnumMap<Verdict, Double>(Verdict.class);
        simulation.shares().forEach((outcome, share) -> verdicts.put(Verdict.of(outcome), share));
        return verdicts;
    }
}
