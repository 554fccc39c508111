package org.assay.lab.stats;

/** What an interval says of an effect that was claimed; with theta the effect and [L, U] its interval. */
public enum Outcome {
    /** L beyond the bar, the estimate at least delta; for equivalence the interval inside the range. */
    REPRODUCED,
    /** L beyond the bar, the estimate below delta; for equivalence the estimate alone inside the range. */
    PARTLY,
    /** U short of the bar. */
    CONTRADICTED,
    /** L short of the bar, U below delta; for equivalence the interval outside the range. */
    NOT_REPRODUCED,
    /** None of these. */
    INCONCLUSIVE
}
