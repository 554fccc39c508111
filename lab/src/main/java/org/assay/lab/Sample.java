package org.assay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The seeds that a claim is judged on.
 *
 * @param looks numbers of seeds that the boundaries go by: those of the plan, or, where a guard leaves seeds out, what is left of them up to now and
 *     the plan's from then on. Which seeds a guard keeps does not depend on the values of those that it keeps, so the error spent is that of the seeds
 *     kept; what the plan's last look would have spent beyond them stays unspent
 * @param seeds those of each look that counts so far; the last entry is what is judged now
 * @param leftOut seeds of this look in which a guard does not hold
 */
record Sample(List<Integer> looks, List<List<Long>> seeds, List<Long> leftOut) {

    /** Fewer seeds than this say nothing. */
    private static final int FEWEST = 3;

    Sample {
        looks = List.copyOf(looks);
        seeds = List.copyOf(seeds);
        leftOut = List.copyOf(leftOut);
    }

    /** All seeds of the looks up to {@code look}, counted from 1. */
    static Sample of(Plan<?> plan, int look) {
        var seeds = IntStream.rangeClosed(1, look).mapToObj(plan::seedsAt).toList();
        return new Sample(plan.looks(), seeds, List.of());
    }

    /** The seeds in which every guard by seed holds. */
    static Sample of(Plan<?> plan, Claim claim, Results results, int look) {
        if (claim.seedGuards().isEmpty()) {
            return of(plan, look);
        }
        var seeds = new ArrayList<List<Long>>();
        var looks = new ArrayList<Integer>();
        for (int k = 1; k <= look; k++) {
            var kept = plan.seedsAt(k).stream()
                    .filter(seed -> keeps(claim, results, seed))
                    .toList();
            if (kept.size() >= FEWEST && (looks.isEmpty() || kept.size() > looks.getLast())) {
                looks.add(kept.size());
                seeds.add(kept);
            }
        }
        plan.looks().stream()
                .filter(planned -> plan.looks().indexOf(planned) >= look
                        || planned.equals(plan.looks().getLast()))
                .filter(planned -> looks.isEmpty() || planned > looks.getLast())
                .forEach(looks::add);
        var leftOut = plan.seedsAt(look).stream()
                .filter(seed -> !keeps(claim, results, seed))
                .toList();
        return new Sample(looks, seeds, leftOut);
    }

    /** A seed whose guard cannot be read, because a trial failed, is kept: failures are never left out. */
    private static boolean keeps(Claim claim, Results results, long seed) {
        return claim.seedGuards().stream()
                .allMatch(guard -> holds(guard, results, seed).orElse(true));
    }

    /** Whether a statement holds in one seed; empty if what it needs is missing. */
    private static Optional<Boolean> holds(Statement statement, Results results, long seed) {
        return switch (statement) {
            case Statement.Near s -> new SeedReader(results, seed).read(s.of()).map(x -> s.low() <= x && x <= s.high());
            case Statement.NearQuotient s ->
                new SeedReader(results, seed)
                        .read(new Ratio(s.over(), s.under()).log())
                        .map(x -> Math.log(s.low()) <= x && x <= Math.log(s.high()));
            default -> {
                var goal = Goal.of(statement).orElseThrow();
                yield new SeedReader(results, seed).read(goal.effect()).map(x -> x >= goal.delta());
            }
        };
    }

    /** Refuses statements that say nothing of a single seed. */
    static Statement perSeed(String id, Statement guard) {
        var alone = Goal.of(guard).isPresent()
                || guard instanceof Statement.Near
                || guard instanceof Statement.NearQuotient;
        if (!alone || guard instanceof Statement.Monotone) {
            throw new PlanException(
                    "The guard of claim " + id + ", " + guard.words()
                            + ", cannot be read in a single seed: say that a number is above, below or near another, or use given(...).");
        }
        return guard;
    }

    /** Whether there is enough to judge. */
    boolean tooFew() {
        return seeds.isEmpty();
    }

    /** How many looks count so far. */
    int look() {
        return seeds.size();
    }

    List<Long> now() {
        return seeds.getLast();
    }
}
