package org.assay.lab.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How often a rule ends in each outcome, by simulation with a fixed seed.
 *
 * @param shares of the repetitions, every outcome present
 * @param meanSeeds numbers of values taken, on average
 */
public record Simulation(Map<Outcome, Double> shares, double meanSeeds) {

    private static final long SEED = 4_711;

    /** Repetitions that give a share to about one point. */
    public static final int QUICK = 4000;

    public Simulation {
        shares = Map.copyOf(shares);
    }

    /** Normal values with this mean and standard deviation. */
    public static Simulation of(Rule rule, double mean, double sd, int repetitions) {
        return of(rule, random -> mean + sd * random.nextGaussian(), repetitions);
    }

    /** Values of any distribution. */
    public static Simulation of(Rule rule, ToDoubleFunction<RandomGenerator> value, int repetitions) {
        var random = new SplittableRandom(SEED);
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        long seeds = 0;
        for (int i = 0; i < repetitions; i++) {
            var values = new double[rule.looks().getLast()];
            int taken = 0;
            Decision decision;
            int look = 0;
            do {
                int upTo = rule.looks().get(look);
                while (taken < upTo) {
                    values[taken++] = value.applyAsDouble(random);
                }
                look++;
                decision = rule.decide(look, Moments.of(values, taken));
            } while (!decision.settled() && look < rule.looks().size());
            counts.merge(decision.outcome(), 1, Integer::sum);
            seeds += taken;
        }
        var shares = new EnumMap<Outcome, Double>(Outcome.class);
        for (var outcome : Outcome.values()) {
            shares.put(outcome, counts.getOrDefault(outcome, 0) / (double) repetitions);
        }
        return new Simulation(shares, seeds / (double) repetitions);
    }

    public double share(Outcome outcome) {
        return shares.getOrDefault(outcome, 0.0);
    }

    /** REPRODUCED or PARTLY: the direction is shown. */
    public double shown() {
        return share(Outcome.REPRODUCED) + share(Outcome.PARTLY);
    }
}
