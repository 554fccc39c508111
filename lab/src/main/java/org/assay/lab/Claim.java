package org.assay.lab;

import java.util.Optional;

/**
 * One of the paper's claims and how it is decided.
 *
 * @param id as in the study's sheet, for example {@code K1}
 * @param text the claim in one sentence
 * @param primary primary claims are judged jointly: 5 % over both and over all looks
 * @param published the paper's number
 */
public record Claim(String id, String text, boolean primary, Optional<Published> published) {}
