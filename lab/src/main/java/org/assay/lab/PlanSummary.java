package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as it is shown before it runs.
 *
 * @param trials finished trials after each look, those of exploratory arms included
 */
public record PlanSummary(
        Scale scale,
        String hash,
        List<Integer> looks,
        List<Integer> trials,
        List<ArmLine> arms,
        List<ClaimLine> claims) {

    public PlanSummary {
        looks = List.copyOf(looks);
        trials = List.copyOf(trials);
        arms = List.copyOf(arms);
        claims = List.copyOf(claims);
    }

    /**
     * An arm.
     *
     * @param changes settings in which it differs from the scale's own
     */
    public record ArmLine(String name, boolean exploratory, int seeds, Map<String, Object> changes) {}

    /**
     * A claim.
     *
     * @param shape how it is decided, in words
     * @param guards without which it is not testable, in words
     * @param delta the smallest effect that matters, where the claim has one number for it
     * @param level joint level of the interval over all looks, 0.95 or 0.975
     * @param power what the plan can show, at several sizes
     */
    public record ClaimLine(
            String id,
            String text,
            boolean primary,
            Optional<Published> published,
            String shape,
            List<String> guards,
            Optional<Double> delta,
            String unit,
            double level,
            List<PowerLine> power) {}

    /**
     * How often the plan would say what, by simulation with normal noise.
     *
     * @param situation what is supposed to be true: {@code effect of 1 s.d.}
     * @param shown REPRODUCED or PARTLY, the direction being shown; for {@code near} REPRODUCED alone
     * @param verdicts shares of the verdicts, where the spread between seeds is known
     * @param seeds seeds taken, on average
     */
    public record PowerLine(String situation, double shown, Map<Verdict, Double> verdicts, double seeds) {}

    /**
     * The summary of a plan.
     *
     * @param spreads standard deviation of a claim's effect between seeds, by claim, known from a pilot or an earlier run; may be empty
     */
    public static PlanSummary of(Plan<?> plan, Scale scale, Map<String, Double> spreads) {
        var claimed = plan.claimArms();
        int first = plan.looks().getFirst();
        int exploratory = (plan.arms().size() - claimed.size()) * first;
        var trials = plan.looks().stream()
                .map(seeds -> claimed.size() * seeds + exploratory)
                .toList();
        return new PlanSummary(scale, plan.hash(scale), plan.looks(), trials, arms(plan, scale), claims(plan, spreads));
    }

    private static <S extends Record> List<ArmLine> arms(Plan<S> plan, Scale scale) {
        var plain = plan.settingValues(scale, new Arm("", List.of()));
        var lines = new ArrayList<ArmLine>();
        for (var arm : plan.arms()) {
            var changes = new LinkedHashMap<>(plan.settingValues(scale, arm));
            changes.entrySet().removeIf(entry -> entry.getValue().equals(plain.get(entry.getKey())));
            lines.add(new ArmLine(
                    arm.name(), plan.exploratory(arm), plan.seedsOf(arm).size(), changes));
        }
        return lines;
    }

    private static List<ClaimLine> claims(Plan<?> plan, Map<String, Double> spreads) {
        var lines = new ArrayList<ClaimLine>();
        for (var claim : plan.claims()) {
            var alpha = Judge.alpha(plan, claim);
            var spread = Optional.ofNullable(spreads.get(claim.id()));
            lines.add(new ClaimLine(
                    claim.id(),
                    claim.text(),
                    claim.primary(),
                    claim.published(),
                    claim.statement().words(),
                    claim.guards().stream()
                            .map(guard -> guard.statement().words())
                            .toList(),
                    delta(claim.statement()),
                    claim.unit(),
                    1 - alpha,
                    PowerOfPlan.lines(claim.statement(), plan.looks(), alpha, alpha, spread)));
        }
        return lines;
    }

    private static Optional<Double> delta(Statement statement) {
        return switch (statement) {
            case Statement.Difference s -> Optional.of(s.delta());
            case Statement.Differs s -> Optional.of(s.delta());
            case Statement.Quotient s -> Optional.of(Math.log(s.factor()));
            case Statement.NotWorse s -> Optional.of(s.margin());
            case Statement.Near s -> Optional.of((s.high() - s.low()) / 2);
            case Statement.NearQuotient s -> Optional.of(Math.log(s.high() / s.low()) / 2);
            case Statement.Earlier s -> Optional.of(Math.log(s.factor()));
            case Statement.Monotone s -> Optional.of(s.delta());
            case Statement.Happens s -> Optional.of(s.share());
            case Statement.Spread s -> Optional.of(Math.log(s.factor()));
            case Statement.AtLeast _ -> Optional.empty();
            case Statement.Reported _ -> Optional.empty();
        };
    }
}
