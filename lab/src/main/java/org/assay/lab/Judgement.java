package org.assay.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assay.lab.RunRecord.ClaimRecord;

/**
 * Where the judging of a run stands. All claims are judged anew at every look until the primary ones are decided; after that only the secondary claims
 * that ask for it go on, each until it is decided, and the others keep the verdict they had. Intervals hold jointly over all looks, so a verdict errs no
 * more often for being taken at one look rather than another.
 *
 * @param looks how many looks are complete
 * @param claims as judged, in the order of the plan
 * @param open ids of the claims that the next look would judge anew
 */
public record Judgement(int looks, List<ClaimRecord> claims, Set<String> open) {

    public Judgement {
        claims = List.copyOf(claims);
        open = Set.copyOf(open);
    }

    /** Before the first look. */
    public static Judgement begin(Plan<?> plan, Scale scale) {
        var open = plan.claims().stream().map(Claim::id).collect(Collectors.toSet());
        return new Judgement(0, Judge.judge(plan, scale, Results.of(List.of()), 0), open);
    }

    /** After one more complete look. */
    public Judgement next(Plan<?> plan, Scale scale, Results results) {
        return next(plan, scale, results, true);
    }

    Judgement next(Plan<?> plan, Scale scale, Results results, boolean thorough) {
        int look = looks + 1;
        var judged = plan.claims().stream()
                .filter(claim -> open.contains(claim.id()))
                .toList();
        var anew = Judge.judge(plan, scale, results, look, judged, thorough);
        var records = claims.stream()
                .map(old -> open.contains(old.id()) ? record(anew, old.id()) : old)
                .toList();
        return new Judgement(
                look, records, look >= plan.looks().size() ? Set.of() : stillOpen(plan, scale, results, look));
    }

    private Set<String> stillOpen(Plan<?> plan, Scale scale, Results results, int look) {
        boolean goingOn = open.size() < plan.claims().size();
        if (!goingOn && !Judge.decided(plan, scale, results, look)) {
            return open;
        }
        var next = new LinkedHashSet<String>();
        for (var claim : plan.claims()) {
            if (open.contains(claim.id())
                    && claim.untilDecided()
                    && !Judge.rule(plan, claim, results, look, false).settled()) {
                next.add(claim.id());
            }
        }
        return next;
    }

    private static ClaimRecord record(List<ClaimRecord> claims, String id) {
        return claims.stream()
                .filter(claim -> claim.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Whether no further look is needed. */
    public boolean done() {
        return looks > 0 && open.isEmpty();
    }

    /** The arms that the next look needs: of a plan without claims none. */
    public Set<String> arms(Plan<?> plan) {
        var arms = new LinkedHashSet<String>();
        plan.claims().stream()
                .filter(claim -> open.contains(claim.id()))
                .forEach(claim -> arms.addAll(Cells.arms(claim)));
        arms.retainAll(plan.armNames());
        return arms;
    }
}
