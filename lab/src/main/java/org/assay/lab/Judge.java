package org.assay.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.lab.RunRecord.ClaimRecord;
import org.assay.lab.stats.Multiplicity;

/** Decides a plan's claims from its results, by rules fixed beforehand. */
public final class Judge {

    /** Error over all looks, and over both primary claims. */
    static final double ALPHA = 0.05;

    private Judge() {}

    /**
     * The claims after a complete look.
     *
     * @param look how many looks are complete; 0 before the first, when nothing can be said yet
     */
    public static List<ClaimRecord> judge(Plan<?> plan, Scale scale, Results results, int look) {
        return judge(plan, scale, results, look, plan.claims(), true);
    }

    /** Some of the plan's claims; {@code thorough} records carry the simulated figures and the sequential p values too. */
    static List<ClaimRecord> judge(
            Plan<?> plan, Scale scale, Results results, int look, List<Claim> claims, boolean thorough) {
        var sequential = look == 0 || !thorough ? Map.<String, Double>of() : sequentialP(plan, results, look);
        return claims.stream()
                .map(claim -> record(
                        claim,
                        scale,
                        alpha(plan, claim),
                        rule(plan, claim, results, look, thorough),
                        sequentialDetails(claim, sequential)))
                .toList();
    }

    /** Of the primary claims that have one. */
    private static Map<String, Double> sequentialP(Plan<?> plan, Results results, int look) {
        var values = new LinkedHashMap<String, Double>();
        for (var claim : plan.claims()) {
            if (claim.primary()) {
                Rules.sequentialP(claim.statement(), results, Sample.of(plan, claim, results, look))
                        .ifPresent(p -> values.put(claim.id(), p));
            }
        }
        return values;
    }

    private static Map<String, Object> sequentialDetails(Claim claim, Map<String, Double> sequential) {
        if (!sequential.containsKey(claim.id())) {
            return Map.of();
        }
        var ids = List.copyOf(sequential.keySet());
        var holm = Multiplicity.holm(
                ids.stream().mapToDouble(id -> sequential.getOrDefault(id, 1.0)).toArray());
        return Map.of("sequentialP", sequential.getOrDefault(claim.id(), 1.0), "holmP", holm[ids.indexOf(claim.id())]);
    }

    /**
     * Whether the run may stop after this look: every primary claim is decided (without primaries, every claim). NOT REPRODUCED does not stop a run
     * while the plan's remaining seeds may still show the reverse.
     */
    public static boolean decided(Plan<?> plan, Scale scale, Results results, int look) {
        if (look >= plan.looks().size()) {
            return true;
        }
        var primaries = plan.claims().stream().filter(Claim::primary).toList();
        var deciding = primaries.isEmpty() ? plan.claims() : primaries;
        return look > 0
                && deciding.stream()
                        .allMatch(
                                claim -> rule(plan, claim, results, look, false).settled());
    }

    /** {@code thorough} rulings carry the simulated figures too, which take time and change no verdict. */
    static Ruling rule(Plan<?> plan, Claim claim, Results results, int look, boolean thorough) {
        var absent = Cells.arms(claim).stream()
                .filter(arm -> !plan.armNames().contains(arm))
                .toList();
        if (!absent.isEmpty()) {
            return Ruling.notTestable("arm " + String.join(", arm ", absent) + " is not part of this run", true);
        }
        if (look == 0) {
            return Ruling.notTestable("the first look at " + plan.looks().getFirst() + " seeds is not complete", false);
        }
        var rules = new Rules(Sample.of(plan, look), results, claim.unit(), thorough);
        for (var guard : claim.guards()) {
            var ruling = rules.rule(guard.statement(), ALPHA, ALPHA);
            var shown = ruling.verdict() == Verdict.REPRODUCED || ruling.verdict() == Verdict.PARTLY;
            if (guard.shown() ? !shown : !ruling.holds()) {
                return Ruling.notTestable(
                        "the claim needs " + guard.statement().words() + ", but " + ruling.finding(), false);
            }
        }
        var sample = Sample.of(plan, claim, results, look);
        if (sample.tooFew()) {
            var count = plan.looks().get(look - 1);
            return Ruling.notTestable(
                    "the guard by seed holds in " + (count - sample.leftOut().size()) + " of " + count
                            + " seeds, too few to judge",
                    false);
        }
        var alpha = alpha(plan, claim);
        return new Rules(sample, results, claim.unit(), thorough)
                .rule(claim.statement(), alpha, alpha)
                .without(sample.leftOut());
    }

    /** The two-sided error of a claim over all looks: 5 %, halved where two primary claims are judged jointly. */
    static double alpha(Plan<?> plan, Claim claim) {
        long primaries = plan.claims().stream().filter(Claim::primary).count();
        return claim.primary() ? ALPHA / primaries : ALPHA;
    }

    private static ClaimRecord record(
            Claim claim, Scale scale, double alpha, Ruling ruling, Map<String, Object> sequential) {
        Map<String, Object> details = new LinkedHashMap<>(ruling.details());
        details.putAll(sequential);
        details.put("level", 1 - alpha);
        details.put("settled", ruling.settled());
        return new ClaimRecord(
                claim.id(),
                claim.text(),
                claim.primary(),
                claim.published(),
                claim.statement().words(),
                ruling.verdict(),
                ruling.estimate(),
                ruling.bounds(),
                ruling.delta(),
                claim.unit(),
                ruling.seeds(),
                ruling.values(),
                ruling.verdict().label() + " (" + scale.label() + "): " + ruling.finding() + ruling.hint() + "."
                        + (scale == Scale.SMOKE ? " A smoke run shows only that the study runs." : ""),
                details);
    }
}
