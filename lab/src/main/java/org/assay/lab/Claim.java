package org.assay.lab;

import java.util.List;
import java.util.Optional;

/**
 * One of the paper's claims and how it is decided.
 *
 * @param id as in the study's sheet, for example {@code K1}
 * @param text the claim in one sentence
 * @param primary primary claims are judged jointly: 5 % over both and over all looks
 * @param published the paper's number
 * @param unit of the effect, for example {@code nats}; empty for plain numbers
 * @param guards what must hold before the claim can be tested
 * @param statement how the claim is decided
 */
public record Claim(
        String id,
        String text,
        boolean primary,
        Optional<Published> published,
        String unit,
        List<Guard> guards,
        Statement statement) {

    public Claim {
        guards = List.copyOf(guards);
    }

    /**
     * A condition without which a claim says nothing.
     *
     * @param shown whether the statement must be shown (its interval), not only hold on the mean
     */
    public record Guard(Statement statement, boolean shown) {}
}
