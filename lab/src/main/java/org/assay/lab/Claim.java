package org.assay.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of the paper's claims and how it is decided.
 *
 * @param id as in the study's sheet, for example {@code K1}
 * @param text the claim in one sentence
 * @param primary primary claims are judged jointly: 5 % over both and over all looks
 * @param published the paper's number
 * @param unit of the effect, for example {@code nats}; empty for plain numbers
 * @param guards what must hold before the claim can be tested
 * @param seedGuards what must hold in a seed for it to enter
 * @param untilDecided whether the run goes on for this secondary claim after the primary ones are decided
 * @param statement how the claim is decided
 */
public record Claim(
        String id,
        String text,
        boolean primary,
        Optional<Published> published,
        String unit,
        List<Guard> guards,
        List<Statement> seedGuards,
        boolean untilDecided,
        Statement statement) {

    public Claim {
        guards = List.copyOf(guards);
        seedGuards = List.copyOf(seedGuards);
        if (primary && untilDecided) {
            throw new PlanException("Claim " + id
                    + " is primary, for which the run goes on anyway until it is decided: leave untilDecided() out.");
        }
    }

    /** What decides the claim, for the canonical form: what is not used leaves no trace. */
    Map<String, Object> decision() {
        var decision = new TreeMap<String, Object>();
        decision.put("primary", primary);
        decision.put("guards", guards);
        decision.put("statement", statement);
        if (!seedGuards.isEmpty()) {
            decision.put("seedGuards", seedGuards);
        }
        if (untilDecided) {
            decision.put("untilDecided", true);
        }
        return decision;
    }

    /**
     * A condition without which a claim says nothing.
     *
     * @param shown whether the statement must be shown (its interval), not only hold on the mean
     */
    public record Guard(Statement statement, boolean shown) {}
}
