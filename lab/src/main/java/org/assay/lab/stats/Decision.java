package org.assay.lab.stats;

import java.util.Optional;

/**
 * A rule's decision at a look.
 *
 * @param estimate adjusted for the looks
 * @param interval empty where the number of values gives none
 * @param settled whether the rule asks for no further values
 */
public record Decision(Outcome outcome, double estimate, Optional<Interval> interval, boolean settled) {}
