package org.assay.lab;

import static org.assay.lab.Statement.allOf;
import static org.assay.lab.Statement.anyOf;
import static org.assay.lab.Statement.atLeast;
import static org.assay.lab.Statement.that;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whole plans judged as a run judges them, look after look until decided, on random results; tolerances are three binomial standard errors. */
final class JudgeBySimulationTest {

    record Setup(int width) {}

    private static final int RUNS = 800;
    private static final int SEEDS = 12;

    /** Shares of the verdicts of each claim when the run ends; arm i has its own mean and unit noise beside the seed's. */
    private static Map<String, Map<Verdict, Double>> simulate(Plan<Setup> plan, double... means) {
        var random = new SplittableRandom(12);
        var shares = new TreeMap<String, Map<Verdict, Double>>();
        for (int run = 0; run < RUNS; run++) {
            run(plan, random, means)
                    .forEach((id, verdict) -> shares.computeIfAbsent(id, _ -> new EnumMap<>(Verdict.class))
                            .merge(verdict, 1.0 / RUNS, Double::sum));
        }
        return shares;
    }

    private static Map<String, Verdict> run(Plan<Setup> plan, SplittableRandom random, double... means) {
        var values = new double[means.length][SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            var common = 3 * random.nextGaussian();
            for (int arm = 0; arm < means.length; arm++) {
                values[arm][seed] = means[arm] + common + random.nextGaussian() / Math.sqrt(2);
            }
        }
        var trials = Trials.of();
        for (int arm = 0; arm < means.length; arm++) {
            trials.cell(plan.armNames().get(arm), "x", values[arm]);
        }
        var results = trials.results();
        int look = 1;
        while (!Judge.decided(plan, Scale.LAPTOP, results, look)) {
            look++;
        }
        var verdicts = new TreeMap<String, Verdict>();
        for (var claim : plan.claims()) {
            verdicts.put(
                    claim.id(), Judge.rule(plan, claim, results, look, false).verdict());
        }
        return verdicts;
    }

    private static PlanBuilder<Setup> arms(String... names) {
        var builder = Plan.of(new Setup(1));
        for (var name : names) {
            builder.arm(name);
        }
        return builder;
    }

    private static Statement above(String arm) {
        return that(arm).has("x").above("base").byAtLeast(0.5);
    }

    private static double share(Map<Verdict, Double> shares, Verdict... verdicts) {
        double sum = 0;
        for (var verdict : verdicts) {
            sum += shares.getOrDefault(verdict, 0.0);
        }
        return sum;
    }

    private static double error(double share) {
        return 3 * Math.sqrt(share * (1 - share) / RUNS);
    }

    @Test
    void twoPrimaryClaimsTogetherErrInFivePercentAtMost() {
        var plan = arms("base", "a", "b")
                .primary("P1", "a is better")
                .that(above("a"))
                .primary("P2", "b is better")
                .that(above("b"))
                .build();
        var random = new SplittableRandom(5);
        int wrong = 0;
        for (int i = 0; i < RUNS; i++) {
            var verdicts = run(plan, random, 0, 0, 0).values();
            wrong += EnumSet.of(Verdict.NOT_REPRODUCED, Verdict.INCONCLUSIVE).containsAll(verdicts) ? 0 : 1;
        }
        assertThat((double) wrong / RUNS).isLessThan(0.05 + error(0.05));
    }

    @Test
    void combinationsErrNoMoreThanSingleClaims() {
        var plan = arms("base", "a", "b", "c")
                .secondary("all", "all are better")
                .that(allOf(above("a"), above("b"), above("c")))
                .secondary("two", "two are better")
                .that(atLeast(2, above("a"), above("b"), above("c")))
                .secondary("any", "one is better")
                .that(anyOf(above("a"), above("b"), above("c")))
                .build();
        for (var means : List.of(new double[] {0, 0, 0, 0}, new double[] {0, 3, 0, 0}, new double[] {0, 3, 3, 0})) {
            var shares = simulate(plan, means);
            int better = (int) java.util.Arrays.stream(means).filter(m -> m > 0).count();
            shares.forEach((id, verdicts) -> {
                int needed = id.equals("all") ? 3 : id.equals("two") ? 2 : 1;
                if (better < needed) {
                    assertThat(share(verdicts, Verdict.REPRODUCED, Verdict.PARTLY))
                            .as(id)
                            .isLessThan(0.025 + error(0.025));
                } else {
                    assertThat(share(verdicts, Verdict.CONTRADICTED, Verdict.NOT_REPRODUCED))
                            .as(id)
                            .isLessThan(0.025 + error(0.025));
                    assertThat(share(verdicts, Verdict.REPRODUCED)).as(id).isGreaterThan(0.95);
                }
            });
        }
    }

    @Test
    void aReversalIsContradictedNotStoppedShort() {
        var plan =
                arms("base", "a").primary("P1", "a is better").that(above("a")).build();
        var shares = simulate(plan, 0, -1.5).get("P1");
        assertThat(share(shares, Verdict.CONTRADICTED)).isGreaterThan(0.97);
        assertThat(share(shares, Verdict.NOT_REPRODUCED)).isLessThan(0.03);
    }
}
